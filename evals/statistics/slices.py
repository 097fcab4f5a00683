"""The same figures for parts of a run: one flow, one voice, one requirement. Weak spots hide in means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from evals.run import Play
from evals.statistics.bootstrap import Estimate
from evals.statistics.metric_table import MetricFigure, metric_table
from evals.statistics.pass_k import pass_k

Dimension = Literal["flow", "voice", "channel", "risk", "requirement", "business"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_VALUES: dict[Dimension, Callable[[Play], list[str]]] = {
    "flow": lambda play: [play.flow],
    "voice": lambda play: [play.voice],
    "channel": lambda play: [play.channel],
    "risk": lambda play: [play.risk],
    "requirement": lambda play: play.requirements,
    "business": lambda play: [play.business],
}
_RISKS = ("high", "medium", "low")


@dataclass(frozen=True)
class Slice:
    """One part. A play counts in every requirement it covers, so those parts overlap."""

    dimension: Dimension
    name: str
    plays: int
    failures: int
    passed: Estimate
    """pass^1."""
    metrics: list[MetricFigure]


def values_of(play: Play, dimension: Dimension) -> list[str]:
    """The parts of `dimension` that the play belongs to."""
    return _VALUES[dimension](play)


def select(plays: Iterable[Play], where: dict[Dimension, str]) -> list[Play]:
    """The plays that belong to every part named."""
    return [p for p in plays if all(name in values_of(p, part) for part, name in where.items())]


def slice_names(plays: Iterable[Play], dimension: Dimension) -> list[str]:
    """The parts there are, in an order for people (R9 before R10, high risk first)."""
    return sorted({name for play in plays for name in values_of(play, dimension)}, key=_order)


def slices_of(
    plays: Iterable[Play],
    dimensions: Iterable[Dimension] = DIMENSIONS,
    *,
    seed: int = 0,
    with_metrics: bool = True,
) -> list[Slice]:
    """Every part of every dimension, each with pass^1 and, if wished, all metrics."""
    played = list(plays)
    found = []
    for dimension in dimensions:
        for name in slice_names(played, dimension):
            part = select(played, {dimension: name})
            passed = pass_k(part, seed=seed)
            if passed is None:
                continue
            metrics = metric_table(part, seed=seed) if with_metrics else []
            failures = sum(not play.passed for play in part)
            found.append(Slice(dimension, name, len(part), failures, passed, metrics))
    return found


def _order(name: str) -> tuple[int, int, str]:
    if name in _RISKS:
        return (0, _RISKS.index(name), name)
    if name[:1] == "R" and name[1:].isdigit():
        return (1, int(name[1:]), name)
    return (2, 0, name)
