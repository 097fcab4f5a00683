"""R72: messages and time until the need was met."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.business.booking import WEEKDAYS
from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.verdict import Fault, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript, Turn

_LONGEST_DAYS = 60


class Metric:
    name = "time_to_outcome"
    about = (
        "The need was met within the customer messages the scenario allows; messages and minutes are figures."
    )
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        most = scenario.expect.max_messages
        met = _met(scenario, transcript)
        messages = sum(
            turn.kind == "message" for turn in transcript.turns if met is None or turn.number <= met.number
        )
        figures = {"messages": float(messages)}
        if met is not None:
            figures["messages_to_outcome"] = float(messages)
            figures["minutes_to_outcome"] = (_ended(met) - transcript.started_at).total_seconds() / 60
            figures["business_minutes_to_outcome"] = business_minutes(
                business, transcript.started_at, _ended(met)
            )
        faults = []
        if most is not None and met is None:
            last = transcript.turns[-1].number if transcript.turns else None
            faults.append(
                Fault(last, "the need was never met", f"at most {most} messages", f"{messages} messages")
            )
        elif most is not None and messages > most:
            turns = [turn.number for turn in transcript.turns if turn.kind == "message"]
            faults.append(
                Fault(turns[most], f"{messages} messages", f"at most {most} messages", f"{messages} messages")
            )
        value = 1.0 if not faults else (most or 0) / max(messages, 1) if met is not None else 0.0
        return verdict(
            self.name,
            faults,
            checked=1,
            value=value,
            well=f"{messages} messages" + (f", at most {most} allowed" if most is not None else ""),
            figures=figures,
        )


def _met(scenario: Scenario, transcript: Transcript) -> Turn | None:
    """The turn in which the expected outcome stood first; without an expected one, the last case's outcome.

    A scenario that expects an open case is met where its last case first stood with the expected next step.
    """
    expect = scenario.expect
    last = next((turn.case for turn in reversed(transcript.turns) if turn.case is not None), None)
    if last is None:
        return None
    for turn in transcript.turns:
        case = turn.case
        if case is None:
            continue
        if expect.outcome == "open":
            step = str((case.next_step or {}).get("what", ""))
            if case.id == last.id and case.outcome is None and expect.next_step in (None, step):
                return turn
        elif case.outcome is not None and case.outcome == (expect.outcome or last.outcome):
            return turn
    return None


def _ended(turn: Turn) -> datetime:
    return max([turn.at, *(line.at for line in turn.lines)])


def business_minutes(business: Business, begin: datetime, end: datetime) -> float:
    """Minutes between the two during which at least one branch is open, by weekly hours and the owner's closed days."""
    begin, end = begin.astimezone(business.zone), end.astimezone(business.zone)
    minutes = 0.0
    day = begin.date()
    while day <= end.date() and (day - begin.date()).days <= _LONGEST_DAYS:
        if day not in business.profile.closed:
            spans = [
                (
                    max(begin, datetime.combine(day, hours.opens, business.zone)),
                    min(end, datetime.combine(day, hours.closes, business.zone)),
                )
                for branch in business.profile.branches
                for hours in branch.hours
                if WEEKDAYS[day.weekday()] in hours.days
            ]
            minutes += _covered(sorted(span for span in spans if span[0] < span[1]))
        day += timedelta(days=1)
    return minutes


def _covered(spans: list[tuple[datetime, datetime]]) -> float:
    """Minutes covered by sorted spans that may overlap."""
    minutes, reached = 0.0, None
    for start, end in spans:
        start = max(start, reached) if reached is not None else start
        if end > start:
            minutes += (end - start).total_seconds() / 60
            reached = end
    return minutes
