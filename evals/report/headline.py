"""What a run comes to, in the few figures that come first: on the report's top and in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from evals.report.numbers import NO_BREAK, counted, interval, percent, points, points_interval, verdict
from evals.report.ways import messages_to_outcome
from evals.run import Play, Run
from evals.statistics.bootstrap import Estimate
from evals.statistics.gates import GateResult
from evals.statistics.paired import Comparison
from evals.statistics.pass_k import PassAtK, pass_curve


@dataclass(frozen=True)
class Headline:
    """`pass_1` None: nothing was played. `pass_k`: at the most repeats, when there were several."""

    run: Run
    pass_1: Estimate | None
    pass_k: PassAtK | None
    curve: list[PassAtK]
    scenarios: int
    plays: int
    failures: int
    errors: int
    voices: Sequence[tuple[str, int]]
    """(voice, plays), most first."""
    lengths: Sequence[tuple[str, float, int]]
    """(outcome, median of the customer messages until it, plays), most plays first; of the plays that passed."""
    comparison: Comparison | None
    gates: list[GateResult]

    @property
    def missed(self) -> list[GateResult]:
        return [gate for gate in self.gates if not gate.passed]

    def lines(self) -> list[str]:
        """For the terminal, plain text."""
        header = self.run.header
        voices = ", ".join(f"{name} {count}" for name, count in self.voices)
        shown = [
            f"{counted(self.scenarios, 'scenario')}, {counted(self.plays, 'play')} ({voices}), seed {header.seed}"
            if self.plays
            else "Nothing was played."
        ]
        for k, found in (
            (p.k, p.estimate) for p in (self.curve[:1] + ([self.pass_k] if self.pass_k else []))
        ):
            shown.append(f"pass^{k}  {percent(found.value, 1):>7}  95 % interval {interval(found, 1)}")
        if self.failures:
            errors = f", {self.errors} of them with an error" if self.errors else ""
            shown.append(f"{counted(self.failures, 'play')} failed{errors}")
        if self.lengths:
            ways = ", ".join(f"{outcome} {messages:g} ({plays})" for outcome, messages, plays in self.lengths)
            shown.append(f"customer messages to outcome, median (plays): {ways}")
        shown += self._against_baseline()
        if self.gates:
            shown.append(f"{len(self.gates) - len(self.missed)} of {counted(len(self.gates), 'floor')} hold")
            shown += [f"  below: {gate.floor.label}: {gate.reason}" for gate in self.missed]
        if not self.run.complete:
            shown.append("The run was stopped before its end; these figures are of what was played.")
        return [line.replace(NO_BREAK, " ") for line in shown]

    def _against_baseline(self) -> list[str]:
        if self.comparison is None:
            return []
        if self.comparison.difference is None:
            return ["The baseline has no scenario in common with this run."]
        found = self.comparison.difference
        return [
            f"against the baseline {points(found.value)} points ({points_interval(found)}): {verdict(found)}; "
            f"{len(self.comparison.better)} better, {len(self.comparison.worse)} worse"
        ]


def headline(
    run: Run, comparison: Comparison | None = None, gates: Sequence[GateResult] = (), *, seed: int = 0
) -> Headline:
    """The figures of `run`. The same run and seed give the same figures."""
    curve = pass_curve(run.plays, seed=seed)
    return Headline(
        run=run,
        pass_1=curve[0].estimate if curve else None,
        pass_k=curve[-1] if len(curve) > 1 else None,
        curve=curve,
        scenarios=len({play.scenario_id for play in run.plays}),
        plays=len(run.plays),
        failures=sum(not play.passed for play in run.plays),
        errors=sum(play.transcript.error is not None for play in run.plays),
        voices=Counter(play.voice for play in run.plays).most_common(),
        lengths=_lengths(run.plays),
        comparison=comparison,
        gates=list(gates),
    )


def _lengths(plays: Sequence[Play]) -> list[tuple[str, float, int]]:
    by_outcome: dict[str, list[int]] = {}
    for play in plays:
        messages = messages_to_outcome(play) if play.passed else None
        outcome = next((t.case.outcome for t in play.transcript.turns if t.case and t.case.outcome), None)
        if messages is not None and outcome is not None:
            by_outcome.setdefault(outcome, []).append(messages)
    lengths = [(outcome, float(median(counts)), len(counts)) for outcome, counts in by_outcome.items()]
    return sorted(lengths, key=lambda one: -one[2])
