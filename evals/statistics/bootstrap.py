"""How sure a mean is: percentile bootstrap that draws whole scenarios.

Repeats and voices of one scenario fail together, so drawing single plays would make every interval too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RESAMPLES = 2000
CONFIDENCE = 0.95
_CHUNK_CELLS = 4_000_000


@dataclass(frozen=True)
class Estimate:
    """A mean with its interval. `scenarios` were drawn from, `values` were averaged."""

    value: float
    low: float
    high: float
    scenarios: int
    values: int

    @property
    def excludes_zero(self) -> bool:
        """For a difference: whether its sign is sure."""
        return self.low > 0 or self.high < 0


def estimate(
    clusters: Mapping[str, Sequence[float]],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    share: bool = True,
) -> Estimate | None:
    """The mean of all values, with an interval from drawing whole clusters (scenario -> its values).

    None when there is no value. Independent of the order of the clusters; the same seed gives the same interval.

    `share` True: values lie in 0..1. Then, where all scenarios agree on 0 or on 1, drawing them again says nothing,
    and the interval is the exact binomial one over scenarios: 60 of 60 is 94 % or better, not certainty. One
    scenario alone that is neither says nothing at all: 0..1.
    """
    import numpy as np

    names = sorted(name for name, values in clusters.items() if values)
    if not names:
        return None
    sums = np.array([float(sum(clusters[name])) for name in names])
    counts = np.array([float(len(clusters[name])) for name in names])
    value = float(sums.sum() / counts.sum())
    total = int(counts.sum())
    tail = (1 - confidence) / 2
    if share and value in (0.0, 1.0):
        bound = tail ** (1 / len(names))
        low, high = (bound, 1.0) if value == 1.0 else (0.0, 1 - bound)
        return Estimate(value, low, high, len(names), total)
    if share and len(names) == 1:
        return Estimate(value, 0.0, 1.0, 1, total)
    generator = np.random.default_rng(seed)
    means = []
    rows = max(1, min(resamples, _CHUNK_CELLS // len(names)))
    for start in range(0, resamples, rows):
        drawn = generator.integers(0, len(names), size=(min(rows, resamples - start), len(names)))
        means.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    low, high = np.quantile(np.concatenate(means), [tail, 1 - tail])
    # A percentile interval may miss its own point when few scenarios are very unlike; the point is never impossible.
    return Estimate(value, min(float(low), value), max(float(high), value), len(names), total)
