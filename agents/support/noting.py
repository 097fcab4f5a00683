"""What is asked while the number of an order is still missing: it goes with the problem, and that is said once."""

from __future__ import annotations

from agents.support.frame import FIELD_CONFIRM
from agents.turn_context import TurnContext
from domain.speech import SpeechAct
from domain.step import Step

_FEWEST_WORDS = 4
_LONGEST = 400
_NOTED = "support-noted"


def note(turn: TurnContext, step: Step) -> Step:
    """`step`, which asks the same again; before that a word that what was said is not lost (R2, R65)."""
    asked, asks, frame = turn.pending, step.pending, step.frame
    if asked is None or asks is None or frame is None or turn.resuming or asked.field != asks.field:
        return step
    about_order = asks.expects == "order_id" or asks.field == FIELD_CONFIRM
    text, words = turn.reading.text, len(turn.reading.text.split())
    same = (turn.frame.get("question") or {}).get("say") == step.acts[-1].say if step.acts else False
    told = (same or "ask" in turn.reading.acts) and len(step.acts) == 1 and words >= _FEWEST_WORDS
    told = told and not any(c.isdigit() for c in text)
    if not (about_order and told) or turn.reading.choice is not None or turn.reading.entities.emails:
        return step
    problem = f"{frame.get('problem', '')}\n{text}".strip()[:_LONGEST]
    return step.model_copy(
        update={"acts": [SpeechAct(say=_NOTED), *step.acts], "frame": {**frame, "problem": problem}}
    )
