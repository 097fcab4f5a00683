"""The one fact a category asks for (R31): how it is asked, and how an answer is read."""

from __future__ import annotations

from agents.support.claims import find_claim
from agents.support.frame import SupportFrame, ask, yes_no
from agents.turn_context import TurnContext
from domain.business import SupportFact
from domain.speech import Option, SpeechAct
from domain.step import Step

_BLOCKS = [Option(id="yes", say="option-blocked"), Option(id="no", say="option-not-blocked")]


def ask_fact(
    frame: SupportFrame, fact: SupportFact, before: list[SpeechAct], example: str | None = None
) -> Step:
    """The category's question."""
    if fact.kind == "order":
        known = SpeechAct(say="identity-ask-order", values={"example": example or ""})
        act = known if example else SpeechAct(say="identity-ask-any-order")
        return ask(frame, act, fact.id, before=before, expects="order_id")
    if fact.kind == "email":
        return ask(frame, SpeechAct(say="reset-ask"), fact.id, before=before)
    if fact.kind == "blocks_work":
        return ask(frame, SpeechAct(say="blocks-ask", options=_BLOCKS), fact.id, kind="yes_no", before=before)
    options = [Option(id=o.id, label=o.label) for o in fact.options]
    question = fact.question
    act = SpeechAct(say="ask-field", values={"question": question} if question else {}, options=options)
    return ask(frame, act, fact.id, kind="choice" if options else "text", before=before)


def read_fact(turn: TurnContext, frame: SupportFrame, fact: SupportFact) -> SupportFrame:
    """The frame with the fact, when this message holds it: in answer to the question, or volunteered (R2)."""
    reading = turn.reading
    asked = turn.pending is not None and turn.pending.field == fact.id and not turn.resuming
    said = reading.text if asked and any(c.isalnum() for c in reading.text) else ""
    if fact.kind == "order":
        claim = find_claim(reading, turn.business.profile.order_id_pattern, asked=asked)
        return frame.model_copy(update={"fact": claim, "claim": claim or frame.claim})
    if fact.kind == "email":
        return frame.model_copy(
            update={"fact": reading.entities.emails[0] if reading.entities.emails else ""}
        )
    if fact.kind == "blocks_work":
        if reading.entities.urgent and not asked:
            return frame.model_copy(update={"fact": "yes", "blocked": True})
        blocked = yes_no(turn) if asked else None
        word = {True: "yes", False: "no", None: said}[blocked]
        return frame.model_copy(update={"fact": word, "blocked": blocked})
    if fact.or_order and reading.entities.order_ids:
        said = said or reading.entities.order_ids[0]
    chosen = turn.answered(fact.id) if fact.kind == "choice" else None
    if chosen is None and fact.enough_words and len(reading.text.split()) >= fact.enough_words:
        said = said or reading.text
    return frame.model_copy(update={"fact": chosen or said})
