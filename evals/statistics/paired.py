"""A run against a baseline: differences over the scenarios both have played, so that hard ones weigh on both sides."""

from __future__ import annotations

from dataclasses import dataclass, field

from evals.run import Play, Run
from evals.statistics.bootstrap import Estimate, estimate
from evals.statistics.metric_table import metric_by_task, metric_names
from evals.statistics.pass_k import Task, trials_of


@dataclass(frozen=True)
class Changed:
    """A task whose share of passing repeats differs."""

    scenario_id: str
    title: str
    voice: str
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """`difference` is run minus baseline in pass^1, -1..1; None when they share nothing.

    `new` and `gone` name scenarios, or `scenario (voice)` where only a voice is. `notes`: why the two runs are not
    quite the same experiment.
    """

    difference: Estimate | None
    metrics: dict[str, Estimate] = field(default_factory=dict)
    better: list[Changed] = field(default_factory=list)
    worse: list[Changed] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compare_runs(run: Run, baseline: Run, *, seed: int = 0) -> Comparison:
    """What `run` does differently. The interval draws whole scenarios, of those both have."""
    now, before = trials_of(run.plays), trials_of(baseline.plays)
    common = sorted(now.keys() & before.keys())
    titles = {play.scenario_id: play.title for play in run.plays}
    clusters: dict[str, list[float]] = {}
    changed: list[Changed] = []
    for task in common:
        was, is_now = _mean(before[task]), _mean(now[task])
        clusters.setdefault(task[0], []).append(is_now - was)
        if is_now != was:
            changed.append(Changed(task[0], titles[task[0]], task[1], was, is_now))
    changed.sort(key=lambda c: (-abs(c.after - c.before), c.scenario_id, c.voice))
    both = set(common)
    return Comparison(
        difference=estimate(clusters, seed=seed, share=False),
        metrics=_metric_differences(_within(run, both), _within(baseline, both), seed),
        better=[c for c in changed if c.after > c.before],
        worse=[c for c in changed if c.after < c.before],
        new=_names(now.keys() - before.keys(), {scenario for scenario, _ in before}),
        gone=_names(before.keys() - now.keys(), {scenario for scenario, _ in now}),
        notes=_notes(run, baseline),
    )


def _mean(trials: list[bool]) -> float:
    return sum(trials) / len(trials)


def _within(run: Run, tasks: set[Task]) -> list[Play]:
    return [play for play in run.plays if (play.scenario_id, play.voice) in tasks]


def _metric_differences(now: list[Play], before: list[Play], seed: int) -> dict[str, Estimate]:
    """Per metric, over the tasks it judged in both runs."""
    found: dict[str, Estimate] = {}
    for metric in metric_names(now):
        after, was = metric_by_task(now, metric), metric_by_task(before, metric)
        clusters: dict[str, list[float]] = {}
        for task in sorted(after.keys() & was.keys()):
            clusters.setdefault(task[0], []).append(after[task] - was[task])
        difference = estimate(clusters, seed=seed, share=False)
        if difference is not None:
            found[metric] = difference
    return found


def _names(tasks: set[Task], known_scenarios: set[str]) -> list[str]:
    """Whole scenarios by their id, single voices of known ones as `id (voice)`."""
    return sorted({f"{s} ({voice})" if s in known_scenarios else s for s, voice in tasks})


def _notes(run: Run, baseline: Run) -> list[str]:
    notes = []
    if run.header.seed != baseline.header.seed:
        notes.append(f"The seeds differ: {run.header.seed}, baseline {baseline.header.seed}.")
    if run.header.repeats != baseline.header.repeats:
        notes.append(f"Repeats differ: {run.header.repeats}, baseline {baseline.header.repeats}.")
    if run.header.engine != baseline.header.engine:
        notes.append(f"Engines differ: {run.header.engine}, baseline {baseline.header.engine}.")
    versions = run.header.business_versions
    changed = [
        name for name, version in baseline.header.business_versions.items()
        if name in versions and versions[name] != version
    ]  # fmt: skip
    if changed:
        notes.append(f"The owner's files have changed in between: {', '.join(sorted(changed))}.")
    for name, one in (("This run", run), ("The baseline", baseline)):
        if not one.complete:
            notes.append(f"{name} was stopped before its end.")
    return notes
