"""Words of a message that only begin like the name of something on sale: "плечах" is no form of "плед", "are" none of
"Areg", "բաժանել" none of "բաժակ".

Short names are told by little, so a word counts as one of them when it ends as forms of it end. Longer names forgive slips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agents.understanding.inflection import is_inflected
from agents.understanding.wording import common_prefix, differ_in_endings, form_of

_SHORT = 5
_LATIN = frozenset({"", "s", "es", "'s", "a", "e", "i", "o", "u", "y", "n", "d", "ov", "ev", "om", "em", "oy", "ey", "ye", "ya", "yu",
                    "ami", "ah", "ax", "am", "ner", "nery", "nern", "er", "ery", "ern", "ic", "its", "in", "um"})  # fmt: skip
_ARMENIAN = frozenset({"", "ը", "ն", "ս", "դ", "ա", "ի", "ին", "իս", "իդ", "ից", "ով", "ու", "ում", "եր", "երը", "երն", "երի", "երից", "երով",
                       "ներ", "ները", "ներն", "ների", "ներից", "ներով", "ներին"})  # fmt: skip


class TrueForms:
    """The words of names, by how they begin. Built once per catalogue."""

    def __init__(self, words: Iterable[str], known: Callable[[str], bool]) -> None:
        """`known` tells the words of the languages: a Latin one is a name only as it is written ("got" is no "goti")."""
        self._known = known
        self._by_start: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            self._by_start.setdefault(word[:3], []).append(word)

    def only_sounds_like(self, piece: str) -> bool:
        """Whether it would be taken for the word of a name, and is a true form of none."""
        like = [w for w in self._by_start.get(piece[:3], ()) if form_of(piece, w, strict=False)]
        if like and piece.isascii() and self._known(piece):
            bases = {piece, piece.removesuffix("s"), piece.removesuffix("es")}
            return bases.isdisjoint(self._by_start.get(piece[:3], ()))
        return bool(like) and not any(_is_true_form(piece, w) for w in like)


def _is_true_form(word: str, base: str) -> bool:
    if len(base) > _SHORT or word == base or is_inflected(word, base):
        return True
    shared = common_prefix(word, base)
    ends, ended = word[shared:], base[shared:]
    if "а" <= base[0] <= "я":
        return differ_in_endings(ends, ended)
    if base.isascii():
        return ends in _LATIN and ended in _LATIN
    return ends in _ARMENIAN and not ended
