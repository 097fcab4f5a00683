""" "The usual": what was not said is taken from the last visit (R66)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from agents.small_talk import OWN_VISIT
from agents.understanding.asides import find_aside
from domain.appointment import TimeSlot
from domain.reading import Displacement, Entities
from tests.unit.agents.desk import Dialogue, reading

pytestmark = pytest.mark.anyio

USUAL = reading("как в прошлый раз", "booking", intent="as_before")


def cleaning_before(dialogue: Dialogue) -> TimeSlot:
    at = dialogue.now - timedelta(days=200)
    return TimeSlot(
        service_id="cleaning", practitioner_id="mariam", branch_id="center", starts_at=at,
        ends_at=at + timedelta(hours=1),
    )  # fmt: skip


async def test_the_service_of_the_last_visit_is_offered_with_who_did_it(dialogue):
    dialogue.calendar.earlier = cleaning_before(dialogue)
    step = await decide(dialogue.turn(USUAL))
    assert step.frame is not None
    assert (step.frame["service_id"], step.frame["practitioner_id"]) == ("cleaning", "mariam")
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_where_there_was_none_that_is_said_and_the_service_is_asked(dialogue):
    step = await decide(dialogue.turn(USUAL))
    assert [a.say for a in step.acts] == ["no-earlier-visit", "book-ask-service"]


async def test_another_service_that_is_named_beside_it_counts(dialogue):
    dialogue.calendar.earlier = cleaning_before(dialogue)
    named = USUAL.model_copy(update={"entities": Entities(services=["whitening"])})
    step = await decide(dialogue.turn(named))
    assert step.frame is not None
    assert step.frame["service_id"] == "whitening"


async def test_ones_own_visits_are_told_with_their_hour(with_visit):
    asks = reading("когда я записана?", "booking", acts=["ask"], intent="own_visit")
    step = await front_desk(with_visit.turn(asks), Need("front_desk", "request", topic=OWN_VISIT))
    assert step.acts[0].say == "own-visits"
    assert step.acts[0].lines[0].values["when"] == with_visit.appointments[0].starts_at
    assert step.outcome == "resolved"


async def test_without_a_visit_a_booking_or_a_person_is_offered(dialogue):
    asks = reading("когда я записана?", "booking", acts=["ask"], intent="own_visit")
    step = await front_desk(dialogue.turn(asks), Need("front_desk", "request", topic=OWN_VISIT))
    assert [a.say for a in step.acts] == ["no-appointments-ask"]
    assert step.pending is not None
    assert [o.id for o in step.pending.options] == ["help:booking", "help:question", "help:person"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my wife wants one too, same time", "en"),
        ("мужу тоже нужно, в то же время", "ru"),
        ("ամուսնուս էլ է պետք, նույն ժամին", "hy"),
    ],
)
async def test_one_more_for_somebody_else_is_what_was_booked_at_that_time(with_visit, text, language):
    booked = with_visit.appointments[0]
    with_visit.calendar.earlier = TimeSlot(
        service_id=booked.service_id, practitioner_id=booked.practitioner_id, branch_id=booked.branch_id,
        starts_at=booked.starts_at, ends_at=booked.ends_at,
    )  # fmt: skip
    assert find_aside(text, language, [], asks=False) == "as_before"
    told = Entities(shift="displaced", displaced=Displacement(same_time=True))
    read = reading(text, "booking", intent="as_before", entities=told)
    step = await decide(with_visit.turn(read.model_copy(update={"language": language})))
    assert step.frame is not None
    assert step.frame["service_id"] == booked.service_id
    assert SchedulerFrame.of(step.frame).window.start == booked.starts_at


async def test_what_is_being_booked_counts_before_the_last_visit(dialogue):
    dialogue.calendar.earlier = cleaning_before(dialogue)
    botox = reading("botox please", "booking", entities=Entities(services=["injections-consult"]))
    dialogue.keep(await decide(dialogue.turn(botox)))
    too = reading("my wife wants one too", "booking", intent="as_before")
    step = await decide(dialogue.turn(too.model_copy(update={"language": "en"})))
    assert step.frame is not None
    assert step.frame["service_id"] == "injections-consult"
