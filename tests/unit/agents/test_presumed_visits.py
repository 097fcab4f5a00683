"""A choice that was put once and not made is not put again: the visit that is most likely meant is taken, and named."""

from __future__ import annotations

import pytest

from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from domain.appointment import TimeSlot
from domain.business import Business
from domain.reading import Entities
from domain.step import Step
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.test_scheduler_booking import family, say, sayings, tomorrow

pytestmark = pytest.mark.anyio


async def asked_for_a_consultation(dialogue: Dialogue, clinic: Business) -> Step:
    return await say(dialogue, "booking", services=family(clinic, "consultation"))


async def test_a_day_instead_of_a_choice_is_a_first_visit(dialogue, clinic):
    assert (await asked_for_a_consultation(dialogue, clinic)).pending.field == "service"
    step = await say(dialogue, "booking", windows=[tomorrow(dialogue)])
    assert sayings(step)[0] == "book-as-usual"
    assert SchedulerFrame.of(dialogue.frame).service_id == "consultation-first"
    assert step.pending.field == "slot"


async def test_of_somebody_who_was_here_it_is_a_repeat_visit(dialogue, clinic):
    start = dialogue.now.replace(month=10)
    dialogue.calendar.earlier = TimeSlot(
        service_id="cleaning", practitioner_id="mariam", branch_id="center", starts_at=start, ends_at=start
    )
    await asked_for_a_consultation(dialogue, clinic)
    await say(dialogue, "booking", windows=[tomorrow(dialogue)])
    assert SchedulerFrame.of(dialogue.frame).service_id == "consultation-repeat"


async def test_a_name_alone_goes_on_as_well(dialogue, clinic):
    await asked_for_a_consultation(dialogue, clinic)
    step = await say(dialogue, "booking", name="Артур")
    assert "book-as-usual" in sayings(step)


async def test_with_a_specialist_it_is_what_only_they_do(dialogue):
    await say(dialogue, "booking", practitioners=["davit"])
    await say(dialogue, "booking", windows=[tomorrow(dialogue)])
    assert SchedulerFrame.of(dialogue.frame).service_id == "braces-consult"


async def test_another_service_is_no_going_on(dialogue, clinic):
    await asked_for_a_consultation(dialogue, clinic)
    step = await say(dialogue, "booking", services=["cleaning"])
    assert "book-as-usual" not in sayings(step)


async def test_a_price_asked_below_the_choice_shows_the_prices(dialogue, clinic):
    await asked_for_a_consultation(dialogue, clinic)
    turn = dialogue.turn(reading("а сколько стоит?", "quote", acts=["ask"], entities=Entities()))
    step = await decide(turn)
    assert len(step.acts[-1].lines) == 3


async def test_a_second_guess_narrows_the_first(dialogue):
    await say(dialogue, "booking", likely_services=["braces-consult", "child-checkup"])
    await say(dialogue, "booking", likely_services=["child-checkup", "facial-cleansing"])
    assert SchedulerFrame.of(dialogue.frame).service_id == "child-checkup"


async def test_of_a_first_and_a_repeat_visit_that_were_only_likely_it_is_the_first_too(dialogue):
    await say(dialogue, "booking", likely_services=["consultation-repeat", "consultation-first"])
    await say(dialogue, "booking", shift="soonest")
    assert SchedulerFrame.of(dialogue.frame).service_id == "consultation-first"


async def test_the_earliest_time_instead_of_a_choice_is_a_first_visit(dialogue, clinic):
    await asked_for_a_consultation(dialogue, clinic)
    step = await say(dialogue, "booking", shift="soonest")
    assert "book-as-usual" in sayings(step)


async def test_who_has_never_been_and_asks_for_a_doctor_has_a_first_visit(dialogue):
    step = await say(
        dialogue, "booking", practitioners=["ani"], first_visit=True, windows=[tomorrow(dialogue)]
    )
    assert SchedulerFrame.of(dialogue.frame).service_id == "consultation-first"
    assert step.pending.field != "service"


async def test_who_has_never_been_and_asks_for_somebody_without_first_visits_is_asked(dialogue):
    await say(dialogue, "booking", practitioners=["mariam"], first_visit=True)
    assert SchedulerFrame.of(dialogue.frame).service_id is None
