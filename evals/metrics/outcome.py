"""R66 and idea 3: how the need ended; and while it has not, who owes what, and when."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.verdict import Fault, verdict
from evals.scenario import Scenario
from evals.transcript import CaseState, Transcript

_OWED = ("what", "owner", "due_at")


class Metric:
    name = "outcome"
    about = (
        "The last case ended as it should; an open case always has an owner, a next step and a time (R66)."
    )
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        expect = scenario.expect
        faults: list[Fault] = []
        states = [(turn.number, turn.case) for turn in transcript.turns if turn.case is not None]
        last = states[-1][1] if states else None
        got = _name(last)
        if expect.outcome is not None and got != expect.outcome:
            reason = f"the case ended as {got}" if last is not None and last.outcome else f"the case is {got}"
            faults.append(Fault(_since(states, transcript), reason, expect.outcome, got))
        step = str(((last.next_step if last else None) or {}).get("what", "")) or "none"
        if expect.next_step is not None and step.partition(":")[0] != expect.next_step.partition(":")[0]:
            faults.append(Fault(_since(states, transcript), "another next step", expect.next_step, step))
        for number, case in states:
            if case.outcome is None and (lacking := _lacking(case)):
                faults.append(
                    Fault(
                        number,
                        f"an open case without {' and '.join(lacking)}",
                        "who owes what, and when",
                        str(case.next_step or "no next step"),
                    )
                )
                break
        return verdict(
            self.name,
            faults,
            checked=1,
            value=0.0 if faults else 1.0,
            well=f"{got}" + (f", next: {step}" if step != "none" else ""),
        )


def _name(case: CaseState | None) -> str:
    if case is None:
        return "none"
    return case.outcome or "open"


def _lacking(case: CaseState) -> list[str]:
    step = case.next_step or {}
    names = {"what": "a next step", "owner": "an owner", "due_at": "a time"}
    return [names[key] for key in _OWED if not step.get(key)]


def _since(states: list[tuple[int, CaseState]], transcript: Transcript) -> int | None:
    """The turn in which the last case came to where it is; for an open case the last turn."""
    if not states:
        return transcript.turns[-1].number if transcript.turns else None
    final = states[-1][1]
    if final.outcome is None:
        return transcript.turns[-1].number
    return next(number for number, case in states if case.id == final.id and case.outcome == final.outcome)
