"""The writes the front desk did, in order: ragas ToolCallAccuracy."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.ragas_calls import (
    expected_args,
    finish,
    import_ragas,
    in_the_terms_of,
    messages_of,
    performed,
)
from evals.metrics.verdict import Fault, silent, verdict
from evals.scenario import ExpectedCall, Scenario
from evals.transcript import Call, Transcript


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
        values = accuracy_and_f1(transcript, expected, done, business)
        accuracy, f1 = values
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
            figures={"tool_call_accuracy": accuracy, "tool_call_f1": f1},
        )


def _named(call: tuple[str, dict[str, str]]) -> str:
    tool, args = call
    return f"{tool}({', '.join(f'{name}={value}' for name, value in args.items())})"


def accuracy_and_f1(
    transcript: Transcript, expected: list[ExpectedCall], done: list[tuple[int, Call]], business: Business
) -> tuple[float, float]:
    """ragas's ToolCallAccuracy (strict order) and ToolCallF1 of the play, each 0..1."""
    if not expected and not done:
        return 1.0, 1.0
    import_ragas()
    from ragas.messages import ToolCall
    from ragas.metrics.collections import ToolCallAccuracy, ToolCallF1

    comparable: dict[int, list[tuple[str, dict[str, str]]]] = {}
    for (turn, _), call in zip(
        done, in_the_terms_of(expected, [call for _, call in done], business), strict=True
    ):
        comparable.setdefault(turn, []).append(call)
    messages = messages_of(transcript, comparable)
    reference = [ToolCall(name=call.tool, args=expected_args(call)) for call in expected]

    async def both() -> tuple[float, float]:
        accuracy = await ToolCallAccuracy(strict_order=True).ascore(
            user_input=messages, reference_tool_calls=reference
        )
        f1 = await ToolCallF1().ascore(user_input=messages, reference_tool_calls=reference)
        return float(accuracy.value), float(f1.value)

    import warnings

    with warnings.catch_warnings():  # ragas warns of every length that differs; our reason says it better
        warnings.simplefilter("ignore")
        return finish(both())
