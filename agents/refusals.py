"""What the business does not do: said at once, with an honest alternative (R5, R7, R76)."""

from __future__ import annotations

from functools import lru_cache

from agents.turn_context import TurnContext
from agents.understanding.aliases import AliasIndex
from agents.understanding.lexicon import pieces_of
from domain.business import Business, Refusal
from domain.reading import Reading
from domain.speech import SpeechAct
from domain.step import Step

TOPIC = "refusal:"
"""Begins the topic of a need that is refused: `refusal:gas`."""


@lru_cache(maxsize=8)
def _index(refusals: tuple[tuple[str, tuple[str, ...]], ...]) -> AliasIndex:
    return AliasIndex([(word, (refusal_id,), False) for refusal_id, words in refusals for word in words])


def refused_by(reading: Reading, business: Business) -> str | None:
    """The id of the refusal whose words the message says, or None."""
    listed = business.profile.refusals
    if not listed:
        return None
    index = _index(tuple((r.id, tuple(r.words)) for r in listed))
    found = index.find(pieces_of(reading.text))
    return found[0] if found else None


def refuse(turn: TurnContext, topic: str) -> Step:
    """The owner's answer; the case ends as no fit."""
    refusal_id = topic.removeprefix(TOPIC)
    refusal: Refusal = next(r for r in turn.business.profile.refusals if r.id == refusal_id)
    return Step(
        acts=[SpeechAct(say="not-offered", values={"answer": refusal.answer})],
        frame={},
        outcome="not_fit",
        why=[f"business.yaml refusals: {refusal.id}"],
    )
