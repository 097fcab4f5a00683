"""What a customer lets be is let be: what was begun is closed, what is booked stays (R66)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.scheduler.agent import decide
from domain.reading import Entities, TimeWindow
from domain.step import PendingQuestion, Step
from tests.unit.agents.desk import Dialogue, reading, visit
from tests.unit.agents.test_scheduler_booking import sayings, to_slots

pytestmark = pytest.mark.anyio


async def drop(dialogue: Dialogue, *routes: str, choice: str | None = None, **facts: object) -> Step:
    read = reading(
        "не надо, спасибо", *routes, acts=["deny", "drop"], choice=choice, entities=Entities(**facts)
    )  # type: ignore[arg-type]
    return dialogue.keep(await decide(dialogue.turn(read)))


async def test_times_that_are_not_wanted_any_more_bring_no_others(dialogue, clinic):
    await to_slots(dialogue, clinic)
    step = await drop(dialogue, "decline")
    assert sayings(step) == ["book-abandoned"]
    assert step.outcome == "closed_by_customer"
    assert step.frame == {}


async def test_the_price_asked_beside_it_is_told_all_the_same(dialogue, clinic):
    await to_slots(dialogue, clinic)
    asked = reading("не сейчас. а сколько это?", "quote", acts=["drop", "ask"], intent="price")
    step = dialogue.keep(await decide(dialogue.turn(asked)))
    assert sayings(step)[-1] == "book-abandoned"
    assert len(step.acts) == 2


async def test_a_time_that_is_held_is_let_go(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    taken = reading("1", "confirm", choice=offered.acts[-1].options[0].id)
    dialogue.keep(await decide(dialogue.turn(taken)))
    step = await drop(dialogue, "decline")
    assert step.outcome == "closed_by_customer"
    assert not step.actions


@pytest.mark.parametrize("begun", ["reschedule", "cancel"])
@pytest.mark.parametrize("said", ["reschedule", "cancel", "decline"])
async def test_a_visit_that_is_to_stay_stays_and_nothing_is_offered(with_visit, begun, said):
    dialogue = with_visit
    dialogue.keep(await decide(dialogue.turn(reading("…", begun))))
    step = await drop(dialogue, said)
    assert sayings(step) == ["cancel-kept"]
    assert step.acts[0].values["when"] == dialogue.appointments[0].starts_at
    assert not step.acts[0].options
    assert (step.pending, step.outcome, step.actions) == (None, "resolved", [])


@pytest.mark.parametrize(
    ("said", "asked"), [("потом сама напишу", "cancel-read-back-free"), ("не надо", "cancel-kept")]
)
async def test_who_cannot_come_and_puts_it_off_is_asked_whether_to_cancel(with_visit, said, asked):
    away = reading("в четверг нас не ждите", "reschedule", intent="cannot_come")
    with_visit.keep(await decide(with_visit.turn(away)))
    read = reading(said, acts=["drop"])
    step = with_visit.keep(await decide(with_visit.turn(read)))
    assert sayings(step) == [asked]


async def test_the_visits_own_day_beside_it_is_no_new_wish(with_visit):
    at = with_visit.appointments[0].starts_at
    own = TimeWindow(text="в четверг", start=at.replace(hour=0), end=at.replace(hour=0) + timedelta(days=1))
    with_visit.keep(await decide(with_visit.turn(reading("…", "reschedule"))))
    step = await drop(with_visit, "reschedule", windows=[own])
    assert sayings(step) == ["cancel-kept"]


async def test_another_day_beside_it_is_a_new_wish(with_visit):
    at = with_visit.appointments[0].starts_at + timedelta(days=4)
    other = TimeWindow(
        text="в понедельник", start=at.replace(hour=0), end=at.replace(hour=0) + timedelta(days=1)
    )
    with_visit.keep(await decide(with_visit.turn(reading("…", "reschedule"))))
    step = await drop(with_visit, "reschedule", windows=[other])
    assert "cancel-kept" not in sayings(step)


async def test_several_visits_that_stay_are_all_named(with_visit):
    dialogue = with_visit
    later = dialogue.appointments[0].starts_at + timedelta(days=3)
    second = visit(dialogue.business, "cleaning", later)
    dialogue.appointments.append(second.model_copy(update={"id": "appt-2"}))
    dialogue.keep(await decide(dialogue.turn(reading("…", "reschedule"))))
    step = await drop(dialogue, "decline")
    assert sayings(step) == ["cancel-kept-several"]
    assert len(step.acts[0].lines) == 2


async def test_not_now_below_a_move_leaves_the_visit(with_visit):
    with_visit.keep(await decide(with_visit.turn(reading("…", "reschedule"))))
    with_visit.pending = PendingQuestion(field="change", kind="choice", specialist="scheduler")
    step = with_visit.keep(await decide(with_visit.turn(reading("не сейчас", "confirm", choice="stop"))))
    assert sayings(step) == ["cancel-kept"]
