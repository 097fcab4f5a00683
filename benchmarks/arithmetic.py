"""The arithmetic of a comparison: percentiles, and the ratio of two interleaved series with its uncertainty."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

Statistic = Callable[[Sequence[float]], float]

RESAMPLES = 2000


@dataclass(frozen=True)
class Interval:
    """A value and the bootstrap's 95 % interval around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Pair:
    """What was measured in one AB round: ours, and the bare thing right before or after it."""

    ours: Sequence[float]
    bare: Sequence[float]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("a percentile of nothing")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def p50(values: Sequence[float]) -> float:
    return percentile(values, 0.50)


def p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


def p99(values: Sequence[float]) -> float:
    return percentile(values, 0.99)


def mean(values: Sequence[float]) -> float:
    return fmean(values)


def middle(values: Sequence[float]) -> float:
    return median(values)


def compare(
    pairs: Sequence[Pair], statistic: Statistic, *, seed: int, resamples: int = RESAMPLES
) -> Interval:
    """`statistic` of ours over all pairs ÷ the same of the bare thing; the interval comes from drawing whole pairs
    again, so that what disturbed both sides of a round stays together. Raises ValueError for no pairs.
    """
    if not pairs:
        raise ValueError("a ratio of nothing")
    draw = random.Random(seed)  # noqa: S311 - not a secret
    ratios = sorted(
        _ratio([pairs[draw.randrange(len(pairs))] for _ in pairs], statistic) for _ in range(resamples)
    )
    return Interval(_ratio(pairs, statistic), percentile(ratios, 0.025), percentile(ratios, 0.975))


def _ratio(pairs: Sequence[Pair], statistic: Statistic) -> float:
    ours = statistic([value for pair in pairs for value in pair.ours])
    bare = statistic([value for pair in pairs for value in pair.bare])
    return ours / bare
