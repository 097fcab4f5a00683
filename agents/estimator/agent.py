"""The estimator's entry."""

from __future__ import annotations

from agents.intake import ask, hand_over, merge_answers
from agents.turn_context import TurnContext
from domain.step import Step


async def decide(turn: TurnContext) -> Step:
    """Ask the next missing variable, or give the filled template to the estimator (R30)."""
    rules = turn.business.estimates
    known = merge_answers(turn, rules.fields)
    missing = next((f for f in rules.fields if f.id not in known), None)
    if missing is not None:
        return ask(turn, "estimator", missing, known)
    return hand_over(
        turn,
        known,
        tool="crm.estimate",
        topic="estimate",
        team=rules.team,
        minutes=rules.answer_within_minutes,
        outcome="handed_over",
        tags=["estimate"],
    )
