"""Staff own the conversation: the bot takes note and is silent, but what was promised still comes.

A reminder of a visit and word of a late answer were promised to the customer; a decision of staff is staff's own word.
Everything else that happens only moves the next step: to staff when the customer wrote, to the customer when staff did.
"""

from __future__ import annotations

from datetime import timedelta

from agents.need import NOTICES
from domain.availability import answer_due
from domain.business import Business
from domain.conversation import NextStep, Outcome
from domain.event import CUSTOMER_KINDS, Event
from domain.turn import Situation, TurnInput
from graphs.decision import TurnDecision

_PROMISED = frozenset({"reminder", "commitment", "notice"})
"""Kinds of alarms that were promised to the customer."""


def speaks_beside_staff(event: Event) -> bool:
    """Whether the customer hears of `event` though staff own the conversation."""
    promised = event.kind == "timer" and event.payload.get("kind") in _PROMISED
    news = event.kind == "business" and event.payload.get("name") in NOTICES
    return event.kind == "staff_decision" or promised or news


def settle_beside_staff(
    decision: TurnDecision, turn: TurnInput, situation: Situation, business: Business
) -> None:
    """The outcome or next step of the case, after alarms that ring beside staff."""
    decision.outcome = outcome_beside_staff(turn, situation)
    decision.next_step = step_beside_staff(turn, situation, business) if decision.outcome is None else None


def outcome_beside_staff(turn: TurnInput, situation: Situation) -> Outcome | None:
    """The customer owed the next word, and the time for it is over: staff have dealt with the case."""
    case = situation.case
    rang = any(
        e.kind == "timer"
        and e.payload.get("kind") == "next_step"
        and case
        and e.payload.get("subject") == case.id
        for e in turn.events
    )
    spoke = any(e.kind in CUSTOMER_KINDS or e.kind == "staff_message" for e in turn.events)
    known = case.next_step if case is not None else None
    theirs = known is not None and known.owner == "customer" and known.due_at <= situation.now
    if rang and theirs and not spoke and not situation.pending_approvals:
        return "handed_over"
    return None


def step_beside_staff(turn: TurnInput, situation: Situation, business: Business) -> NextStep:
    """Whoever did not speak last owes the next word; staff owe it from the first unanswered message on."""
    known = situation.case.next_step if situation.case is not None else None
    spoken = [e.kind for e in turn.events if e.kind in CUSTOMER_KINDS or e.kind == "staff_message"]
    waiting = situation.pending_approvals
    if spoken[-1:] == ["staff_message"] and not waiting:
        hours = business.cadences.silence_hours[-1]
        return NextStep(
            what="customer_answers", owner="customer", due_at=situation.now + timedelta(hours=hours)
        )
    if known is not None and (known.owner == "staff" or not (spoken or waiting)):
        return known
    if waiting and not spoken:
        return NextStep(what="staff_decides", owner="staff", due_at=min(a.answer_due_at for a in waiting))
    due = answer_due(business, situation.now, business.escalation.person_answer_minutes)
    return NextStep(what="staff_contacts", owner="staff", due_at=due)
