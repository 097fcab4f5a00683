"""How honest a confidence is, and how much can be answered at what precision. Numbers only; `svg.py` draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

BINS = 10
_MOST_POINTS = 120
PRECISION_WANTED = 0.95


class Judged(BaseModel):
    """One reading: how sure it was, and what was expected and answered. `confidence` is 0..1."""

    confidence: float
    expected: str
    got: str
    language: str = ""

    @property
    def right(self) -> bool:
        return self.expected == self.got


@dataclass(frozen=True)
class Bin:
    """Readings of about the same confidence. `low` and `high` bound the share of right ones (95%, Wilson)."""

    confidence: float
    right: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Point:
    """Readings at least as sure as `confidence`: what share of all they are, and what share of them is right."""

    confidence: float
    coverage: float
    precision: float


def reliability(rows: Sequence[Judged]) -> list[Bin]:
    """Ten bins of equal width, empty ones left out."""
    kept: list[list[Judged]] = [[] for _ in range(BINS)]
    for row in rows:
        kept[min(BINS - 1, int(row.confidence * BINS))].append(row)
    return [_bin(rows) for rows in kept if rows]


def _bin(rows: Sequence[Judged]) -> Bin:
    n = len(rows)
    share = sum(row.right for row in rows) / n
    low, high = wilson(share, n)
    return Bin(sum(row.confidence for row in rows) / n, share, low, high, n)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95% interval of a share of `n`, honest for few and for extreme ones."""
    z = 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)


def expected_calibration_error(rows: Sequence[Judged]) -> float:
    """Mean distance between confidence and share of right ones over the bins, by their size; 0 for no rows."""
    return sum(b.count * abs(b.confidence - b.right) for b in reliability(rows)) / max(1, len(rows))


def coverage_precision(rows: Sequence[Judged]) -> list[Point]:
    """From the surest reading to all of them; readings of one confidence come together. At most 120 points."""
    ordered = sorted(rows, key=lambda row: -row.confidence)
    points: list[Point] = []
    right = 0
    for done, row in enumerate(ordered, 1):
        right += row.right
        last = done == len(ordered) or ordered[done].confidence < row.confidence
        if last:
            points.append(Point(row.confidence, done / len(ordered), right / done))
    step = max(1, -(-len(points) // _MOST_POINTS))
    return [p for n, p in enumerate(points) if n % step == 0 or n == len(points) - 1]


def coverage_at(rows: Sequence[Judged], precision: float = PRECISION_WANTED) -> Point | None:
    """The most that can be answered with so many right; None when no bar reaches it."""
    ordered = sorted(rows, key=lambda row: -row.confidence)
    best: Point | None = None
    right = 0
    for done, row in enumerate(ordered, 1):
        right += row.right
        last = done == len(ordered) or ordered[done].confidence < row.confidence
        if last and right / done >= precision:
            best = Point(row.confidence, done / len(ordered), right / done)
    return best


def confusion(rows: Sequence[Judged]) -> tuple[list[str], list[list[int]]]:
    """Labels, most expected first, and counts: a row for what was expected, a column for what was answered."""
    expected = [row.expected for row in rows]
    labels = sorted({*expected, *(row.got for row in rows)}, key=lambda x: (-expected.count(x), x))
    place = {label: n for n, label in enumerate(labels)}
    counts = [[0] * len(labels) for _ in labels]
    for row in rows:
        counts[place[row.expected]][place[row.got]] += 1
    return labels, counts


def mix_ups(rows: Sequence[Judged], most: int = 10) -> list[tuple[str, str, int]]:
    """(expected, answered, how often), the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        if not row.right:
            counts[row.expected, row.got] = counts.get((row.expected, row.got), 0) + 1
    return [(e, g, n) for (e, g), n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))[:most]]
