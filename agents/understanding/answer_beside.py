"""An answer to the open question and a question beside it: "yes. By the way, is there parking?", "at 11. Can I pay by card?".

Read together they drown each other, so each half is read by itself. An answer is believed only where its half is nothing
but that answer, and a question only where its half brings nothing that would change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.acts import acts_of
from agents.understanding.answers import load_answer_words
from agents.understanding.bare_answers import is_bare_answer, may_be_bare_answer
from agents.understanding.lexicon import pieces_of
from agents.understanding.needs import NeedReader
from domain.reading import Act, Entities, Reading
from domain.step import PendingQuestion

if TYPE_CHECKING:
    from agents.understanding.message import Message
    from agents.understanding.understander import ReadingContext, Understander

_A_RULE, _SURELY_A_RULE = 0.6, 0.85
"""From here on the half that asks is a question to the rules; without a mark or a word of asking, from the second."""
_MOST_CHARACTERS, _LONGEST_ANSWER = 240, 80
_FEWEST_WORDS = 2
_MOST_CUTS = 6
_SENTENCE = re.compile(r"[.!;:…։]+\s+|[?]+\s+|\s*\n+\s*")
_BEHIND_A_SENTENCE = re.compile(r"(?<=[.!;:…։?])\s+|\n+")
_COMMA = re.compile(r",\s+|\s+[-–—]\s+")
_PHONE = re.compile(r"(?<=\d\d)[\s,]+(?=[^\W\d_])")
_WORD = re.compile(r"\s+(?=([^\W\d_]+)\s)")
_READ_BACKS = frozenset({"book_yes", "move_yes"})
"""Their yes can be taken back later. To cancel, or to be written to, it is said with nothing beside it."""


def answer_and_question(
    reader: Understander,
    needs: NeedReader,
    texts: Sequence[str],
    message: Message,
    entities: Entities,
    context: ReadingContext,
) -> Reading | None:
    """The reading of a message that answers the open question and asks about the rules; None when it does not do both."""
    pending, raw = context.pending, "\n".join(text.strip() for text in texts[:20])
    if pending is None or len(raw) > _MOST_CHARACTERS:
        return None
    if pending.kind == "yes_no" and pending.field not in _READ_BACKS:
        return None
    for answer, question in _halves_of(raw, pending):
        answered = _answer(reader, answer, replace(context, language=message.language), entities)
        if answered is None:
            continue
        beside = replace(context, language=message.language, pending=None)
        asking = reader.prepare([question], beside)
        facts = reader.facts_of(asking, context)
        if asking.language != message.language or not _brings_nothing(question, facts):
            continue
        if pending.kind == "yes_no" and not _only_asks(reader, question, beside):
            return None
        if facts.wishes and (answered.choice is None or any(w.grain != "day" for w in facts.wishes)):
            continue
        found = needs.read(asking)
        asks = asking.asks or "ask" in acts_of(asking, facts, [])
        best = found.routes[0] if found.routes else None
        surely = not asks or bool(facts.wishes)  # "are you open on Saturday?" beside a yes
        if best is None or best.route != "faq" or best.confidence < (_SURELY_A_RULE if surely else _A_RULE):
            return None
        acts: list[Act] = ["ask", *(act for act in answered.acts if act != "ask")]
        return Reading(
            text=message.text, language=message.language, script=message.script,
            native=message.native if message.native != message.text else None, marked=message.asks,
            acts=acts, routes=found.routes, intent=found.intent, entities=entities, questions=[asking.native],
            choice=answered.choice, answered=True, source="local", why=[*found.why, "an answer, and a question beside it"],
        )  # fmt: skip
    return None


def _only_asks(reader: Understander, text: str, context: ReadingContext) -> bool:
    """Whether nothing but questions and thanks stands beside a yes, and nothing that the yes waits for: "yes, but tell me
    first …" and "yes, cancel it. Is there …?" are no yes to what is written into the calendar."""
    if not load_answer_words()["holds_back"].isdisjoint(pieces_of(text)):
        return False
    sentences = [part for part in _BEHIND_A_SENTENCE.split(text) if part.strip()]
    return len(sentences) < 2 or all(_asks_or_thanks(reader, part, context) for part in sentences)


def _asks_or_thanks(reader: Understander, text: str, context: ReadingContext) -> bool:
    message = reader.prepare([text], context)
    acts = acts_of(message, reader.facts_of(message, context), [])
    return "ask" in acts or "thank" in acts or "greet" in acts


def _answer(reader: Understander, text: str, context: ReadingContext, entities: Entities) -> Reading | None:
    """What `text` alone answers: an option, a yes to a read-back, a time, who comes. None when it says anything else.
    `entities` are the whole message's."""
    pending = context.pending
    if pending is None or len(text) > _LONGEST_ANSWER or any(mark in text for mark in "?՞"):
        return None
    read = reader.read_exact([text], context)
    if read is not None:
        if "deny" in read.acts:
            return None
        contact = pending.kind in ("contact", "name", "phone") and (
            read.entities.name or read.entities.phones
        )
        said_yes = pending.kind != "yes_no" or "confirm" in read.acts
        return read if said_yes and (read.choice is not None or contact) else None
    if pending.kind == "yes_no" or not may_be_bare_answer(text, entities, pending):
        return None
    message = reader.prepare([text], context)
    facts = reader.facts_of(message, context)
    if not is_bare_answer(message, facts, pending):
        return None
    return Reading(
        text=text, language=message.language, script=message.script, acts=["inform"], entities=facts
    )


def _halves_of(raw: str, pending: PendingQuestion) -> Iterator[tuple[str, str]]:
    """Ways to cut `raw` into an answer and a question, the likeliest first."""
    joins = load_answer_words()["joins"]
    cuts = [(m.start(), m.end(), m.group()) for m in _SENTENCE.finditer(raw)]
    if pending.kind in ("contact", "phone"):
        cuts += [(m.start(), m.end(), "") for m in _PHONE.finditer(raw)]
    cuts += [(m.start(), m.end(), "") for m in _COMMA.finditer(raw)]
    cuts += [(m.start(), m.end(), "") for m in _WORD.finditer(raw) if pieces_of(m.group(1))[0] in joins]
    for start, end, mark in cuts[:_MOST_CUTS]:
        first, second = raw[:start].strip(), raw[end:].strip()
        if first and second:
            yield first + mark.strip(), second
            yield second, first + mark.strip()


def _brings_nothing(text: str, facts: Entities) -> bool:
    """Whether the half that asks has words enough, hangs on no condition, and would not change the answer."""
    words = [p for p in pieces_of(text) if p[0].isalnum()]
    listed = load_answer_words()
    turns = listed["takes_back"] | listed["conditions"]
    first = [w for w in words if w not in listed["joins"]][:1]
    if len(words) < _FEWEST_WORDS or not first or first[0] in turns:
        return False
    changes = (
        facts.services,
        facts.practitioners,
        facts.branches,
        facts.shift,
        facts.displaced,
    )
    return not any(changes) and not facts.phones and facts.name is None
