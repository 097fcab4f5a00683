"""A flow that another need came between: kept while that need is dealt with, then offered again, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.conversation import Outcome, SpecialistName
from domain.step import PendingQuestion, Step
from graphs.decision import TurnDecision
from graphs.state import ConversationState

_BACK_AFTER: frozenset[Outcome] = frozenset(
    {
        "booked",
        "rescheduled",
        "cancelled",
        "quoted",
        "qualified",
        "not_fit",
        "ticket",
        "resolved",
        "link_sent",
        "follow_up_agreed",
    }
)
"""Not after "not now", and not while a person takes over."""


def question_of(interrupted: Mapping[str, Any] | None) -> PendingQuestion | None:
    """The question that was open in the interrupted flow; None when there is none, or it was offered again before."""
    pending = (interrupted or {}).get("pending")
    return PendingQuestion.model_validate(pending) if pending else None


def to_offer_again(state: ConversationState, name: SpecialistName, step: Step) -> PendingQuestion | None:
    """The interrupted question, when `step` of specialist `name` ends what came between and nothing else is asked; what
    came between may be as short as this one turn."""
    question = question_of(state.get("interrupted")) or _left_open(state, name)
    if question is None or question.specialist == name or step.outcome not in _BACK_AFTER:
        return None
    earlier = [s for _, s in state["done"]]
    if step.pending is not None or any(s.pending is not None for s in earlier):
        return None
    if any(s.escalation is not None and s.escalation.take_over for s in [*earlier, step]):
        return None
    return question


def _left_open(state: ConversationState, name: SpecialistName) -> PendingQuestion | None:
    """The question that was open when the turn began, when its specialist has had no say since, nor was asked back to."""
    asked = state.get("asked")
    offered = (state.get("interrupted") or {}).get("offered", [])
    dealt = {name, *(need.specialist for need, _ in state["done"])}
    if asked is None or asked.specialist in dealt or asked.specialist in ("front_desk", *offered):
        return None
    return asked


def _books_what_is_priced(asked: PendingQuestion, asks: PendingQuestion, decision: TurnDecision) -> bool:
    """Whoever wants the visit before its price is worked out needs no price afterwards."""
    if (asked.specialist, asks.specialist) != ("estimator", "scheduler"):
        return False
    services = [decision.frames.get(name, {}).get("service_id") for name in ("estimator", "scheduler")]
    return services[0] is not None and services[0] == services[1]


def after_turn(state: ConversationState, decision: TurnDecision) -> dict[str, Any] | None:
    """What is interrupted after this turn, as plain JSON: `pending`, and `offered`, the specialists whose flow was
    offered again already.

    A flow is interrupted when its question was open, it had no say in the turn, and another one asks now.
    """
    before = state.get("interrupted") or {}
    offered: list[str] = list(before.get("offered", []))
    kept = before.get("pending")
    for need, _ in state["done"]:
        if need.interrupted is not None:
            offered, kept = [*offered, need.specialist], None
        elif kept is not None and kept["specialist"] == need.specialist:
            kept = None
    asked, asks = state.get("asked"), decision.pending
    if decision.outcome is not None:
        return None
    dealt = {need.specialist for need, _ in state["done"]}
    comes_between = (
        asked is not None
        and asks is not None
        and asked.specialist != asks.specialist
        and asked.specialist not in dealt
        and asked.specialist != "front_desk"
        and asked.specialist not in offered
        and not _books_what_is_priced(asked, asks, decision)
    )
    if comes_between and asked is not None:
        kept = asked.model_dump(mode="json")
    return {"pending": kept, "offered": offered} if kept or offered else None
