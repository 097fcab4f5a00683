"""A cancellation that was not meant: the very time is offered again, and nothing is booked without a yes (R17, R66)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from agents.scheduler.agent import decide
from domain.appointment import TimeSlot
from domain.business import Business
from domain.conversation import Contact
from domain.step import BookAppointment, Step
from tests.unit.agents.desk import Dialogue, reading, visit

pytestmark = pytest.mark.anyio


def tomorrow_at(dialogue: Dialogue, hour: int) -> datetime:
    return dialogue.now.replace(hour=hour, minute=0) + timedelta(days=1)


def cleaning(clinic: Business, starts_at: datetime) -> TimeSlot:
    service = clinic.service_by_id["cleaning"]
    who = clinic.practitioner_by_id[service.practitioners[0]]
    return TimeSlot(
        service_id=service.id, practitioner_id=who.id, branch_id=who.hours[0].branch, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=service.duration_minutes),
    )  # fmt: skip


async def takes_back(dialogue: Dialogue) -> Step:
    read = reading("не отменяйте!", "decline").model_copy(update={"intent": "take_back"})
    return dialogue.keep(await decide(dialogue.turn(read)))


@pytest.fixture
def gave_up(dialogue: Dialogue, clinic: Business) -> Dialogue:
    """Anna's visit of tomorrow at noon was cancelled a moment ago."""
    dialogue.contact = Contact(id="contact-1", name="Анна", phone="+37491223344")
    dialogue.calendar.given_up = cleaning(clinic, tomorrow_at(dialogue, 12))
    return dialogue


async def test_the_same_time_is_read_back_and_only_held_until_the_yes(gave_up: Dialogue) -> None:
    step = await takes_back(gave_up)
    assert [act.say for act in step.acts] == ["cancel-done-already", "book-read-back"]
    assert step.pending is not None
    assert step.pending.field == "book_yes"
    assert all(isinstance(a, BookAppointment) and a.hold_minutes for a in step.actions)


async def test_a_time_that_somebody_else_took_meanwhile_is_not_offered(
    gave_up: Dialogue, clinic: Business
) -> None:
    former = gave_up.calendar.given_up
    assert former is not None
    gave_up.calendar.take(former)
    step = await takes_back(gave_up)
    offered = [line.values["when"] for act in step.acts for line in act.lines]
    assert step.acts[0].say == "cancel-done-already"
    assert offered
    assert former.starts_at not in offered


async def test_a_visit_that_still_stands_is_said_to_stay(dialogue: Dialogue, clinic: Business) -> None:
    dialogue.appointments = [visit(clinic, "cleaning", tomorrow_at(dialogue, 12))]
    step = await takes_back(dialogue)
    assert ([act.say for act in step.acts], step.actions) == (["cancel-kept"], [])


async def test_nothing_to_take_back_is_no_reason_to_book(dialogue: Dialogue) -> None:
    step = await takes_back(dialogue)
    assert ([act.say for act in step.acts], step.actions) == (["acknowledged"], [])
