"""Which words of a message have been understood as a fact: nothing is read twice, and every fact knows its words."""

from __future__ import annotations

from agents.understanding.facts.numbers import Numbers
from agents.understanding.message import Message
from domain.reading import Span


class Claims:
    """Made for one message and filled by its readers, one after the other."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self.parts = message.parts
        self.numbers = Numbers(self.parts)
        self.free = [True] * len(self.parts)
        self._taken: list[tuple[int, int]] = []
        self.spans: list[Span] = []
        self._noted: set[tuple[str, str, int, int]] = set()

    def take_parts(self, start: int, end: int) -> None:
        """Parts `start` to `end`, half-open, are used up."""
        for i in range(start, end):
            self.free[i] = False
        self._taken.append((self.parts[start].start, self.parts[end - 1].end))

    def take_typed(self, start: int, end: int) -> None:
        """The same for a place in the text as typed."""
        for i, part in enumerate(self.parts):
            if part.first < end and part.last > start:
                self.free[i] = False
                self._taken.append((part.start, part.end))

    def take_native(self, start: int, end: int) -> None:
        """The same for a place in the native text."""
        for i, part in enumerate(self.parts):
            if part.start < end and part.end > start:
                self.free[i] = False
        self._taken.append((start, end))

    def taken_parts(self) -> frozenset[int]:
        """Which parts are used up so far."""
        return frozenset(i for i, free in enumerate(self.free) if not free)

    def parts_of(self, fact: str) -> frozenset[int]:
        """Which parts are words of that fact."""
        spans = [span for span in self.spans if span.fact == fact]
        return frozenset(
            i for i, p in enumerate(self.parts) if any(p.first < s.end and p.last > s.start for s in spans)
        )

    def rest(self) -> str:
        """The native text with everything that is used up blanked out; of the same length."""
        native = self._message.native
        for start, end in self._taken:
            native = native[:start] + " " * (end - start) + native[end:]
        return native

    def note_parts(self, fact: str, value: object, start: int, end: int) -> str:
        """Remembers the words of a fact, and gives them back as typed."""
        return self.note_typed(fact, value, self.parts[start].first, self.parts[end - 1].last)

    def note_native(self, fact: str, value: object, start: int, end: int) -> str:
        first, last = self._message.alignment.as_typed(start, end)
        return self.note_typed(fact, value, first, last)

    def typed(self, start: int, end: int) -> str:
        return self._message.text[start:end]

    def note_typed(self, fact: str, value: object, start: int, end: int) -> str:
        text = self._message.text[start:end]
        noted = (fact, str(value), start, end)
        if noted not in self._noted:
            self._noted.add(noted)
            self.spans.append(Span(fact=fact, value=noted[1], text=text, start=start, end=end))
        return text
