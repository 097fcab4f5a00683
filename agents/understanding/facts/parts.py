"""A message as parts with their places: words, figures and marks, each in its own script and as it was typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agents.understanding.wording import fold, fold_in_place

Kind = Literal["word", "figure", "mark"]

_PART = re.compile(r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<figure>\d+)|(?P<mark>[^\w\s])")
MAX_PARTS = 300


@dataclass(frozen=True, slots=True)
class Part:
    """`word` folded and in its own script, `raw` folded as typed, `written` as typed.

    `start` and `end` are places in the native text, `first` and `last` in the text as typed, half-open. `touching`: nothing stands between it and the part before it.
    """

    word: str
    raw: str
    written: str
    start: int
    end: int
    first: int
    last: int
    kind: Kind
    touching: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a romanised word stands: in the native text and in the text as typed."""

    native_start: int
    native_end: int
    start: int
    end: int


class Alignment:
    """From places in the native text to places in the text as typed. Between the stretches both are equal."""

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        self._stretches = stretches
        self._starts = [s.native_start for s in stretches]

    def as_typed(self, start: int, end: int) -> tuple[int, int]:
        """The same place in the text as typed; a place inside a changed word grows to the whole word."""
        return self._place(start, first=True), self._place(end, first=False)

    def _place(self, at: int, *, first: bool) -> int:
        n = bisect_right(self._starts, at if first else at - 1) - 1
        if n < 0:
            return at
        stretch = self._stretches[n]
        if at < stretch.native_end or (not first and at == stretch.native_end):
            return stretch.start if first else stretch.end
        return at - stretch.native_end + stretch.end


def cut(native: str, typed: str, alignment: Alignment) -> list[Part]:
    """The parts of a text, at most `MAX_PARTS`. Linear in its length."""
    folded = fold_in_place(native)
    parts: list[Part] = []
    before = -1
    for match in _PART.finditer(folded):
        start, end = match.span()
        first, last = alignment.as_typed(start, end)
        written = typed[first:last]
        kind: Kind = (
            "word" if match.lastgroup == "word" else "figure" if match.lastgroup == "figure" else "mark"
        )
        word = fold(match.group())
        raw = word if native is typed else fold(written)
        parts.append(Part(word, raw, written, start, end, first, last, kind, start == before))
        before = end
        if len(parts) == MAX_PARTS:
            break
    return parts
