"""What is named only to be ruled out: "not black", "кроме синего", "մատանի չլինի"."""

from __future__ import annotations

from agents.understanding.goods.words import load_words_of_any


def is_refused(pieces: list[str], start: int, end: int, *, after: str = "not_goods_after") -> bool:
    """Whether the words around `pieces[start:end]` rule it out. `after`: the list of words that do so behind it."""
    words = load_words_of_any()
    before, behind = pieces[max(start - 2, 0) : start], pieces[end : end + 2]
    if before and before[-1] in words["little"]:
        before = before[:1]
    if before and before[-1] in words["not_before"]:
        return True
    if not behind:
        return False
    return behind[0] in words[after] or (behind[0] in words["not_then"] and behind[-1] in words["not_wanted"])
