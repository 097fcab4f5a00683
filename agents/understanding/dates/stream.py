"""Looking around in a stream of meanings: kinds, numbers and numbers of days."""

from __future__ import annotations

from agents.understanding.dates.lexer import Meaning

_TENS = (20, 30, 40, 50, 60, 70, 80, 90)


class StreamReader:
    """Places outside the stream have the kind "" and never raise."""

    def __init__(self, stream: list[Meaning]) -> None:
        self.stream = stream

    def kind(self, i: int) -> str:
        return self.stream[i].kind if 0 <= i < len(self.stream) else ""

    def skip(self, i: int, *kinds: str) -> int:
        while self.kind(i) in kinds or ("comma" in kinds and self.word(i) == ","):
            i += 1
        return i

    def word(self, i: int) -> str:
        return self.stream[i].word if 0 <= i < len(self.stream) else ""

    def skip_dot(self, i: int) -> int:
        """The place after the dot of an abbreviation."""
        return i + 1 if self.kind(i) == "mark" and self.stream[i].word == "." else i

    def count(self, i: int) -> tuple[int, int] | None:
        """A cardinal number in figures or words: (value, next place)."""
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "number" and m.name != "ordinal":
            return m.value, i + 1
        if m.kind == "num":
            j = i + 2 if self.kind(i + 1) == "mark" and self.stream[i + 1].word == "-" else i + 1
            if m.value in _TENS and self.kind(j) == "num" and self.stream[j].value < 10:
                return m.value + self.stream[j].value, j + 1
            return m.value, i + 1
        return None

    def month_day(self, i: int) -> tuple[int, int] | None:
        """A day's number, cardinal or ordinal."""
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "num" and m.value in (20, 30):
            j = i + 2 if self.kind(i + 1) == "mark" and self.stream[i + 1].word == "-" else i + 1
            if self.kind(j) == "ord" and self.stream[j].value < 10:
                return m.value + self.stream[j].value, j + 1
        if m.kind == "ord" or (m.kind == "number" and m.value <= 31):
            return m.value, self.skip(i + 1, "ordsuffix")
        return self.count(i)
