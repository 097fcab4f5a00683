"""Wishes that are relative to the times shown, and times that nobody can have (R14, R60, R63)."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from agents.scheduler.agent import decide
from domain.reading import Entities, Shift, TimeWindow
from tests.unit.agents.desk import reading
from tests.unit.agents.test_changing_minds import days, times, to_contact
from tests.unit.agents.test_scheduler_booking import held, say, sayings, to_slots, tomorrow

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("shift", ["later", "earlier"])
async def test_later_and_earlier_are_seen_from_the_chosen_time(dialogue, clinic, shift: Shift):
    chosen = held(await to_contact(dialogue, clinic)).slot.starts_at
    step = await say(dialogue, shift=shift)
    assert days(step, clinic) == {chosen.astimezone(clinic.zone).date()}
    assert all(t > chosen if shift == "later" else t < chosen for t in times(step))


async def test_earlier_than_the_first_free_time_says_so(dialogue, clinic):
    await say(dialogue, "booking", services=["consultation-first"])
    step = await say(dialogue, shift="earlier")
    assert sayings(step)[0] == "book-none-earlier"
    assert times(step)


async def test_another_day_shows_none_of_the_days_before(dialogue, clinic):
    first = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    second = await say(dialogue, shift="other_day")
    third = await say(dialogue, shift="other_day")
    assert not days(first, clinic) & days(second, clinic)
    assert not (days(first, clinic) | days(second, clinic)) & days(third, clinic)


async def test_the_soonest_of_the_times_shown_is_taken(dialogue, clinic):
    offered = await say(dialogue, "booking", services=["cleaning"])
    step = await say(dialogue, shift="soonest")
    assert held(step).slot.starts_at == min(times(offered))


async def test_a_time_shown_earlier_may_still_be_tapped(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    step = await say(dialogue, "confirm", choice=offered.acts[0].options[2].id)
    assert held(step).slot.id == offered.acts[0].options[2].id


async def test_an_hour_means_the_day_of_the_times_shown(dialogue, clinic):
    step = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, shift="other_day")
    (day, *_) = sorted(days(step, clinic))
    bare = TimeWindow(text="в 15", grain="minute", daily_from=time(15), daily_to=time(15, 1))
    await say(dialogue, windows=[bare])
    assert dialogue.frame["window"]["start"][:10] == day.isoformat()


async def test_hours_after_the_time_shown_stay_within_the_day(dialogue, clinic):
    first = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, shift="later")
    assert min(times(step)) > max(times(first)) - timedelta(minutes=1)


async def test_an_impossible_date_leaves_the_question_open(dialogue, clinic):
    await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, windows=[TimeWindow(text="31 февраля", impossible=True)])
    assert sayings(step)[0] == "date-impossible"
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_date_that_is_over_is_said_to_be_and_other_times_are_offered(dialogue, clinic):
    over = TimeWindow(text="10 ноября", grain="day", passed=True)
    step = await say(dialogue, "booking", services=["cleaning"], windows=[over])
    assert sayings(step)[0] == "date-passed"
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_past_visit_beside_a_wish_is_no_wish(dialogue, clinic):
    over = TimeWindow(text="10 ноября", grain="day", passed=True)
    step = await say(dialogue, "booking", services=["cleaning"], windows=[over, tomorrow(dialogue)])
    assert "date-passed" not in sayings(step)


async def test_before_an_hour_means_hours_of_any_day_shown_and_takes_no_time(dialogue, clinic):
    offered = await say(dialogue, "booking", services=["cleaning"])
    until = TimeWindow(text="до 18", grain="hour", daily_to=time(18))
    step = await say(dialogue, windows=[until])
    assert not step.actions, "nothing was chosen"
    assert len(days(offered, clinic)) > 1
    assert len(days(step, clinic)) > 1


@pytest.mark.parametrize(("text", "stays"), [("А послезавтра?", True), ("Лучше послезавтра, раз так", False)])
async def test_a_day_asked_about_after_the_afternoon_is_its_afternoon(dialogue, clinic, text, stays):
    day = tomorrow(dialogue)
    afternoon = day.model_copy(update={"start": day.start + timedelta(hours=14), "grain": "hour"})
    await say(dialogue, "booking", services=["cleaning"], windows=[afternoon])
    day = day.model_copy(update={"start": day.end, "end": day.end + timedelta(days=1)})
    asks = ["ask"] if "?" in text else []
    read = reading(text, "booking", acts=asks, entities=Entities(windows=[day]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert (min(t.astimezone(clinic.zone).hour for t in times(step)) >= 14) is stays
