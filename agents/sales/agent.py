"""The sales qualifier's entry."""

from __future__ import annotations

from agents.intake import ask, hand_over, merge_answers
from agents.turn_context import TurnContext
from domain.step import Step


async def decide(turn: TurnContext) -> Step:
    """Ask the next missing field, or store the lead and tell the manager (R3, R9)."""
    rules = turn.business.qualification
    known = merge_answers(turn, rules.fields)
    missing = next((f for f in rules.fields if f.id not in known), None)
    if missing is not None:
        return ask(turn, "sales", missing, known)
    return hand_over(
        turn,
        known,
        tool="crm.lead",
        topic="lead",
        team=rules.team,
        minutes=rules.answer_within_minutes,
        outcome="qualified",
        tags=["lead"],
    )
