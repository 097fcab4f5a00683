"""The catalogue specialist's entry."""

from __future__ import annotations

from agents.turn_context import TurnContext
from domain.step import Step


async def decide(turn: TurnContext) -> Step:
    """Questions about products go to the sales specialist, who sells what has no catalogue."""
    return Step(hand_off="sales")
