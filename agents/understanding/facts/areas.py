"""Metres that are meant square: "ремонт ванной 4 метра", "paint the walls, about 40 metres"."""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

_AREA_BEFORE = 5
_AREA_BEHIND = 2
_SENTENCE_ENDS = frozenset(".!?;\n")


def is_of_an_area(parts: Sequence[Part], start: int, end: int) -> bool:
    """ "ремонт ванной 4 метра", "кухня 12 метров": areas are told in metres and meant square."""
    first = max(0, start - _AREA_BEFORE)
    ends = [i for i in range(first, start) if parts[i].word in _SENTENCE_ENDS]
    beside = (*range(ends[-1] + 1 if ends else first, start), *range(end, end + _AREA_BEHIND))
    if any(load_table("units", "no_areas").find(parts, i) is not None for i in (*beside, start + 1)):
        return False
    return any(load_table("units", "areas").find(parts, i) is not None for i in beside)
