"""Slips on the keyboard: letters that lie side by side, pressed one after another, or heaps of consonants; no word of any
language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "քոեռտըւիօպխծշ", "ասդֆգհյկլ", "զղցվբնմ")
"""Russian, and the Armenian phonetic layout; Latin slips are known by their words (`layers.py`)."""
_SHORTEST = 4
_LETTERS = 3
_VOWELS = frozenset("аеёиоуыэюяաեէըիոօւև")
_NEIGHBOURS = 0.75
"""Of a slip's steps from letter to letter. Words go up and down the rows, or jump along them ("пара", "опора")."""


def are_slips(words: Sequence[str]) -> bool:
    """Whether each of the folded words is one; False for no words."""
    return bool(words) and all(_is_slip(word) for word in words)


def _is_slip(word: str) -> bool:
    if len(word) >= _SHORTEST and min(word) >= "\u0400" and not _VOWELS.intersection(word):
        return True
    row = next((row for row in _ROWS if set(word) <= set(row)), None)
    if row is None or len(word) < _SHORTEST or len(set(word)) < _LETTERS:
        return False
    places = [row.index(letter) for letter in word]
    steps = [abs(b - a) == 1 for a, b in pairwise(places)]
    return sum(steps) >= _NEIGHBOURS * len(steps)
