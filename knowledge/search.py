"""Ranking: which passages answer a question. Meaning (centred vectors) and words (trigrams), added as z-scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from domain.language import LANGUAGES, Language
from domain.text import clean_text
from knowledge.centring import centre, document_means, generic_utterances
from knowledge.coverage import Coverage
from knowledge.index import EmbeddedPassage
from knowledge.lexical import TrigramIndex, standardise
from knowledge.passage import Passage
from knowledge.transliteration import Spelling, guess_latin, to_armenian, to_cyrillic

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, Vectors

LEXICAL_WEIGHT = 0.3
"""Of the words leg beside the meaning leg. Chosen on 121 questions in three languages; .2 to .5 are within noise."""

MOST_TOPICS = 1000
"""A business has dozens of topics; in a library of thousands words are not told apart by their topics."""


@dataclass(frozen=True)
class Question:
    """A question in its language's own script."""

    text: str
    language: Language
    romanised: bool


@dataclass(frozen=True)
class Hit:
    """One topic found. `score` orders the hits of one question and means nothing between questions."""

    passage: Passage
    score: float
    similarity: float
    """Centred cosine of question and passage, averaged with its nearest example question where it has any; -1..1."""
    overlap: float
    """Share of the question's trigrams that the passage has, 0..1."""
    coverage: float = 0.0
    """Share of what the question is about that the topic knows, 0..1; told of the first hit alone."""


class PassageSearch:
    """The passages of one collection, ready to be searched. Immutable; safe to share between threads.

    As long as a passage's vectors are not there yet (`vectors` of no rows), all are found by their words alone.
    Vectors are held in memory (1.5 KB each): z-scores need them all, and reading them from Chroma for every question
    took 4 to 20 ms where this takes 0.1.
    """

    def __init__(
        self, embedded: Sequence[EmbeddedPassage], *, embedder: Embedder, query_means: dict[str, Vectors]
    ) -> None:
        self.passages = [e.passage for e in embedded]
        self._embedder = embedder
        self._query_means = query_means
        self._lexical = TrigramIndex([p.words for p in self.passages])
        everyday = [u for lang in LANGUAGES for u in generic_utterances(lang)]
        self._spelling = Spelling([p.words for p in self.passages] + everyday)
        self._by_topic: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            self._by_topic.setdefault(passage.topic, []).append(row)
        self.has_vectors = bool(embedded) and bool(query_means) and all(len(e.vectors) for e in embedded)
        if self.has_vectors:
            self._centre(embedded)

    def _centre(self, embedded: Sequence[EmbeddedPassage]) -> None:
        """Texts lose the mean of their language's texts; example questions, being questions, lose the query mean."""
        import numpy as np

        texts = np.stack([e.vectors[0] for e in embedded])
        languages = [e.passage.language for e in embedded]
        means = document_means(texts, languages)
        self._texts = centre(texts, np.stack([means[language] for language in languages]))
        everyone: Vectors = np.stack(list(self._query_means.values())).mean(axis=0)
        counts = [len(e.vectors) - 1 for e in embedded]
        asked = np.concatenate([e.vectors[1:] for e in embedded])
        asked_means = [self._query_means.get(language, everyone) for language in languages]
        self._examples = centre(asked, np.repeat(np.stack(asked_means), counts, axis=0))
        self._example_owners = np.repeat(np.arange(len(embedded)), counts)
        self._has_examples = np.array(counts) > 0

    def read_question(self, text: str, language: Language | None) -> Question:
        """`text` in its own script. Latin letters are Russian, Armenian or English; `language` decides close calls."""
        text = clean_text(text)
        armenian = sum("\u0530" <= c < "\u0590" for c in text)
        cyrillic = sum("\u0400" <= c < "\u0530" for c in text)
        if armenian and armenian >= cyrillic:
            return Question(text, "hy", False)
        if cyrillic:
            return Question(text, "ru", False)
        spelt = guess_latin(text, expected=language)
        if spelt == "en":
            return Question(text, "en", False)
        own_script = to_cyrillic(text) if spelt == "ru" else to_armenian(text)
        return Question(self._spelling.repair(own_script), spelt, True)

    def find(
        self, question: Question, *, language: Language | None, allowed: Sequence[bool] | None = None
    ) -> list[Hit]:
        """The topics in order, best first, each as its passage in `language` where there is one.

        `allowed` (one a passage) leaves passages out, as if they were not there.
        """
        import numpy as np

        rows = np.flatnonzero(np.asarray(allowed)) if allowed is not None else np.arange(len(self.passages))
        if not rows.size:
            return []
        lexical = self._lexical.scores(question.text)[rows]
        score = LEXICAL_WEIGHT * standardise(lexical) if self.has_vectors else standardise(lexical)
        similarity = np.zeros(len(self.passages), dtype=np.float32)
        if self.has_vectors:
            similarity = self._similarities(question)
            score = score + standardise(similarity[rows])
        overlap = self._lexical.overlaps(question.text)
        score_of = dict(zip(rows.tolist(), score.tolist(), strict=True))
        hits: list[Hit] = []
        for topic_rows in self._by_topic.values():
            found = [row for row in topic_rows if row in score_of]
            if found:
                best = max(found, key=lambda row: score_of[row])
                hits.append(
                    Hit(
                        passage=self.passages[self._sibling(best, found, language or question.language)],
                        score=score_of[best],
                        similarity=float(similarity[best]),
                        overlap=float(overlap[found].max()),
                    )
                )
        hits.sort(key=lambda h: (-h.score, h.passage.id))
        if hits:
            hits[0] = replace(hits[0], coverage=self._covered(question.text, hits[0]))
        return hits

    def _covered(self, question: str, hit: Hit) -> float:
        if len(self._by_topic) > MOST_TOPICS:
            return hit.overlap
        return self._coverage.of(question, hit.passage.topic)

    @cached_property
    def _coverage(self) -> Coverage:
        texts = {topic: [self.passages[row].words for row in rows] for topic, rows in self._by_topic.items()}
        return Coverage(texts, [u for language in LANGUAGES for u in generic_utterances(language)])

    def _sibling(self, best: int, rows: Sequence[int], language: str) -> int:
        """The same passage in `language`, or `best` itself when there is none."""
        if self.passages[best].language == language:
            return best
        return next((row for row in rows if self.passages[row].language == language), best)

    def _similarities(self, question: Question) -> Vectors:
        """Of every passage. Text and example question together beat the better of the two: +4 points of first places."""
        import numpy as np

        asked = centre(self._embedder.embed_queries([question.text])[0], self._query_means[question.language])
        by_text = self._texts @ asked
        if not self._examples.size:
            return by_text
        by_example = np.full(len(self.passages), -1.0, dtype=np.float32)
        np.maximum.at(by_example, self._example_owners, self._examples @ asked)
        averaged: Vectors = np.where(self._has_examples, (by_text + by_example) / 2, by_text).astype(
            np.float32
        )
        return averaged
