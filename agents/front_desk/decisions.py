"""Staff decided: their words reach the customer, and the case goes on."""

from __future__ import annotations

from agents.sales.brief import BRIEF
from agents.sales.proposal import remind_of_proposal
from agents.turn_context import TurnContext
from domain.speech import SpeechAct
from domain.step import Step


def pass_on(turn: TurnContext) -> Step:
    """Say what staff approved, edited or answered. A rejection without words is said politely (R67)."""
    event = turn.event
    approval_id = event.payload.get("approval_id") if event is not None else None
    approval = next((a for a in turn.situation.decided if a.id == approval_id), None)
    if approval is None or approval.status in ("pending", "void"):
        return Step(why=["the decision's card is not decided any more"], keep_pending=True)
    if approval.status == "approved":
        words = approval.draft
    elif approval.decision_text:
        words = approval.decision_text
    else:
        return Step(acts=[SpeechAct(say="decision-rejected")], keep_pending=True)
    said = Step(acts=[SpeechAct(say="staff-words", text=words)], keep_pending=True)
    if approval.topic != BRIEF:
        return said
    return said.model_copy(
        update={"alarms": remind_of_proposal(turn)}
    )  # what was asked for has been sent (R48)
