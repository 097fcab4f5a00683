"""What is written while a person looks into something already."""

from __future__ import annotations

from collections.abc import Sequence

from agents.turn_context import TurnContext
from domain.approval import Approval
from domain.speech import SpeechAct
from domain.step import Step

_A_FEW_WORDS = 5
""" "And when exactly?", "why so long?": of what waits."""
_NOT_A_STORY = ("discount", "vip")
"""Asked of staff in passing: what is written then is as likely a new need."""


def adds_to_what_waits(turn: TurnContext) -> bool:
    """A word more about what a person looks into already: nothing is asked, by either side."""
    waits = [a for a in turn.situation.pending_approvals if a.topic not in _NOT_A_STORY]
    asked = turn.pending is not None or turn.other_pending is not None
    few = len(turn.reading.text.split()) <= _A_FEW_WORDS
    asks = "ask" in turn.reading.acts and turn.reading.marked  # "if that matters" alone asks nothing
    return bool(waits) and not asked and (few or not asks)


def say_what_waits(turn: TurnContext, waiting: Sequence[Approval] = ()) -> Step:
    """By when somebody answers: the first of `waiting`, or of everything that waits."""
    due = min(a.answer_due_at for a in waiting or turn.situation.pending_approvals)
    return Step(
        acts=[SpeechAct(say="escalated-waiting", values={"by": max(due, turn.now)})], keep_pending=True
    )
