"""When a passage may be said as the answer, and when the desk had better ask or fetch a person (R66).

No single score separates the two: questions without an answer resemble some passage too. Three signals together
do: how close the first passage is in meaning, how far it is ahead of the second, and how much of the question's
wording it has.

The weights are two logistic regressions, with and without vectors, over 150 questions to the clinic's policies
(94 with an answer, 56 without; three languages, romanised and misspelt ones among them:
`tests/integration/knowledge/clinic_questions.jsonl`), rounded. The bars stand where 95 in 100 of the confident
answers are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from knowledge.search import Hit


@dataclass(frozen=True)
class Calibration:
    """Weights of the signals, and the probability from which on a passage is said."""

    bias: float
    similarity: float
    margin: float
    overlap: float
    bar: float


BOTH_LEGS = Calibration(bias=-5.8, similarity=4.5, margin=1.4, overlap=5.0, bar=0.7)
WORDS_ONLY = Calibration(bias=-3.5, similarity=0.0, margin=2.0, overlap=2.6, bar=0.85)
"""While the first ingest is still making vectors."""


def is_confident(hits: Sequence[Hit], *, has_vectors: bool) -> bool:
    """Whether the first of `hits` (best first) may be said as the answer."""
    calibration = BOTH_LEGS if has_vectors else WORDS_ONLY
    return bool(hits) and estimate_probability(hits, calibration) >= calibration.bar


def estimate_probability(hits: Sequence[Hit], calibration: Calibration) -> float:
    """Of the first hit being the answer. A single passage has no rival: its own score is its margin."""
    first = hits[0]
    margin = first.score - (hits[1].score if len(hits) > 1 else 0.0)
    signals = (
        calibration.similarity * first.similarity
        + calibration.margin * margin
        + calibration.overlap * first.overlap
    )
    return 1 / (1 + exp(-(calibration.bias + signals)))
