"""What a turn may do, whatever the words and the specialists say (idea 1, R17)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agents.need import Need
from domain.appointment import TimeSlot
from domain.money import Money
from domain.reading import Reading
from domain.speech import Option, SpeechAct
from domain.step import BookAppointment, CancelAppointment, Escalation, PendingQuestion, Step
from graphs.decision import merge_steps, refusal

START = datetime(2026, 11, 25, 8, tzinfo=UTC)
SLOT = TimeSlot(
    service_id="s", practitioner_id="p", branch_id="b", starts_at=START, ends_at=START + timedelta(minutes=30)
)
PRICE = Money(amount=Decimal(10000), currency="AMD")
OFFER = PendingQuestion(
    field="move_slot", kind="choice", specialist="scheduler", options=[Option(id=SLOT.id, say="option-slot")]
)


def asked(field: str, subject: str | None = None) -> PendingQuestion:
    subject = subject or ("appt-1" if field == "cancel_yes" else SLOT.id)
    return PendingQuestion(field=field, kind="yes_no", specialist="scheduler", subject=subject)


def chose(choice: str | None) -> Reading:
    return Reading(text="", language="ru", script="cyrillic", choice=choice)


@pytest.mark.parametrize(
    ("question", "choice", "allowed"),
    [
        ("book_yes", "yes", True),
        ("book_yes", "change", False),
        ("book_yes", None, False),
        ("slot", SLOT.id, False),
        ("cancel_yes", "yes", False),
        (None, "yes", False),
    ],
)
def test_a_booking_needs_yes_to_its_own_read_back(question, choice, allowed):
    action = BookAppointment(slot=SLOT, price=PRICE)
    reason = refusal(action, asked=asked(question) if question else None, reading=chose(choice))
    assert (reason is None) is allowed


def test_a_yes_to_another_slot_books_nothing():
    action = BookAppointment(slot=SLOT, price=PRICE)
    assert refusal(action, asked=asked("book_yes", "slot:p:b:1"), reading=chose("yes")) is not None


def test_a_yes_to_another_visit_cancels_nothing():
    action = CancelAppointment(appointment_id="appt-1")
    assert refusal(action, asked=asked("cancel_yes", "appt-2"), reading=chose("yes")) is not None


def test_a_hold_needs_no_yes():
    action = BookAppointment(slot=SLOT, price=PRICE, status="held")
    assert refusal(action, asked=None, reading=None) is None


@pytest.mark.parametrize(("choice", "allowed"), [(SLOT.id, True), ("slot:p:b:1", False), (None, False)])
def test_a_move_needs_the_choice_of_an_offered_slot(choice, allowed):
    action = BookAppointment(slot=SLOT, price=PRICE, moves="appt-1")
    assert (refusal(action, asked=OFFER, reading=chose(choice)) is None) is allowed


@pytest.mark.parametrize(
    ("question", "choice", "allowed"),
    [
        ("cancel_yes", "yes", True),
        ("cancel_yes", "move", False),
        ("book_yes", "yes", False),
        (None, None, False),
    ],
)
def test_a_cancellation_needs_yes_to_its_own_read_back(question, choice, allowed):
    action = CancelAppointment(appointment_id="appt-1")
    reason = refusal(action, asked=asked(question) if question else None, reading=chose(choice))
    assert (reason is None) is allowed


def test_a_refused_action_is_left_out_and_named():
    step = Step(actions=[BookAppointment(slot=SLOT, price=PRICE)])
    decision = merge_steps([(Need("scheduler", "request"), step)], asked=None, reading=chose(None), frames={})
    assert decision.actions == []
    assert decision.refused == ["a booking without an explicit yes"]


def test_a_side_answer_leaves_the_open_question_open():
    side = Step(acts=[SpeechAct(say="policy", text="Да.")], keep_pending=True)
    decision = merge_steps(
        [(Need("front_desk", "policy"), side)], asked=OFFER, reading=chose(None), frames={}
    )
    assert decision.pending == OFFER


def test_an_outcome_closes_questions_and_frames():
    step = Step(outcome="booked", frame={})
    decision = merge_steps(
        [(Need("scheduler", "answer"), step)],
        asked=OFFER,
        reading=chose("yes"),
        frames={"scheduler": {"a": 1}},
    )
    assert decision.pending is None
    assert decision.frames == {}


def test_a_person_who_comes_is_not_announced_beside_please_say_it_again():
    card = Escalation(topic="confusion", reason="", draft_acts=[], answer_within=timedelta(minutes=30))
    unclear = Step(acts=[SpeechAct(say="not-understood-short")], keep_pending=True)
    handed = Step(acts=[SpeechAct(say="escalated-confusion")], escalation=card, keep_pending=True)
    done = [(Need("front_desk", "repair"), unclear), (Need("scheduler", "resume"), handed)]
    decision = merge_steps(done, asked=asked("slot"), reading=chose(None), frames={})
    assert [a.say for a in decision.acts] == ["escalated-confusion"]
    assert decision.pending is not None
