"""Answers from the owner's records: who works here, when and where somebody does, whether we are open on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agents.asked_of_us import Asked, asked_of_us, spoken_of, told_about
from agents.turn_context import TurnContext
from domain.availability import is_closed
from domain.business import Branch, Practitioner, Service
from domain.business.booking import WEEKDAYS, OpeningHours
from domain.speech import SpeechAct, Value, Weekdays
from domain.step import Step

_MOST_PEOPLE = 8


OPENING = "opening-hours"
"""The topic that says when we are open."""


def tell_from_records(turn: TurnContext) -> Step | None:
    """What the records say of what is asked; None when nothing is asked of them."""
    asked = asked_of_us(turn.reading, turn.business, spoken_of(turn.frames, turn.now))
    if asked is None:
        return None
    acts = {"person": _of_person, "people": _of_people, "opening": _of_day}[asked.fact](turn, asked)
    if not acts:
        return None
    only = [line.values for line in acts[0].lines] if asked.fact == "people" else []
    alone = _people(turn, asked)[0].id if len(only) == 1 else None
    frame = told_about(
        turn,
        fact=asked.fact,
        practitioner=asked.practitioner or alone,
        services=asked.services,
        day=asked.day.isoformat() if asked.day is not None else None,
    )
    return Step(acts=acts, keep_pending=True, frame=frame)


def _is_last_word(turn: TurnContext) -> str:
    """Whether nothing else is asked after it: then it says how to go on."""
    return "no" if turn.pending is not None or turn.other_pending is not None else "yes"


def _of_person(turn: TurnContext, asked: Asked) -> list[SpeechAct]:
    who = turn.business.practitioner_by_id.get(asked.practitioner or "")
    if who is None:
        return []
    values: dict[str, Value] = {"practitioner": who.name, "last": _is_last_word(turn)}
    branches = {h.branch for h in who.hours}
    there = [h for h in who.hours if asked.branch in (None, h.branch)]
    if asked.branch is not None and asked.branch not in branches:
        values["branch"] = turn.business.branch_by_id[asked.branch].name
        return [SpeechAct(say="person-not-there", values=values, lines=_person_lines(turn, who, who.hours))]
    if asked.day is None:
        return [SpeechAct(say="person-works", values=values, lines=_person_lines(turn, who, there))]
    weekday = WEEKDAYS[asked.day.weekday()]
    shut = asked.day in who.days_off or is_closed(turn.business, asked.day)
    today = [] if shut else [h for h in there if weekday in h.days]
    values["day"] = asked.day
    if today:
        return [SpeechAct(say="person-works-on", values=values, lines=_day_lines(turn, today))]
    return [SpeechAct(say="person-not-on", values=values, lines=_person_lines(turn, who, who.hours))]


def _person_lines(turn: TurnContext, who: Practitioner, hours: Sequence[OpeningHours]) -> list[SpeechAct]:
    """One line a branch and time of day."""
    return [
        SpeechAct(
            say="person-hours",
            values=_hours(h) | {"branch": _branch_of(turn, h).name, "days": Weekdays(days=h.days)},
        )
        for h in hours
    ]


def _day_lines(turn: TurnContext, hours: Sequence[OpeningHours]) -> list[SpeechAct]:
    return [
        SpeechAct(say="day-hours", values=_hours(h) | {"branch": _branch_of(turn, h).name}) for h in hours
    ]


def _hours(hours: OpeningHours) -> dict[str, Value]:
    return {"opens": hours.opens, "closes": hours.closes}


def _branch_of(turn: TurnContext, hours: OpeningHours) -> Branch:
    return turn.business.branch_by_id[str(getattr(hours, "branch", ""))]


def _of_people(turn: TurnContext, asked: Asked) -> list[SpeechAct]:
    """Who works here; who does what is named; who is there on a day or at a branch."""
    business = turn.business
    services = [business.service_by_id[s] for s in asked.services]
    people = _people(turn, asked)
    if not people:
        return []
    lines = [SpeechAct(say="person-line", values={"practitioner": p.title}) for p in people]
    values: dict[str, Value] = {"last": _is_last_word(turn)}
    if len({s.id for s in services}) == 1:
        return [SpeechAct(say="people-for", values=values | {"service": services[0].name}, lines=lines)]
    return [SpeechAct(say="people", values=values, lines=lines)]


def _people(turn: TurnContext, asked: Asked) -> list[Practitioner]:
    services = [turn.business.service_by_id[s] for s in asked.services]
    return [p for p in turn.business.profile.practitioners if _fits(p, asked, services)][:_MOST_PEOPLE]


def _fits(who: Practitioner, asked: Asked, services: Sequence[Service]) -> bool:
    does = not services or any(who.id in s.practitioners for s in services)
    there = [h for h in who.hours if asked.branch in (None, h.branch)]
    if asked.day is not None:
        weekday = WEEKDAYS[asked.day.weekday()]
        there = [h for h in there if weekday in h.days and asked.day not in who.days_off]
    return does and bool(there)


def _of_day(turn: TurnContext, asked: Asked) -> list[SpeechAct]:
    """Whether we are open on a day, branch by branch."""
    day = asked.day
    if day is None:
        return []
    branches = [b for b in turn.business.profile.branches if asked.branch in (None, b.id)]
    open_there = [(b, _open_hours(turn, b, day)) for b in branches]
    if not any(hours for _, hours in open_there):
        return [SpeechAct(say="closed-on", values={"day": day})]
    lines = [
        SpeechAct(say="day-hours", values=_hours(hours) | {"branch": b.name})
        if hours
        else SpeechAct(say="day-closed", values={"branch": b.name})
        for b, hours in open_there
    ]
    return [SpeechAct(say="open-on", values={"day": day}, lines=lines)]


def _open_hours(turn: TurnContext, branch: Branch, day: date) -> OpeningHours | None:
    if is_closed(turn.business, day):
        return None
    return next((h for h in branch.hours if WEEKDAYS[day.weekday()] in h.days), None)
