"""Why a message was read as it was: the layer that spoke, the nearest examples, the words behind every fact.

For people who inspect readings; it embeds examples anew, and is too slow for turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agents.understanding.thresholds import load_thresholds
from domain.language import Language
from domain.reading import Entities, Reading
from knowledge.embedding import Embedder

EXAMPLES = Path(__file__).parent / "examples"
_BAR = " | "
_SHORTLIST = 24
_NO_FACTS = frozenset({"spans", "numbers", "ordinals"})


class Explainer:
    """Explains readings, whichever business they were read for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._examples: dict[str, list[tuple[str, str]]] = {}

    def explain(self, reading: Reading) -> dict[str, Any]:
        """Plain values: `layer`, `bar` (below it a reading is `unsure`), `nearest` (label, text, similarity), `spans` (fact, value, text, start, end)."""
        nearest = self._nearest(reading) if reading.source != "exact" else []
        bar = load_thresholds().ask_model_below[reading.language]
        unsure = reading.source != "exact" and reading.confidence < bar
        return {
            "layer": reading.source,
            "bar": bar,
            "unsure": unsure,
            "nearest": nearest,
            "spans": self._spans(reading),
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
            self._examples[language] = list(read_examples(EXAMPLES / language))
        return self._examples[language]

    @staticmethod
    def _spans(reading: Reading) -> list[dict[str, Any]]:
        """Every fact with its words; facts without any of their own (a shift, what a model added) have no place."""
        found = reading.entities
        spans = [span.model_dump() for span in found.spans]
        placed, nothing = {span.fact for span in found.spans}, Entities()
        for name in Entities.model_fields:
            value = getattr(found, name)
            if name not in placed | _NO_FACTS and value != getattr(nothing, name):
                spans.append({"fact": name, "value": str(value), "text": None})
        return spans


def read_examples(folder: Path) -> Iterator[tuple[str, str]]:
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
