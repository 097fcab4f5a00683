"""Shares with bootstrap intervals, macro-F1, recalls and confusion. One seed: the same rows, the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel

RESAMPLES = 1000
SEED = 20
LEVEL = 0.95


class Share(BaseModel):
    """A mean over `n` rows with the bounds of its 95% bootstrap interval. `n` 0: nothing was measured, value 0."""

    n: int
    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]" if self.n else "–"


class LabelScores(BaseModel):
    """What one answer a row says about a classifier."""

    accuracy: Share
    macro_f1: Share
    """Over the labels that occur as expected ones."""
    recall: dict[str, Share]
    precision: dict[str, Share]
    confusion: dict[str, dict[str, int]]
    """Expected label -> answered label -> rows."""


def mean_share(values: Sequence[float]) -> Share:
    """The mean with its interval, rows resampled."""
    if not values:
        return Share(n=0, value=0.0, low=0.0, high=0.0)
    import numpy as np

    measured = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(SEED).integers(0, len(measured), size=(RESAMPLES, len(measured)))
    low, high = np.quantile(measured[draws].mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Share(n=len(measured), value=_r(measured.mean()), low=_r(low), high=_r(high))


def share_by(pairs: Iterable[tuple[str, float]]) -> dict[str, Share]:
    """(slice, value) pairs as a share a slice, largest slice first."""
    slices: dict[str, list[float]] = {}
    for name, value in pairs:
        slices.setdefault(name, []).append(value)
    return {name: mean_share(slices[name]) for name in sorted(slices, key=lambda n: (-len(slices[n]), n))}


def label_scores(pairs: Sequence[tuple[str, str]]) -> LabelScores:
    """(expected, answered) pairs, judged."""
    confusion: dict[str, dict[str, int]] = {}
    for expected, answered in pairs:
        row = confusion.setdefault(expected, {})
        row[answered] = row.get(answered, 0) + 1
    return LabelScores(
        accuracy=mean_share([float(e == a) for e, a in pairs]),
        macro_f1=_macro_f1(pairs),
        recall=share_by((e, float(e == a)) for e, a in pairs),
        precision=share_by((a, float(e == a)) for e, a in pairs),
        confusion={e: dict(sorted(row.items(), key=lambda i: -i[1])) for e, row in sorted(confusion.items())},
    )


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> Share:
    """Resampling the rows is drawing the cells of the confusion matrix, which is far quicker."""
    if not pairs:
        return Share(n=0, value=0.0, low=0.0, high=0.0)
    import numpy as np

    cells = Counter(pairs)
    expected = sorted({e for e, _ in cells})
    counts = np.array(list(cells.values()), dtype=np.float64)
    draws = np.random.default_rng(SEED).multinomial(len(pairs), counts / counts.sum(), size=RESAMPLES)
    table = np.vstack([counts, draws])
    scores = np.zeros(len(table))
    present = np.zeros(len(table))
    for label in expected:
        as_expected = np.array([e == label for e, _ in cells])
        as_answered = np.array([a == label for _, a in cells])
        support = table[:, as_expected].sum(axis=1)
        hits = table[:, as_expected & as_answered].sum(axis=1)
        both = support + table[:, as_answered].sum(axis=1)
        scores += np.where(support > 0, 2 * hits / np.maximum(both, 1), 0)
        present += support > 0
    found = scores / np.maximum(present, 1)
    low, high = np.quantile(found[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Share(n=len(pairs), value=_r(found[0]), low=_r(low), high=_r(high))


def macro_f1_by(rows: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Share]:
    """Macro-F1 a slice."""
    return {name: _macro_f1(pairs) for name, pairs in rows.items()}


def _r(value: float) -> float:
    return round(float(value), 4)
