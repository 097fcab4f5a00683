"""The ways to cut a message into an answer and a question, and what each half could be by the look of it.

A look costs some hundredths of a millisecond and never says no to what is; only a half that it lets through is read by itself,
which costs a hundred times that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from agents.understanding.facts.parts import Part
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.open_question.bare import is_bare
from agents.understanding.open_question.words import load_answer_words
from agents.understanding.wording import plain_text
from domain.reading import Entities, Span
from domain.step import PendingQuestion

LONGEST_ANSWER = 80
_MOST_CUTS = 6
_FEWEST_WORDS = 2
_SENTENCE = re.compile(r"[.!;:…։]+\s+|[?]+\s+|\s*\n+\s*")
_COMMA = re.compile(r",\s+|\s+[-–—]\s+")
_PHONE = re.compile(r"(?<=\d\d)[\s,]+(?=[^\W\d_])")
_WORD = re.compile(r"\s+(?=([^\W\d_]+)\s)")
_CHANGES = frozenset({"services", "practitioners", "branches", "phones", "name", "for_whom"})
"""Facts that would change the answer beside which they stand."""


@dataclass(frozen=True)
class Half:
    """A part of a message: as it was typed, with its marks, and the words and facts that were found there."""

    text: str
    parts: Sequence[Part]
    entities: Entities
    """Of the whole message."""

    @cached_property
    def words(self) -> list[str]:
        """Folded, in their own script; figures among them."""
        return [part.word for part in self.parts if part.kind != "mark"]

    @cached_property
    def typed(self) -> list[str]:
        """The same as typed."""
        return [part.raw for part in self.parts if part.kind != "mark"]

    @cached_property
    def spans(self) -> list[Span]:
        """The facts that stand in it alone."""
        if not self.parts:
            return []
        first, last = self.parts[0].first, self.parts[-1].last
        return [span for span in self.entities.spans if first <= span.start and span.end <= last]

    @property
    def is_marked(self) -> bool:
        return any(mark in self.text for mark in "?՞")

    def is_bare(self, message: Message, pending: PendingQuestion) -> bool:
        """Whether it is nothing but the fact that was asked for."""
        return is_bare(self.parts, self.spans, message.language, pending)

    def says_yes(self, message: Message, deed: str | None) -> bool:
        """Whether a word of it agrees. `deed`: the list of words that name what it was asked about."""
        lists = load_lexicon(message.language)
        names = ("yes", deed) if deed else ("yes",)
        if any(lists[name].found(self.words) is not None for name in names):
            return True
        return message.script == "latin" and load_lexicon("en")["yes"].found(self.typed) is not None

    def may_ask_beside(self, *, chosen: bool, may_depend: bool = True) -> bool:
        """Whether it has words enough for a question that changes nothing about the answer, and hangs on no condition.
        `chosen`: whether the other half may choose an option, so that a day asked about is no wish. `may_depend`: whether the
        other half may hang on a condition; who comes hangs on none ("Tom, 091 …. What if you can't fix it?")."""
        listed = load_answer_words()
        first = next((w for w in self.typed if w not in listed["joins"]), None)
        if len(self.typed) < _FEWEST_WORDS or first is None:
            return False
        if first in listed["takes_back"] or (may_depend and first in listed["conditions"]):
            return False
        if any(span.fact in _CHANGES for span in self.spans):
            return False
        times = {span.text for span in self.spans if span.fact == "windows"}
        wished = [window for window in self.entities.wishes if window.text in times]
        return not wished or (chosen and all(window.grain == "day" for window in wished))


def halves_of(
    raw: str, message: Message, entities: Entities, pending: PendingQuestion
) -> Iterator[tuple[Half, Half]]:
    """Ways to cut `raw`, the message as typed, into an answer and a question, the likeliest first."""
    for start, end, mark in _cuts(raw, pending):
        first, second = raw[:start].strip() + mark.strip(), raw[end:].strip()
        if not raw[:start].strip() or not second:
            continue
        at = len(plain_text(raw[:end]))  # a mark between them stands with the first: "Friday." is a day
        one = Half(first, [part for part in message.parts if part.first < at], entities)
        other = Half(second, [part for part in message.parts if part.first >= at], entities)
        yield one, other
        yield other, one


def _cuts(raw: str, pending: PendingQuestion) -> list[tuple[int, int, str]]:
    """Where a cut begins and ends, and the mark that stays with what is before it."""
    joins = load_answer_words()["joins"]
    cuts = [(m.start(), m.end(), m.group()) for m in _SENTENCE.finditer(raw)]
    if pending.kind in ("contact", "phone"):
        cuts += [(m.start(), m.end(), "") for m in _PHONE.finditer(raw)]
    cuts += [(m.start(), m.end(), "") for m in _COMMA.finditer(raw)]
    cuts += [(m.start(), m.end(), "") for m in _WORD.finditer(raw) if pieces_of(m.group(1))[0] in joins]
    return cuts[:_MOST_CUTS]
