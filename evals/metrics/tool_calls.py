"""The writes the front desk did, in order: ragas ToolCallAccuracy."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.ragas_calls import (
    expected_args,
    in_the_terms_of,
    performed,
    score_calls,
)
from evals.metrics.verdict import Fault, silent, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "tool_calls"
    about = "The writes the scenario names were done in this order and with these arguments (ragas ToolCallAccuracy)."
    decides = True
    needs_ragas = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        expected = scenario.expect.calls
        if expected is None:
            return silent(self.name, "the scenario names no writes")
        done = performed(transcript, expected)
        accuracy = score_calls("ToolCallAccuracy", transcript, expected, done, business, strict_order=True)
        shown = [(tool, args) for tool, args in in_the_terms_of(expected, [c for _, c in done], business)]
        wanted = [(call.tool, expected_args(call)) for call in expected]
        faults = []
        if accuracy < 1:
            first = next(
                (i for i, (one, other) in enumerate(zip(shown, wanted, strict=False)) if one != other),
                min(len(shown), len(wanted)),
            )
            last = transcript.turns[-1].number if transcript.turns else None
            faults.append(
                Fault(
                    done[first][0] if first < len(done) else last,
                    "another write than expected" if first < len(done) else "a write is missing",
                    _named(wanted[first]) if first < len(wanted) else "no further write",
                    _named(shown[first]) if first < len(shown) else "no further write",
                )
            )
        return verdict(
            self.name,
            faults,
            checked=1,
            value=accuracy,
            well=f"{len(done)} writes as expected",
            figures={"tool_call_accuracy": accuracy},
        )


def _named(call: tuple[str, dict[str, str]]) -> str:
    tool, args = call
    return f"{tool}({', '.join(f'{name}={value}' for name, value in args.items())})"
