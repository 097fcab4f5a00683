"""Answers that are nothing but the fact that was asked for: a day, a sum, an order's number. No model is asked about them:
what it takes "100,000 drams" or "tomorrow after five" for by themselves says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.facts.parts import Part
from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from domain.language import Language
from domain.reading import Entities, Span
from domain.step import PendingQuestion

_MOST_CHARACTERS = 80
_BY_EXPECTED = {"order_id": "order_ids", "money": "money"}


def fact_asked(pending: PendingQuestion) -> str | None:
    """The field of `Entities` that a bare answer to `pending` is, where it is one."""
    if pending.specialist == "scheduler" and (pending.kind == "time" or pending.field == "slot"):
        return "windows"
    return _BY_EXPECTED.get(pending.expects or "")


def is_bare_answer(message: Message, entities: Entities, pending: PendingQuestion) -> bool:
    """Whether the whole message is such an answer."""
    if message.asks or entities.shift is not None or len(message.text) > _MOST_CHARACTERS:
        return False
    return is_bare(message.parts, entities.spans, message.language, pending)


def is_bare(
    parts: Sequence[Part], spans: Sequence[Span], language: Language, pending: PendingQuestion
) -> bool:
    """Whether every word of `parts` belongs to facts of the kind that `pending` asks for, or is one that goes with any
    answer ("well, let's say tomorrow")."""
    fact = fact_asked(pending)
    places = [(span.start, span.end) for span in spans if span.fact == fact]
    if fact is None or not places:
        return False
    filler = load_lexicon(language)["filler"]
    left = [
        part.word
        for part in parts
        if part.kind != "mark" and not any(start < part.last and part.first < end for start, end in places)
    ]
    return all(word.isalpha() and filler.match([word], 0) for word in left)
