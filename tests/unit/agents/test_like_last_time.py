""" "The usual": what was not said is taken from the last visit (R66)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.scheduler.agent import decide
from agents.small_talk import OWN_VISIT
from domain.appointment import TimeSlot
from domain.reading import Entities
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
