"""pass^k: the chance that k plays of one scenario in one voice all pass. What a customer meets is k = 1; what can be
relied on shows at larger k.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb

from evals.run import Play
from evals.statistics.bootstrap import Estimate, estimate

Task = tuple[str, str]
"""A scenario in one voice: (scenario id, voice). Its repeats are trials of one thing."""


def pass_hat(passes: int, trials: int, k: int) -> float:
    """The unbiased estimate from `trials` plays of which `passes` passed: the share of k-subsets that passed whole.

    Raises ValueError when k is not in 1..trials, or passes not in 0..trials.
    """
    if not 1 <= k <= trials or not 0 <= passes <= trials:
        raise ValueError(f"pass^{k} of {passes} in {trials} plays is not defined")
    return comb(passes, k) / comb(trials, k)


@dataclass(frozen=True)
class PassAtK:
    k: int
    estimate: Estimate


def trials_of(plays: Iterable[Play]) -> dict[Task, list[bool]]:
    """Which plays of each task passed, in the order of their repeats."""
    found: dict[Task, list[tuple[int, bool]]] = {}
    for play in plays:
        found.setdefault((play.scenario_id, play.voice), []).append((play.repeat, play.passed))
    return {task: [passed for _, passed in sorted(trials)] for task, trials in sorted(found.items())}


def pass_k(plays: Iterable[Play], k: int = 1, *, seed: int = 0) -> Estimate | None:
    """pass^k over all tasks that were played at least k times; each task weighs the same.

    None when no task was played so often.
    """
    clusters: dict[str, list[float]] = {}
    for (scenario_id, _), trials in trials_of(plays).items():
        if len(trials) >= k:
            clusters.setdefault(scenario_id, []).append(pass_hat(sum(trials), len(trials), k))
    return estimate(clusters, seed=seed)


def pass_curve(plays: Iterable[Play], *, seed: int = 0) -> list[PassAtK]:
    """pass^k for k = 1 up to the most repeats of any task."""
    played = list(plays)
    most = max((len(trials) for trials in trials_of(played).values()), default=0)
    curve = []
    for k in range(1, most + 1):
        found = pass_k(played, k, seed=seed)
        if found is not None:
            curve.append(PassAtK(k, found))
    return curve
