"""Slips of the hand in the words of times: "чеверг", "tommorow", "at nien"."""

from __future__ import annotations

from agents.understanding.wording import is_one_edit

SHORTEST_SLIP = 4
"""Letters a word needs before a slip in it is forgiven at all."""
_LONGEST_ENDING = 3


def begins_misspelt(word: str, stem: str) -> bool:
    """Whether the word begins with the stem but for one letter: "чеверг", "птяницу"."""
    cuts = (
        size for size in (len(stem), len(stem) - 1, len(stem) + 1) if 0 <= len(word) - size <= _LONGEST_ENDING
    )
    return any(is_one_edit(word[:size], stem) for size in cuts)


def is_misspelt_number(word: str, right: str) -> bool:
    """Whether a number was misspelt; a short one only by its letters' order ("nien")."""
    if len(right) <= SHORTEST_SLIP:
        return sorted(word) == sorted(right)
    return right[-1] != "ю" and is_one_edit(word, right)


def is_two_edits(word: str, right: str) -> bool:
    """Whether at most two letters were changed, added or dropped."""
    if abs(len(word) - len(right)) > 2:
        return False
    row = list(range(len(right) + 1))
    for n, letter in enumerate(word, 1):
        above, row[0] = row[0], n
        for k, other in enumerate(right, 1):
            above, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, above + (letter != other))
    return row[-1] <= 2
