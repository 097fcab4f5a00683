"""The support triager's entry."""

from __future__ import annotations

from agents.intake import ask, hand_over, merge_answers
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.speech import SpeechAct
from domain.step import Step


async def decide(turn: TurnContext) -> Step:
    """Ask exactly the one missing fact, then open the ticket (R31, R36)."""
    category = _category(turn)
    known = merge_answers(turn, [category.fact])
    known.setdefault("problem", str(turn.frame.get("problem") or turn.reading.text))
    if category.fact.id not in known:
        step = ask(turn, "support", category.fact, known)
        frame = {**(step.frame or {}), "category": category.id, "problem": known["problem"]}
        acts = step.acts if turn.resuming else [SpeechAct(say="support-sorry"), *step.acts]
        return step.model_copy(update={"frame": frame, "acts": acts})
    return hand_over(
        turn,
        known,
        tool="crm.ticket",
        topic="ticket",
        team=category.team,
        minutes=category.answer_within_minutes,
        outcome="ticket",
        priority="urgent" if turn.reading.entities.urgent else category.priority,
        tags=[category.id],
    )


def _category(turn: TurnContext) -> SupportCategory:
    rules = turn.business.support
    stored = turn.frame.get("category")
    named = rules.category(str(stored)) if stored else None
    if named is not None:
        return named
    for score in turn.reading.routes:
        found = rules.category(score.route.removeprefix("support."))
        if score.route.startswith("support.") and found is not None:
            return found
    return rules.categories[-1]
