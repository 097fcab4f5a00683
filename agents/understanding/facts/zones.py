"""The parts of town a business goes to, by name and alias in any form: "в Арабкире", "Արաբկիրում", "v arabkire"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part
from agents.understanding.lexicon import pieces_of
from domain.business import Business
from domain.language import LANGUAGES

_RU_ENDINGS = (
    "",
    "а",
    "у",
    "е",
    "ом",
    "ы",
    "и",
    "ой",
    "ю",
    "я",
    "ем",
    "ей",
    "ам",
    "ах",
    "ями",
    "ами",
    "о",
    "ого",
    "ому",
    "ую",
    "ая",
    "ых",
    "ого",
    "ий",
    "ый",
    "ой",
    "им",
    "ым",
)
_HY_ENDINGS = ("", "ը", "ն", "ի", "ին", "ից", "ում", "ով", "ու", "ուց", "ուն", "ցի", "այից", "այում", "ս")
_LATIN_ENDINGS = ("", "um", "ic", "its", "i", "y", "e", "a", "u", "om", "ov", "in", "n", "s", "'s", "oy")
_SHORT = 4
_RU_VOWELS = "аеиоуыэюяйь"
_LITTLE = frozenset({"р-н", "район", "ул", "улица", "-"})


class ZoneIndex:
    """Built once per business."""

    def __init__(self, business: Business) -> None:
        self._by_start: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for zone in business.profile.zones:
            names = [zone.name.in_language(language) for language in LANGUAGES]
            for text in (*names, *zone.aliases):
                words = tuple(p for p in pieces_of(text) if p[0].isalnum() and p not in _LITTLE)
                if words and len("".join(words)) > 1:
                    self._by_start.setdefault(words[0][:2], []).append((words, zone.id))
        for options in self._by_start.values():
            options.sort(key=lambda option: -len(option[0]))

    def words(self) -> list[str]:
        """Every word of the names; they must be known in Latin letters, too."""
        return [w for options in self._by_start.values() for words, _ in options for w in words]

    def find(self, parts: Sequence[Part]) -> list[tuple[str, int, int]]:
        """Zone id and its place in the parts, half-open, in order; the longest name wins."""
        found: list[tuple[str, int, int]] = []
        i = 0
        while i < len(parts) and self._by_start:
            taken = self._at(parts, i)
            if taken is None:
                i += 1
                continue
            found.append((taken[0], i, taken[1]))
            i = taken[1]
        return found

    def _at(self, parts: Sequence[Part], i: int) -> tuple[str, int] | None:
        part = parts[i]
        if part.kind != "word":
            return None
        for first in dict.fromkeys((part.word, part.raw)):
            for words, zone in self._by_start.get(first[:2], ()):
                end = self._end(words, parts, i)
                if end is not None and not self._is_something_else(parts, i, end):
                    return zone, end
        return None

    @staticmethod
    def _end(words: tuple[str, ...], parts: Sequence[Part], i: int) -> int | None:
        j = i
        for n, word in enumerate(words):
            if n and j < len(parts) and parts[j].word in ("-", "."):
                j += 1
            if j >= len(parts) or not (is_place(parts[j].word, word) or is_place(parts[j].raw, word)):
                return None
            j += 1
        return j

    @staticmethod
    def _is_something_else(parts: Sequence[Part], start: int, end: int) -> bool:
        if start and parts[start - 1].word == "-":
            start -= 1
        before = load_table("places", "no_zone_before").find_back(parts, start, longest=1)
        return before is not None or load_table("places", "no_zone_after").find(parts, end) is not None


@lru_cache(maxsize=8192)
def is_place(word: str, name: str) -> bool:
    """Whether a folded word is the folded name of a place in some case: "аване" and "аван", not "аванс"."""
    if word == name:
        return True
    if word[:2] != name[:2] or len(name) < 3 or not name[0].isalpha():
        return False
    if "а" <= name[0] <= "я":
        stem = name.rstrip(_RU_VOWELS) if len(name) > 3 else name
        for base in {stem, name, _fleeting(stem)}:
            if len(base) >= 3 and word.startswith(base) and word[len(base) :] in _RU_ENDINGS:
                return True
        return False
    endings = _HY_ENDINGS if "\u0561" <= name[0] <= "\u0587" else _LATIN_ENDINGS
    if len(name) <= _SHORT and word == name + "ս":
        return False  # "ավանս" is an advance
    bases = {name, name[:-1]} if name[-1] in "աոaoyie" and len(name) > 4 else {name}
    return any(word.startswith(base) and word[len(base) :] in endings for base in bases)


def _fleeting(stem: str) -> str:
    """ "центер" and "центр": the vowel that comes and goes."""
    return stem[:-2] + stem[-1] if len(stem) > 4 and stem[-2] in "ео" and stem[-1] not in _RU_VOWELS else stem
