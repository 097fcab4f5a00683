"""What is named only to be ruled out: "not black", "кроме синего", "մատանի չլինի"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from agents.understanding.goods.words import load_words_of_any

_AROUND = 4
_MOST_BETWEEN = 3
"""Little words, and words of wishing, between a "not" and what is ruled out: "I don't want the black one"."""


def is_refused(pieces: list[str], start: int, end: int, *, after: str = "not_goods_after") -> bool:
    """Whether the words around `pieces[start:end]` rule it out. `after`: the list of words that do so behind it."""
    words = load_words_of_any()
    before, behind = pieces[max(start - _MOST_BETWEEN - 1, 0) : start], pieces[end : end + 2]
    around = (pieces[max(start - _AROUND, 0) : start], pieces[end : end + _AROUND])
    if any(f"{one} {two}" in words["has_it"] for side in around for one, two in pairwise(side)):
        return True
    between = words["little"] | words["wishing"]
    while len(before) > 1 and before[-1] in between:
        before = before[:-1]
    if before and (before[-1] in words["not_before"] or _leaves_out(before, words)):
        return True
    if not behind:
        return False
    return behind[0] in words[after] or (behind[0] in words["not_then"] and behind[-1] in words["not_wanted"])


def _leaves_out(before: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """ "Anything but": a "but" alone rules out nothing."""
    return before[-1] == "but" and not words["all"].isdisjoint(before[:-1])
