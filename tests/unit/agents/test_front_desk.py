"""The front desk: alarms, decisions passed on, people wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide
from agents.need import Need
from domain.approval import Approval
from domain.conversation import NextStep
from domain.event import InboxEvent
from domain.step import PendingQuestion, PolicyPassage
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
