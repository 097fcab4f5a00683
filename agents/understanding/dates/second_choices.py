"""A time that is wished for only where another is not to be had: "Friday at 3, if that's taken, Saturday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.windows import Wish

_SENTENCE_ENDS = frozenset(".!?;\n")
_TIMES = frozenset({
    "weekday", "rel", "part", "number", "num", "hm", "hh", "dm", "dmy", "weekend", "month", "noon", "date", "ord",
})  # fmt: skip
_UNMET = ("cannot", "notthen", "not")
_TAKEN = (5, 6)
"""Values of "cannot" that say a time is taken, and nothing of who can come."""
_MOST_WORDS = 6
"""Of a condition: "if that time is taken already"."""


def split_at_condition(stream: list[Meaning]) -> tuple[list[Meaning], list[Meaning]] | None:
    """What is wished for first, and what is wished for where that is not to be had; None where a message says no such
    thing. Linear in the stream's length."""
    for i, m in enumerate(stream):
        if m.kind == "otherwise":
            return _if_both_are_times(stream[:i], stream[i + 1 :])
        if m.name == "if" and (ends := _condition_ends(stream, i)) is not None:
            taken, behind = ends
            return _if_both_are_times([*stream[:i], *taken], stream[behind:])
    return None


def share_day(first: Sequence[Wish], second: list[Wish]) -> list[Wish]:
    """The wishes behind a condition: an hour alone is of the day that was wished for first."""
    day = next((w for w in reversed(first) if w.days is not None), None)
    for wish in second:
        wish.otherwise = True
        if wish.days is None and wish.instant is None and day is not None:
            wish.days, wish.relation = replace(day.days) if day.days else None, day.relation
    return second


def _condition_ends(stream: list[Meaning], i: int) -> tuple[list[Meaning], int] | None:
    """The times that are named in the condition as wished for ("if 18:00 is taken"), and the place behind it."""
    timed: list[Meaning] = []
    for j in range(i + 1, min(i + 1 + _MOST_WORDS, len(stream))):
        m = stream[j]
        if m.kind == "mark" and m.word in _SENTENCE_ENDS:
            return None
        if m.kind in _UNMET or m.name in ("gone", "none"):
            if timed and not (m.name == "gone" or (m.kind == "cannot" and m.value in _TAKEN)):
                return None  # "if I can't on Friday, Monday": nothing is wished for on Friday
            return timed, j + 1
        if m.name == "then":
            return None
        timed += [m] if m.kind not in ("word", "mark", "pivot") else []
    return None


def _if_both_are_times(
    first: list[Meaning], second: list[Meaning]
) -> tuple[list[Meaning], list[Meaning]] | None:
    both = all(any(m.kind in _TIMES for m in part) for part in (first, second))
    return (first, second) if both else None
