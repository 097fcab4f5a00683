"""Why a message was read as it was: the layer that spoke, the nearest examples, the words behind every fact.

For people who inspect readings; it reads parts of the message many times over, and is too slow for turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from agents.understanding.thresholds import load_thresholds
from agents.understanding.understander import ReadingContext, Understander
from domain.language import Language
from domain.reading import Reading
from knowledge.embedding import Embedder

EXAMPLES = Path(__file__).parent / "examples"
_BAR = " | "
_SHORTLIST = 24
_LONGEST_SPAN = 7
_MOST_WORDS = 40
_FACTS = (
    "windows", "services", "practitioners", "branches", "phones", "emails", "name", "amounts", "order_ids", "urgent",
    "online", "first_visit", "shift",
)  # fmt: skip


class Explainer:
    """Explains readings of one understander."""

    def __init__(self, understander: Understander, embedder: Embedder) -> None:
        self._understander = understander
        self._embedder = embedder
        self._examples: dict[str, list[tuple[str, str]]] = {}

    def explain(self, reading: Reading, context: ReadingContext) -> dict[str, Any]:
        """Plain values: `layer`, `bar` (below it a reading is `unsure`), `nearest` (label, text, similarity), `spans` (fact, value, text, start, end)."""
        nearest = self._nearest(reading) if reading.source != "exact" else []
        bar = load_thresholds().ask_model_below[reading.language]
        unsure = reading.source != "exact" and reading.confidence < bar
        return {
            "layer": reading.source,
            "bar": bar,
            "unsure": unsure,
            "nearest": nearest,
            "spans": self._spans(reading, context),
        }

    def _nearest(self, reading: Reading, count: int = 3) -> list[dict[str, Any]]:
        """Examples of the language: those that share most letters, ordered by what they mean."""
        wanted = _letters(reading.text)
        known = self._of(reading.language)
        likely = sorted(known, key=lambda one: -_overlap(wanted, _letters(one[1])))[:_SHORTLIST]
        if not likely or not reading.text.strip():
            return []
        vectors = self._embedder.embed_queries([reading.text[:500], *(text for _, text in likely)])
        scores = [float(score) for score in vectors[1:] @ vectors[0]]
        best = sorted(zip(scores, likely, strict=True), key=lambda pair: -pair[0])[:count]
        return [{"label": label, "text": text, "similarity": round(s, 3)} for s, (label, text) in best]

    def _of(self, language: Language) -> list[tuple[str, str]]:
        if language not in self._examples:
            self._examples[language] = list(_read_examples(EXAMPLES / language))
        return self._examples[language]

    def _spans(self, reading: Reading, context: ReadingContext) -> list[dict[str, Any]]:
        """For each fact the shortest run of words that gives the same fact by itself."""
        facts = reading.entities.model_dump(mode="json")
        missing = [
            (name, value)
            for name in _FACTS
            for value in (facts[name] if isinstance(facts[name], list) else [facts[name]])
            if value not in (None, False, [])
        ]
        alone = replace(context, language=reading.language, pending=None, choice_id=None)
        spans: list[dict[str, Any]] = []
        for start, end in _runs(reading.text):
            if not missing:
                break
            part = reading.text[start:end]
            found = self._understander.read_facts(part, alone).model_dump(mode="json")
            for name, value in tuple(missing):
                here = found[name] if isinstance(found[name], list) else [found[name]]
                if value in here:
                    missing.remove((name, value))
                    spans.append({"fact": name, "value": value, "text": part, "start": start, "end": end})
        spans += [{"fact": name, "value": value, "text": None} for name, value in missing]
        return spans


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of runs of words, shortest first."""
    places: list[tuple[int, int]] = []
    at = 0
    for word in text.split()[:_MOST_WORDS]:
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    for size in range(1, min(_LONGEST_SPAN, len(places)) + 1):
        for first in range(len(places) - size + 1):
            yield places[first][0], places[first + size - 1][1]
    if len(places) > _LONGEST_SPAN:
        yield 0, len(text)


def _read_examples(folder: Path) -> Iterator[tuple[str, str]]:
    """(label, text) of every example; a line of its own label says `label | text`."""
    for path in sorted(folder.rglob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if text and not text.startswith("#"):
                label, bar, rest = text.partition(_BAR)
                yield (label, rest) if bar else (path.stem, text)


def _letters(text: str) -> set[str]:
    low = f" {text.lower()} "
    return {low[i : i + 3] for i in range(min(len(low), 500) - 2)}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))
