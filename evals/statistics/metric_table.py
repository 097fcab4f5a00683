"""What each metric says over many plays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evals.run import Play
from evals.statistics.bootstrap import Estimate, estimate
from evals.statistics.pass_k import Task


@dataclass(frozen=True)
class MetricFigure:
    """`estimate` of the mean value over plays it says something about; `failures` are plays it failed."""

    metric: str
    estimate: Estimate
    judged: int
    failures: int


def metric_names(plays: Iterable[Play]) -> list[str]:
    """In the order in which plays carry them."""
    return list(dict.fromkeys(score.metric for play in plays for score in play.scores))


def metric_by_task(plays: Iterable[Play], metric: str) -> dict[Task, float]:
    """The metric's mean over the repeats of each task. Plays it is silent on are left out."""
    values: dict[Task, list[float]] = {}
    for play in plays:
        for score in play.scores:
            if score.metric == metric and score.value is not None:
                values.setdefault((play.scenario_id, play.voice), []).append(score.value)
    return {task: sum(found) / len(found) for task, found in sorted(values.items())}


def metric_estimate(plays: Iterable[Play], metric: str, *, seed: int = 0) -> Estimate | None:
    """The metric's mean; None when it says nothing about any of the plays."""
    clusters: dict[str, list[float]] = {}
    for (scenario_id, _), value in metric_by_task(plays, metric).items():
        clusters.setdefault(scenario_id, []).append(value)
    return estimate(clusters, seed=seed)


def metric_table(plays: Iterable[Play], *, seed: int = 0) -> list[MetricFigure]:
    """One figure a metric that says something about at least one play."""
    played = list(plays)
    table = []
    for name in metric_names(played):
        found = metric_estimate(played, name, seed=seed)
        scores = [s for play in played for s in play.scores if s.metric == name]
        if found is not None:
            judged = sum(score.value is not None for score in scores)
            table.append(MetricFigure(name, found, judged, sum(not score.passed for score in scores)))
    return table
