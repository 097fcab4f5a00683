"""The shapes of the plots: where a mark stands. Templates draw them as SVG; sizes there, shares and counts here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.report.ways import messages_to_outcome
from evals.run import Play
from evals.statistics.pass_k import PassAtK

MOST_COLUMNS = 14


@dataclass(frozen=True)
class Scale:
    """An axis of shares from `low` to 1, so that small differences near the top can be seen."""

    low: float

    def at(self, share: float) -> float:
        """Where a share stands, 0..100, two decimals."""
        return round(100 * min(1.0, max(0.0, (share - self.low) / (1 - self.low))), 2)

    @property
    def ticks(self) -> list[float]:
        """Ends and middle."""
        return [self.low, (1 + self.low) / 2, 1.0]


def scale_for(lows: Iterable[float]) -> Scale:
    """The axis for intervals with these lower ends: begins at 0, 50 or 80 %, whichever shows them all."""
    lowest = min(lows, default=0.0)
    return Scale(0.8 if lowest >= 0.8 else 0.5 if lowest >= 0.5 else 0.0)


@dataclass(frozen=True)
class Column:
    """One column of the histogram. `messages` None: never an outcome. Heights are 0..1 of the tallest column."""

    messages: int | None
    label: str
    passed: int
    failed: int
    passed_height: float
    failed_height: float


@dataclass(frozen=True)
class Histogram:
    columns: list[Column]
    median: float | None
    ninth_tenth: int | None
    """Nine of ten plays with an outcome had it after at most so many messages."""


def outcome_histogram(plays: Iterable[Play]) -> Histogram:
    """Customer messages until the outcome; those after the last column are counted in it."""
    counted: Counter[tuple[int | None, bool]] = Counter()
    numbers: list[int] = []
    for play in plays:
        messages = messages_to_outcome(play)
        if messages is not None:
            numbers.append(messages)
            messages = min(messages, MOST_COLUMNS)
        counted[messages, play.passed] += 1
    numbers.sort()
    last = min(max(numbers, default=0), MOST_COLUMNS)
    keys: list[int | None] = list(range(min(1, last), last + 1)) if numbers else []
    if any(messages is None for messages, _ in counted):
        keys.append(None)
    tallest = max((counted[k, True] + counted[k, False] for k in keys), default=1) or 1
    columns = []
    for key in keys:
        label = "none" if key is None else f"{key}+" if key == MOST_COLUMNS < max(numbers) else str(key)
        passed, failed = counted[key, True], counted[key, False]
        columns.append(Column(key, label, passed, failed, passed / tallest, failed / tallest))
    return Histogram(columns, _median(numbers), numbers[_index(len(numbers))] if numbers else None)


@dataclass(frozen=True)
class NumberRow:
    """A count or duration that scores carry, over the plays that have it. The unit is in the name."""

    name: str
    median: float
    ninth_tenth: float
    most: float
    plays: int


def number_rows(plays: Iterable[Play]) -> list[NumberRow]:
    """In the order in which scores carry them."""
    found: dict[str, list[float]] = {}
    for play in plays:
        for score in play.scores:
            for name, value in score.figures.items():
                found.setdefault(name, []).append(value)
    rows = []
    for name, values in found.items():
        values.sort()
        rows.append(
            NumberRow(name, _median(values) or 0.0, values[_index(len(values))], values[-1], len(values))
        )
    return rows


@dataclass(frozen=True)
class CurvePoint:
    """One k; positions are 0..1, `y` from the bottom of the scale."""

    k: int
    x: float
    y: float
    low: float
    high: float
    point: PassAtK


def curve_points(curve: list[PassAtK], scale: Scale) -> list[CurvePoint]:
    """Evenly spread over the width."""
    steps = max(len(curve) - 1, 1)
    return [
        CurvePoint(
            point.k,
            round(index / steps, 4),
            scale.at(point.estimate.value) / 100,
            scale.at(point.estimate.low) / 100,
            scale.at(point.estimate.high) / 100,
            point,
        )
        for index, point in enumerate(curve)
    ]


def _median(numbers: Sequence[float]) -> float | None:
    if not numbers:
        return None
    half = len(numbers) // 2
    return float(numbers[half]) if len(numbers) % 2 else (numbers[half - 1] + numbers[half]) / 2


def _index(count: int) -> int:
    """Of the value that nine tenths do not exceed."""
    return min(count - 1, -(-9 * count // 10) - 1)
