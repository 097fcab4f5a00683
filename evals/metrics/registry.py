"""The metrics there are: a line each, in the order of the report."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from domain.business.business import Business
from domain.errors import Permanent, place_of
from evals.judges.judge import Judge
from evals.metrics.port import JudgedMetric, Metric, Score
from evals.scenario import Scenario
from evals.transcript import Transcript

METRICS: tuple[str, ...] = (
    "evals.metrics.outcome",
    "evals.metrics.records",
    "evals.metrics.tool_calls",
    "evals.metrics.tool_calls_f1",
    "evals.metrics.forbidden_acts",
    "evals.metrics.read_back",
    "evals.metrics.escalation",
    "evals.metrics.promises",
    "evals.metrics.passages",
    "evals.metrics.passages_precision",
    "evals.metrics.sayings",
    "evals.metrics.flags",
    "evals.metrics.identity_first",
    "evals.metrics.provenance",
    "evals.metrics.reply_language",
    "evals.metrics.reply_length",
    "evals.metrics.one_question",
    "evals.metrics.options",
    "evals.metrics.first_sentence",
    "evals.metrics.repetition",
    "evals.metrics.told_twice",
    "evals.metrics.first_response",
    "evals.metrics.time_to_outcome",
    "evals.metrics.proactive",
)
"""Modules with a class `Metric`, or an instance `METRIC`; `needs_ragas = True` on those that run ragas's own code."""


class MetricError(Permanent):
    """A metric does not load; the message says which one and why."""


JUDGED: tuple[str, ...] = (
    "evals.judges.faithfulness",
    "evals.judges.goal_accuracy",
    "evals.judges.topic_adherence",
    "evals.judges.context_precision",
)
"""Modules with a class `Metric` that is made with a judge."""


@dataclass(frozen=True)
class LoadedMetrics:
    """`problems` are sentences for the run's report: what is left out, and what to do about it."""

    metrics: list[Metric]
    problems: list[str] = field(default_factory=list)


def load_metrics() -> list[Metric]:
    """Every metric that can be used here. Raises MetricError for one that does not load."""
    return available_metrics().metrics


def available_metrics() -> LoadedMetrics:
    """`load_metrics`, with what had to be left out. ragas itself is imported when one of its metrics first scores."""
    metrics = [load(path) for path in METRICS]
    if find_spec("ragas") is not None:
        return LoadedMetrics(metrics)
    left_out = ", ".join(metric.name for metric in metrics if _needs_ragas(metric))
    return LoadedMetrics(
        [metric for metric in metrics if not _needs_ragas(metric)],
        [f"ragas is not installed, so {left_out} are left out; install the evals extra to have them."],
    )


def _needs_ragas(metric: Metric) -> bool:
    return bool(getattr(metric, "needs_ragas", False))


def load(path: str) -> Metric:
    """The metric of the module `path`. Raises MetricError."""
    module = _import(path)
    if hasattr(module, "METRIC"):
        metric = module.METRIC
    elif hasattr(module, "Metric"):
        metric = module.Metric()
    else:
        raise MetricError(f"metric {path} has neither a class Metric nor an instance METRIC; add one")
    _check(path, metric)
    loaded: Metric = metric
    return loaded


def _import(path: str) -> ModuleType:
    try:
        return import_module(path)
    except Exception as error:
        raise MetricError(
            f"metric {path} does not load: {type(error).__name__}: {error} ({place_of(error)}); "
            "mend the module, or take its line out of evals/metrics/registry.py"
        ) from error


def load_judged(judge: Judge) -> list[JudgedMetric]:
    """The metrics that ask `judge`. Raises MetricError for one that does not load."""
    loaded: list[JudgedMetric] = []
    for path in JUDGED:
        module = _import(path)
        if not hasattr(module, "Metric"):
            raise MetricError(f"metric {path} has no class Metric; add one that takes a judge")
        metric = module.Metric(judge)
        _check(path, metric)
        loaded.append(metric)
    return loaded


def _check(path: str, metric: object) -> None:
    lacking = [name for name in ("name", "about", "decides", "score") if not hasattr(metric, name)]
    if lacking:
        raise MetricError(f"metric {path} lacks {', '.join(lacking)}; see evals/metrics/port.py")


def score_play(
    metrics: Sequence[Metric], scenario: Scenario, transcript: Transcript, business: Business
) -> list[Score]:
    """Every metric's score of one play. A play that went wrong itself is not judged.

    A metric that breaks is a failed score that says so: the other metrics still count.
    """
    if transcript.error is not None:
        return []
    scores = []
    for metric in metrics:
        try:
            scores.append(metric.score(scenario, transcript, business))
        except Exception as error:  # a metric that breaks fails its play; the others still judge
            reason = f"the metric itself broke: {type(error).__name__}: {error} ({place_of(error)})"
            scores.append(Score(metric=metric.name, value=None, passed=False, reason=reason))
    return [
        score if metric.decides else score.model_copy(update={"passed": True})
        for metric, score in zip(metrics, scores, strict=True)
    ]


async def score_judged(
    metrics: Sequence[JudgedMetric], scenario: Scenario, transcript: Transcript, business: Business
) -> list[Score]:
    """What the judge says of one play, in the order of `metrics`. A judge that fails leaves None and its reason."""
    if transcript.error is not None:
        return []
    return list(await asyncio.gather(*(metric.score(scenario, transcript, business) for metric in metrics)))
