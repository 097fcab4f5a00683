"""When a passage may be said as the answer, and when the desk had better ask or fetch a person (R66).

No single score separates the two: questions without an answer resemble some passage too. Together do: how close the
first passage is in meaning, how much of what the question is about its topic knows, and how far it is ahead of the
second, which counts as much as it knows: being the only one that resembles a question about something else is no merit.

The weights are logistic regressions, with and without vectors, over 184 questions to the clinic's policies (106 with an
answer, 78 without; three languages, romanised and misspelt ones among them:
`tests/integration/knowledge/clinic_questions.jsonl`), rounded. The bars stand where 95 in 100 of the confident answers
are right; ten-fold, that is 79 of 100 answerable questions, where trigram overlap in place of coverage reached 67.
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
    """Of the lead over the second hit, times coverage; a lead of more than MOST_LEAD deviations is that."""
    coverage: float
    overlap: float
    bar: float


MOST_LEAD = 4.0
MEANT_SIMILARITY, MEANT_LEAD = 0.38, 1.0
BOTH_LEGS = Calibration(bias=-2.9, similarity=1.5, margin=3.5, coverage=1.1, overlap=0.0, bar=0.66)
WORDS_ONLY = Calibration(bias=-3.5, similarity=0.0, margin=2.0, coverage=0.0, overlap=2.6, bar=0.85)
"""While the first ingest is still making vectors."""


def is_confident(hits: Sequence[Hit], *, has_vectors: bool) -> bool:
    """Whether the first of `hits` (best first) may be said as the answer."""
    calibration = BOTH_LEGS if has_vectors else WORDS_ONLY
    if likelihood_of_first(hits, has_vectors=has_vectors) >= calibration.bar:
        return True
    return has_vectors and bool(hits) and _is_meant(hits)


def likelihood_of_first(hits: Sequence[Hit], *, has_vectors: bool) -> float:
    """How likely the first of `hits` is the answer, 0..1."""
    return estimate_probability(hits, BOTH_LEGS if has_vectors else WORDS_ONLY) if hits else 0.0


def _is_meant(hits: Sequence[Hit]) -> bool:
    """Said in other words than the topic's own, but far nearer in meaning to it than to any other: of those questions,
    none had no answer."""
    lead = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    return hits[0].similarity >= MEANT_SIMILARITY and lead >= MEANT_LEAD


def estimate_probability(hits: Sequence[Hit], calibration: Calibration) -> float:
    """Of the first hit being the answer. A single passage has no rival: its own score is its margin."""
    first = hits[0]
    margin = first.score - (hits[1].score if len(hits) > 1 else 0.0)
    lead = min(margin, MOST_LEAD) * first.coverage if calibration.coverage else margin
    signals = (
        calibration.similarity * first.similarity
        + calibration.margin * lead
        + calibration.coverage * first.coverage
        + calibration.overlap * first.overlap
    )
    return 1 / (1 + exp(-(calibration.bias + signals)))
