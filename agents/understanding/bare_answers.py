"""Answers that are nothing but the fact that was asked for: a day, a sum, an order's number. No model is asked about them:
what it takes "100,000 drams" or "tomorrow after five" for by themselves says nothing."""

from __future__ import annotations

from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from agents.understanding.wording import plain_text
from domain.reading import Entities
from domain.step import PendingQuestion

_MOST_CHARACTERS = 80
_BY_EXPECTED = {"order_id": "order_ids", "money": "money"}


def may_be_bare_answer(text: str, entities: Entities, pending: PendingQuestion | None) -> bool:
    """Whether `text`, a part of a message with these facts, holds one of the kind that `pending` asks for: a look that costs
    nothing, before the part is read by itself."""
    fact = _fact_asked(pending)
    if fact is None:
        return False
    plain = plain_text(text)
    return any(span.fact == fact and span.text in plain for span in entities.spans)


def is_bare_answer(message: Message, entities: Entities, pending: PendingQuestion | None) -> bool:
    """Whether every word of the message belongs to facts of the kind that `pending` asks for, or is one that goes with any
    answer ("well, let's say tomorrow")."""
    fact = _fact_asked(pending)
    if fact is None or message.asks or entities.shift is not None or len(message.text) > _MOST_CHARACTERS:
        return False
    spans = [span for span in entities.spans if span.fact == fact]
    if not spans:
        return False
    filler = load_lexicon(message.language)["filler"]
    left = [
        part.word
        for part in message.parts
        if part.kind != "mark" and not any(s.start < part.last and part.first < s.end for s in spans)
    ]
    return all(word.isalpha() and filler.match([word], 0) for word in left)


def _fact_asked(pending: PendingQuestion | None) -> str | None:
    if pending is None:
        return None
    if pending.specialist == "scheduler" and (pending.kind == "time" or pending.field == "slot"):
        return "windows"
    return _BY_EXPECTED.get(pending.expects or "")
