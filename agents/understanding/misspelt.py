"""Names of services written by ear or in haste: "атбеливание", "refrigirator", "խորհդատվություն".

A word that nobody knows stands for the word of a name that sounds the same, or is a slip away from it; the longer the
word, the more slips. Short words are left alone: too many others are near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from agents.understanding.wording import is_one_edit

_FEWEST_LETTERS = 6
_TWO_SLIPS = 9
_SAME_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"[ьъ]", ""), (r"т?[ст]ся$|ц+а$", "ца"), (r"[сз]ч", "щ"), (r"[оа]", "а"), (r"[еэияый]+", "и"), (r"в", "ф"), (r"б", "п"),
    (r"г", "к"), (r"д", "т"), (r"з", "с"), (r"ж", "ш"),
    (r"ph", "f"), (r"mb", "m"), (r"ti|ci|sh|si(?=on|an)", "s"), (r"ck|[cq]", "k"), (r"z", "s"), (r"(?<=.)[aeiouy]+", ""),
    (r"օ", "ո"), (r"է", "ե"), (r"ռ", "ր"), (r"[տդ]", "թ"), (r"[պբ]", "փ"), (r"[կգ]", "ք"), (r"[ծձ]", "ց"), (r"[ճջ]", "չ"),
    (r"ղ", "խ"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _SAME_SOUNDS)
_FEWEST_SOUNDS = 4


class Misspelt:
    """The words of names; `known` tells words that are none of them by mistake. Safe to share between threads."""

    def __init__(self, words: Iterable[str], known: Callable[[str], bool]) -> None:
        self._known = known
        self._words = sorted({w for w in words if len(w) >= _FEWEST_LETTERS and w.isalpha()})
        self._listed = frozenset(self._words)
        self._by_sound: dict[str, str] = {}
        for word in self._words:
            self._by_sound.setdefault(sound_of(word), word)
        self._find = lru_cache(maxsize=4096)(self._look_up)

    def corrected(self, pieces: list[str]) -> list[str] | None:
        """`pieces` with every word that was meant otherwise; None when there is none."""
        meant = [self._find(piece) or piece for piece in pieces]
        return meant if meant != pieces else None

    def _look_up(self, word: str) -> str | None:
        if len(word) < _FEWEST_LETTERS - 1 or not word.isalpha() or word in self._listed or self._known(word):
            return None
        sound = sound_of(word)
        if len(sound) >= _FEWEST_SOUNDS and sound in self._by_sound:
            return self._by_sound[sound]
        near = [w for w in self._words if sound_of(w)[:1] == sound[:1] and _is_slip(word, w)]
        return near[0] if near else None


@lru_cache(maxsize=16384)
def sound_of(word: str) -> str:
    """What a folded word sounds like, roughly; two spellings of one word mostly give the same."""
    for pattern, sound in _COMPILED:
        word = pattern.sub(sound, word)
    return word


def _is_slip(word: str, base: str) -> bool:
    if min(len(word), len(base)) < _FEWEST_LETTERS:
        return _lacks_a_letter(word, base)
    if is_one_edit(word, base):
        return True
    if min(len(word), len(base)) < _TWO_SLIPS or abs(len(word) - len(base)) > 1:
        return False
    return any(
        is_one_edit(cut, base) or cut == base for cut in (word[:i] + word[i + 1 :] for i in range(len(word)))
    )


def _lacks_a_letter(word: str, base: str) -> bool:
    """ "чиска": a short name of which one letter inside was not typed."""
    inside = word[:2] == base[:2] and word[-1] == base[-1]
    return (
        len(base) == len(word) + 1
        and inside
        and any(base[:i] + base[i + 1 :] == word for i in range(2, len(base)))
    )
