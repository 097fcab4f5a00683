"""The front desk: alarms, decisions passed on, people wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide
from agents.need import Need
from domain.approval import Approval
from domain.conversation import NextStep
from domain.event import InboxEvent
from domain.reading import Route
from domain.speech import Option
from domain.step import PendingQuestion, PolicyPassage, Step
from tests.unit.agents.desk import Dialogue, reading

pytestmark = pytest.mark.anyio

OPEN = PendingQuestion(field="slot", kind="choice", specialist="scheduler")


def rung(dialogue: Dialogue, kind: str, subject: str) -> InboxEvent:
    payload = {"kind": kind, "subject": subject}
    return InboxEvent(
        kind="timer", channel="web", provider_id="t", occurred_at=dialogue.now, payload=payload, seq=1
    )


def in_step(dialogue: Dialogue, what: str, **changes: object):
    turn = dialogue.turn(
        reading(), other_pending=OPEN, event=rung(dialogue, "next_step", "case-1"), **changes
    )
    step = NextStep(what=what, owner="customer", due_at=dialogue.now)
    case = turn.situation.case.model_copy(update={"next_step": step})  # type: ignore[union-attr]
    situation = turn.situation.model_copy(update={"case": case})
    return turn.__class__(**{**turn.__dict__, "situation": situation})


async def test_silence_gets_two_different_follow_ups_and_then_the_case_is_cold(dialogue):
    first = await decide(in_step(dialogue, "customer_answers"), Need("front_desk", "timer"))
    assert [a.say for a in first.acts] == ["follow-up-1"]
    second = await decide(in_step(dialogue, first.next_step.what), Need("front_desk", "timer"))  # type: ignore[union-attr]
    assert [a.say for a in second.acts] == ["follow-up-2"]
    third = await decide(in_step(dialogue, second.next_step.what), Need("front_desk", "timer"))  # type: ignore[union-attr]
    assert third.acts == []
    assert third.outcome == "cold"


async def test_an_alarm_of_a_closed_case_says_nothing(dialogue):
    turn = dialogue.turn(reading(), event=rung(dialogue, "next_step", "case-0"))
    assert (await decide(turn, Need("front_desk", "timer"))).acts == []


async def test_who_opted_out_is_not_followed_up(dialogue):
    dialogue.contact = dialogue.contact.model_copy(update={"opted_out": True})
    step = await decide(in_step(dialogue, "customer_answers"), Need("front_desk", "timer"))
    assert step.acts == []
    assert step.outcome == "closed_by_customer"


def card(dialogue: Dialogue, status: str = "pending", **more: object) -> Approval:
    return Approval(
        id="approval-1",
        conversation_id="conv-1",
        case_id="case-1",
        topic="discount",
        reason="…",
        draft="Черновик.",
        status=status,  # type: ignore[arg-type]
        created_at=dialogue.now,
        answer_due_at=dialogue.now + timedelta(minutes=30),
        **more,  # type: ignore[arg-type]
    )


async def test_a_late_answer_is_announced_with_a_new_time(dialogue):
    dialogue.approvals = [card(dialogue)]
    turn = dialogue.turn(reading(), event=rung(dialogue, "commitment", "approval-1"))
    step = await decide(turn, Need("front_desk", "timer"))
    assert [a.say for a in step.acts] == ["promise-late"]
    assert step.promises[0].due_at > dialogue.now


async def test_a_promise_that_was_kept_rings_in_vain(dialogue):
    turn = dialogue.turn(reading(), event=rung(dialogue, "commitment", "approval-1"))
    assert (await decide(turn, Need("front_desk", "timer"))).acts == []


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [
        ("approved", None, "Черновик."),
        ("edited", "Слова человека.", "Слова человека."),
        ("responded", "Ответ.", "Ответ."),
        ("rejected", "Нет, увы.", "Нет, увы."),
        ("rejected", None, None),
    ],
)
async def test_staffs_words_reach_the_customer_unchanged(dialogue, status, text, said):
    turn = dialogue.turn(
        reading(),
        event=InboxEvent(
            kind="staff_decision",
            channel="web",
            provider_id="d",
            occurred_at=dialogue.now,
            payload={"approval_id": "approval-1"},
            seq=1,
        ),
    )
    decided = [card(dialogue, status, decision_text=text)]
    turn = turn.__class__(
        **{**turn.__dict__, "situation": turn.situation.model_copy(update={"decided": decided})}
    )
    step = await decide(turn, Need("front_desk", "decision"))
    assert step.acts[0].text == said
    assert step.acts[0].say == ("staff-words" if said else "decision-rejected")


async def test_a_second_request_on_the_same_topic_makes_no_second_card(dialogue):
    dialogue.approvals = [card(dialogue)]
    step = await decide(
        dialogue.turn(reading("скидку!", flags=["discount"])),
        Need("front_desk", "escalation", topic="discount"),
    )
    assert step.escalation is None
    assert [a.say for a in step.acts] == ["escalated-waiting"]


async def test_an_unsure_policy_answer_becomes_a_choice_with_a_person(dialogue):
    passage = PolicyPassage(
        id="parking.ru",
        topic="parking",
        language="ru",
        title="Парковка",
        text="…",
        score=0.2,
        confident=False,
    )
    dialogue.policies.found = [passage]
    step = await decide(dialogue.turn(reading("а куда машину?", "faq")), Need("front_desk", "policy"))
    assert [o.id for o in step.acts[0].options] == ["topic:parking", "person"]


async def test_the_second_misunderstanding_is_a_persons(dialogue):
    turn = dialogue.turn(reading("ыва", confidence=0.1), failures=1)
    step = await decide(turn, Need("front_desk", "repair"))
    assert step.escalation is not None
    assert step.escalation.topic == "confusion"


VISIT = PendingQuestion(
    field="visit",
    kind="choice",
    specialist="front_desk",
    options=[Option(id="visit:confirm", say="option-will-come"), Option(id="visit:move", say="option-move")],
)


async def ask_about_visit(dialogue: Dialogue, *routes: Route, **changes: object) -> Step:
    dialogue.pending, dialogue.frame = VISIT, {"visit": "appt-1"}
    read = reading("…", *routes, **changes)  # type: ignore[arg-type]
    return await decide(dialogue.turn(read), Need("front_desk", "answer"))


@pytest.mark.parametrize(
    ("route_name", "mode"), [("reschedule", "move"), ("decline", "move"), ("cancel", "cancel")]
)
async def test_what_is_no_yes_moves_or_cancels_the_visit_that_was_asked_about(dialogue, route_name, mode):
    step = await ask_about_visit(dialogue, route_name)
    assert step.hand_off == "scheduler"
    assert step.hand_frame == {"mode": mode, "appointment_id": "appt-1"}


@pytest.mark.parametrize(("route_name", "confidence"), [("faq", 0.42), ("smalltalk", 0.9), ("confirm", 0.5)])
async def test_nothing_but_a_yes_confirms_a_visit(dialogue, route_name, confidence):
    step = await ask_about_visit(dialogue, route_name, confidence=confidence)
    assert step.outcome is None
    assert [a.say for a in step.acts] == ["not-understood-short", "visit-ask"]
    assert step.pending == VISIT


async def test_thanks_under_a_reminder_are_no_yes_and_were_understood(dialogue):
    step = await ask_about_visit(dialogue, "smalltalk", acts=["thank"])
    assert [a.say for a in step.acts] == ["visit-ask"]


async def test_a_yes_confirms_a_visit(dialogue):
    assert (await ask_about_visit(dialogue, "confirm")).outcome == "resolved"
    assert (await ask_about_visit(dialogue, "confirm", choice="visit:confirm")).outcome == "resolved"


async def test_a_follow_up_shows_the_options_of_the_open_question_again(dialogue):
    turn = in_step(dialogue, "customer_answers")
    step = await decide(
        turn.__class__(**{**turn.__dict__, "other_pending": VISIT}), Need("front_desk", "timer")
    )
    assert step.acts[0].options == VISIT.options


async def test_beside_another_need_an_unsure_policy_asks_nothing_back(dialogue):
    passage = PolicyPassage(id="p.ru", topic="p", language="ru", title="…", text="…", score=0.2)
    dialogue.policies.found = [passage]
    need = Need("front_desk", "policy", beside=True)
    asked = await decide(dialogue.turn(reading("а парковка?", "faq", "booking")), need)
    assert [a.say for a in asked.acts] == ["policy-unknown-short"]
    assert asked.pending is None
    guessed = await decide(dialogue.turn(reading("сколько стоит?", "quote", "faq")), need)
    assert guessed.acts == []


async def test_when_no_rule_is_surely_the_answer_the_other_specialist_takes_over(dialogue):
    need = Need("front_desk", "policy", otherwise="support")
    turn = dialogue.turn(reading("можно картой?", "support.payment"))
    assert (await decide(turn, need)).hand_off == "support"
    sure = PolicyPassage(
        id="payment.ru", topic="payment", language="ru", title="…", text="Да.", score=9, confident=True
    )
    dialogue.policies.found = [sure]
    assert [a.passage_id for a in (await decide(turn, need)).acts] == ["payment.ru"]
