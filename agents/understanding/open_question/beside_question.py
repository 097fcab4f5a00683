"""An answer to the open question and a question beside it: "yes. By the way, is there parking?", "at 11. Can I pay by card?".

Read together they drown each other, so each half is read by itself. An answer is believed only where its half is nothing
but that answer, and a question only where its half brings nothing that would change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from agents.understanding.acts import acts_of
from agents.understanding.exact import DEED_ASKED
from agents.understanding.lexicon import pieces_of
from agents.understanding.message import Message
from agents.understanding.needs import NeedReader, Needs
from agents.understanding.open_question.halves import LONGEST_ANSWER, Half, halves_of
from agents.understanding.open_question.left_over import READ_BACKS
from agents.understanding.open_question.told import Told
from agents.understanding.open_question.words import load_answer_words, load_what_a_yes_waits_for
from agents.understanding.reading_context import ContextReader, ReadingContext
from domain.reading import Act, Entities, Reading, Route, RouteScore

_A_RULE, _SURELY_A_RULE = 0.6, 0.85
"""From here on the half that asks is a question to the rules; without a mark or a word of asking, from the second."""
_PERHAPS_A_RULE = 0.2
_SOUND_LIKE_A_RULE: tuple[Route, ...] = ("support.payment", "support.delivery", "support.account")
_MOST_CHARACTERS = 240
_BEHIND_A_SENTENCE = re.compile(r"(?<=[.!;:…։?])\s+|\n+")
_CONTACT_KINDS = ("contact", "name", "phone")


@dataclass(frozen=True)
class _Answered:
    """What one half answers: an option, or (None) who comes or the fact that was asked for."""

    choice: str | None
    acts: list[Act]


class BesideQuestionReader:
    """`needs` reads what the half that asks is about."""

    def __init__(self, plain: ContextReader, needs: Callable[[], NeedReader]) -> None:
        self._plain = plain
        self._needs = needs

    def read(self, told: Told) -> Reading | None:
        """The reading of a message that answers the open question and asks about the rules; None when it does not do
        both."""
        pending, raw = told.pending, "\n".join(text.strip() for text in told.texts[:20])
        if len(raw) > _MOST_CHARACTERS or (pending.kind == "yes_no" and pending.field not in READ_BACKS):
            return None
        for answer, question in halves_of(raw, told.message, told.entities, pending):
            tells_contact = pending.kind in _CONTACT_KINDS and question.is_marked
            may_ask = question.may_ask_beside(chosen=bool(pending.options), may_depend=not tells_contact)
            answered = self._answer(answer, told) if may_ask and self._may_answer(answer, told) else None
            if answered is None:
                continue
            beside = replace(told.context, language=told.message.language, pending=None)
            asking = self._plain.prepare([question.text], beside)
            facts = self._plain.read_facts(asking, told.context)
            if asking.language != told.message.language or _changes(facts):
                continue
            if pending.kind == "yes_no" and not self._only_asks(question.text, beside):
                return None
            if facts.wishes and (answered.choice is None or any(w.grain != "day" for w in facts.wishes)):
                continue
            found = self._needs().read(asking)
            routes = _of_rules(asking, facts, found)
            return None if routes is None else _both(told, answered, asking, found._replace(routes=routes))
        return None

    def _may_answer(self, half: Half, told: Told) -> bool:
        """Whether the half could answer by itself: a look that costs little."""
        pending, message, exact = told.pending, told.message, self._plain.exact
        if not half.words or len(half.text) > LONGEST_ANSWER or half.is_marked:
            return False
        agrees = pending.kind == "yes_no" or len(pending.options) == 1
        if agrees and half.says_yes(message, DEED_ASKED.get(pending.field)):
            return True
        if half.is_bare(message, pending):
            return True
        if pending.options and (
            any(span.fact == "windows" for span in half.spans)
            or exact.may_choose(half.words, pending, message.language)
        ):
            return True
        return pending.kind in _CONTACT_KINDS and exact.may_introduce(message, half.text)

    def _answer(self, half: Half, told: Told) -> _Answered | None:
        """What the half alone answers: an option, a yes to a read-back, a time, who comes. None when it says anything
        else."""
        pending = told.pending
        context = replace(told.context, language=told.message.language)
        message = self._plain.prepare([half.text], context)
        read = self._plain.read_exact(message, context)
        if read is None:
            bare = pending.kind != "yes_no" and half.is_bare(told.message, pending)
            return _Answered(None, ["inform"]) if bare else None
        if "deny" in read.acts or (pending.kind == "yes_no" and "confirm" not in read.acts):
            return None
        contact = pending.kind in _CONTACT_KINDS and (read.entities.names or read.entities.phones)
        return _Answered(read.choice, read.acts) if read.choice is not None or contact else None

    def _only_asks(self, text: str, context: ReadingContext) -> bool:
        """Whether nothing but questions and thanks stands beside a yes, and nothing that the yes waits for: "yes, but
        tell me first …" and "yes, cancel it. Is there …?" are no yes to what is written into the calendar."""
        words = pieces_of(text)
        if not load_answer_words()["holds_back"].isdisjoint(words):
            return False
        if load_what_a_yes_waits_for().found(words) is not None:
            return False
        sentences = [part for part in _BEHIND_A_SENTENCE.split(text) if part.strip()]
        return len(sentences) < 2 or all(self._asks_or_thanks(part, context) for part in sentences)

    def _asks_or_thanks(self, text: str, context: ReadingContext) -> bool:
        message = self._plain.prepare([text], context)
        acts = acts_of(message, self._plain.read_facts(message, context), [])
        return "ask" in acts or "thank" in acts or "greet" in acts


def _of_rules(asking: Message, facts: Entities, found: Needs) -> list[RouteScore] | None:
    """The routes of the half that asks where it asks the rules, else None. "How do I pay the deposit?" sounds like trouble
    with a payment, too: where it is in words of asking, and surely neither, both say that the rules are asked."""
    best = found.routes[0] if found.routes else None
    if best is None:
        return None
    asks = asking.asks or "ask" in acts_of(asking, facts, [])
    surely = not asks or bool(facts.wishes)  # "are you open on Saturday?" beside a yes
    if best.route == "faq" and best.confidence >= (_SURELY_A_RULE if surely else _A_RULE):
        return found.routes
    share = next((r.confidence for r in found.routes if r.route == "faq"), 0.0)
    alike = [r for r in found.routes if r.route in _SOUND_LIKE_A_RULE]
    both = share + sum(r.confidence for r in alike)
    if surely or share < _PERHAPS_A_RULE or best.confidence >= _SURELY_A_RULE or both < _A_RULE:
        return None
    if best.route != "faq" and best not in alike:
        return None
    others = [r for r in found.routes if r.route != "faq" and r not in alike]
    return [RouteScore(route="faq", confidence=min(both, 1.0)), *others]


def _both(told: Told, answered: _Answered, asking: Message, found: Needs) -> Reading:
    message = told.message
    return Reading(
        text=message.text, language=message.language, script=message.script,
        native=message.native if message.native != message.text else None, marked=message.asks,
        acts=["ask", *(act for act in answered.acts if act != "ask")], routes=found.routes, intent=found.intent,
        entities=told.entities, questions=[asking.native], choice=answered.choice, answered=True, source="local",
        why=[*found.why, "an answer, and a question beside it"],
    )  # fmt: skip


def _changes(facts: Entities) -> bool:
    """Whether the half that asks would change the answer."""
    found = (
        facts.services, facts.practitioners, facts.branches, facts.shift, facts.displaced, facts.phones, facts.names,
    )  # fmt: skip
    return any(found)
