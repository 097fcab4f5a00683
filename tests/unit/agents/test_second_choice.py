""" "If that's taken, at 5": the first choice is looked up, the second taken where it is not free; and times to choose from."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from agents.scheduler.agent import decide
from agents.scheduler.either import either_wish
from domain.appointment import TimeSlot
from domain.business import Business
from domain.reading import Entities, TimeWindow
from domain.step import BookAppointment, Step
from tests.unit.agents.desk import Dialogue, reading

pytestmark = pytest.mark.anyio


def at(dialogue: Dialogue, hour: int, *, days: int = 1, otherwise: bool = False) -> TimeWindow:
    start = dialogue.now.replace(hour=hour, minute=0) + timedelta(days=days)
    return TimeWindow(
        text=f"{hour}", start=start, end=start + timedelta(minutes=1), grain="minute", otherwise=otherwise
    )


async def say(dialogue: Dialogue, *windows: TimeWindow, text: str = "…") -> Step:
    entities = Entities(services=["cleaning"], windows=list(windows))
    return dialogue.keep(await decide(dialogue.turn(reading(text, "booking", entities=entities))))


def held_at(step: Step) -> datetime | None:
    return next((a.slot.starts_at for a in step.actions if isinstance(a, BookAppointment)), None)


async def test_the_first_choice_is_taken_where_it_is_free(dialogue, clinic):
    step = await say(dialogue, at(dialogue, 15), at(dialogue, 16, otherwise=True))
    assert held_at(step) == at(dialogue, 15).start
    assert "book-time-taken" not in [a.say for a in step.acts]


async def test_the_second_choice_is_held_where_the_first_is_taken_and_that_is_said(dialogue, clinic):
    step = await say(dialogue, at(dialogue, 22), at(dialogue, 15, otherwise=True))
    assert held_at(step) == at(dialogue, 15).start
    assert step.acts[0].say == "book-time-taken"
    assert step.acts[0].values["when"] == at(dialogue, 22).start


async def test_where_neither_is_free_both_are_named_and_the_nearest_to_the_first_are_offered(
    dialogue, clinic
):
    step = await say(dialogue, at(dialogue, 22), at(dialogue, 23, otherwise=True))
    assert [a.say for a in step.acts[:2]] == ["book-time-taken", "book-time-taken"]
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_day_that_was_the_second_choice_is_named_beside_the_hours_of_the_first(dialogue, clinic):
    night = dialogue.now.replace(hour=22, minute=0) + timedelta(days=1)
    hours = TimeWindow(text="night", start=night, end=night + timedelta(hours=2), grain="hour")
    sunday = dialogue.now.replace(hour=0, minute=0) + timedelta(days=6 - dialogue.now.weekday())
    closed = TimeWindow(
        text="Sunday", start=sunday, end=sunday + timedelta(hours=2), grain="hour", otherwise=True
    )
    step = await say(dialogue, hours, closed)
    told = [(act.say, act.values.get("day")) for act in step.acts if "day" in act.values]
    assert told == [("book-hours-full", night), ("book-hours-full", sunday)]


async def test_a_visit_is_moved_to_the_second_choice_after_a_yes(with_visit, clinic):
    moved = Entities(windows=[at(with_visit, 22), at(with_visit, 15, days=2, otherwise=True)])
    step = with_visit.keep(
        await decide(with_visit.turn(reading("…", "reschedule", entities=moved, intent="move")))
    )
    assert [a.say for a in step.acts] == ["book-time-taken", "move-read-back"]
    assert step.acts[-1].values["when"] == at(with_visit, 15, days=2).start


async def test_hours_of_any_day_or_a_day_are_one_wish(dialogue, clinic: Business):
    noon = dialogue.now.replace(hour=0, minute=0) + timedelta(days=2)
    day = TimeWindow(text="day", start=noon, end=noon + timedelta(days=1))
    evenings = TimeWindow(text="after 18", grain="hour", daily_from=time(18))
    wish = either_wish([evenings, day], dialogue.now, clinic.zone)
    assert wish is not None
    assert (noon, noon + timedelta(days=1)) in wish.spans
    assert all(begins.hour >= 18 for begins, _ in wish.spans if begins != noon)
    assert len(wish.spans) > 14


async def test_two_hours_alone_are_no_wish_for_every_day():
    hours = [TimeWindow(text=str(h), grain="minute", daily_from=time(h), daily_to=time(h, 1)) for h in (5, 6)]
    assert either_wish(hours, datetime(2026, 6, 8, 10).astimezone(), None) is None  # type: ignore[arg-type]


async def test_who_moves_a_visit_that_was_cancelled_is_offered_the_same_service_anew(dialogue, clinic):
    start = dialogue.now + timedelta(days=1)
    dialogue.calendar.given_up = TimeSlot(
        service_id="cleaning",
        practitioner_id="mariam",
        branch_id="komitas",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    entities = Entities(windows=[at(dialogue, 10, days=2)])
    step = await decide(dialogue.turn(reading("…", "reschedule", entities=entities, intent="move")))
    assert "no-appointments" not in [act.say for act in step.acts]
    assert (step.frame or {})["service_id"] == "cleaning"
