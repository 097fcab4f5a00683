"""Understanding without models: tests write sentences whose meaning is fixed, and taps carry their option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from agents.understanding.reading_context import ReadingContext
from domain.language import Language
from domain.reading import Entities, Reading, RouteScore, TimeWindow
from domain.step import PolicyPassage

_BOOK = re.compile(r"\bbook ([a-z-]+)")
_AT = re.compile(r"\bat (\d{4}-\d\d-\d\dT\d\d:\d\d[+\d:]*)")
_CONTACT = re.compile(r"\bI am (\w+), (\+\d+)")


class ScriptedUnderstander:
    """Knows "book SERVICE", "at TIME", "I am NAME, PHONE", "discount", "thanks", and taps; several in one turn too.

    `heard` keeps the words of every turn that was read, in order.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []

    def read_exact(self, texts: Sequence[str], context: ReadingContext) -> Reading | None:
        """A bare tap; everything else is `read`."""
        return self.read(texts, context) if context.choice_id is not None and not texts else None

    def read(self, texts: Sequence[str], context: ReadingContext) -> Reading:
        text = "\n".join(texts)
        self.heard.append(text)
        reading = Reading(text=text, language="en", script="latin", choice=context.choice_id, source="exact")
        facts = Entities()
        if (service := _BOOK.search(text)) is not None:
            facts.services = [service[1]]
            reading.routes = [RouteScore(route="booking", confidence=0.95)]
        if (at := _AT.search(text)) is not None:
            start = datetime.fromisoformat(at[1])
            facts.windows = [
                TimeWindow(text=at[1], start=start, end=start + timedelta(minutes=1), grain="minute")
            ]
        if (contact := _CONTACT.search(text)) is not None:
            facts.name, facts.phones = contact[1], [contact[2]]
        if "discount" in text:
            reading.flags = ["discount"]
        if "thanks" in text:
            reading.acts = ["thank"]
            reading.routes = [RouteScore(route="smalltalk", confidence=0.95)]
        reading.entities = facts
        return reading


class NoPolicies:
    """PolicyPort of a business that has written nothing down."""

    async def search(self, question: str, *, language: Language, k: int = 3) -> list[PolicyPassage]:
        return []

    async def passage(self, topic: str, *, language: Language) -> PolicyPassage | None:
        return None
