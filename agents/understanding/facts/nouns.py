"""Whether a word can be what a number counts, by its shape. A guess: there is no dictionary of all things."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

_SHORTEST = 3
MOST_ADJECTIVES = 2
_FEWEST_OF_A_PLURAL = 2
_THESE = frozenset({"the", "these", "those", "your", "my", "them"})
_RU_VERBS = (
    "ть",
    "ться",
    "ешь",
    "ет",
    "ит",
    "ют",
    "ем",
    "им",
    "ете",
    "ите",
    "йте",
    "л",
    "лся",
    "ся",
    "ться",
    "шь",
)
_RU_FEW = ("а", "я", "ы", "и", "е")
_RU_MANY = ("ов", "ев", "ей", "ий", "ых", "их", "ек", "ок", "ь")
_RU_CONSONANTS = "бвгджзклмнпрстфхцчшщй"
_HY_VERBS = ("ում", "ել", "ալ", "ած", "ենք", "եմ", "եք", "եցի", "ացի", "իր", "եք", "անք", "ամ", "եցինք")
_HY_NOT_FIRST = ("չ",)
_EN_PLURALS = frozenset({"teeth", "feet", "men", "women", "mice", "geese", "loaves", "knives"})
_EN_NO_PLURAL = ("ss", "us", "is", "'s", "ous")
_FEW = (2, 3, 4)


def is_counted(part: Part, *, after: Decimal | None) -> bool:
    """Whether `part` may be counted by the number `after`; None: it stands behind a unit ("5 штук плитки")."""
    if part.kind != "word" or len(part.word) < _SHORTEST:
        return False
    if load_table("units", "not_counted").find([part], 0) is not None:
        return False
    word = part.word
    if "а" <= word[0] <= "я":
        return _is_russian(word, after)
    if "\u0561" <= word[0] <= "\u0587":
        return not word.endswith(_HY_VERBS) and not word.startswith(_HY_NOT_FIRST)
    return _is_english(word, after)


def _is_russian(word: str, after: Decimal | None) -> bool:
    if after is None:
        return word.endswith(("ы", "и", "а", "я", "ов", "ев", "ей")) and not word.endswith(("ли", "ла"))
    last_two, last = int(after) % 100, int(after) % 10
    if after == 1:
        return not word.endswith(_RU_VERBS)
    if last in _FEW and not 11 <= last_two <= 19:
        return word.endswith(_RU_FEW) and not word.endswith(("ите", "ете", "ли"))
    if last == 1 and last_two != 11:
        return not word.endswith(_RU_VERBS)
    return word.endswith(_RU_MANY) or (word[-1] in _RU_CONSONANTS and not word.endswith(_RU_VERBS))


def _is_english(word: str, after: Decimal | None) -> bool:
    if word in _EN_PLURALS:
        return True
    plural = word.endswith("s") and len(word) > _SHORTEST and not word.endswith(_EN_NO_PLURAL)
    return plural or (after == 1 and len(word) > _SHORTEST and not word.endswith(("ing", "ed", "ly")))


def past_of(parts: Sequence[Part], i: int) -> int:
    """ "3 of the Sevan mugs": the noun behind "of the"; `i` where there is none."""
    words = [part.word for part in parts[i : i + 2]]
    if len(words) < 2 or words[0] != "of" or words[1] not in _THESE:
        return i
    behind = range(i + 2, min(i + 2 + MOST_ADJECTIVES + 1, len(parts)))
    return next((j for j in behind if is_counted(parts[j], after=Decimal(_FEWEST_OF_A_PLURAL))), i)


def is_adjective(parts: Sequence[Part], i: int, value: Decimal) -> bool:
    """A word between a number and what it counts: a known one; in English any that a plural follows."""
    if load_table("units", "adverbs").find(parts, i) is not None:
        return True
    here = parts[i : i + MOST_ADJECTIVES + 1]
    if value < _FEWEST_OF_A_PLURAL or not all(
        p.kind == "word" and p.raw.isascii() and p.raw == p.word for p in here
    ):
        return False
    stops = load_table("units", "not_adjectives")
    after = next((n for n, part in enumerate(here) if is_counted(part, after=value)), 0)
    return after > 0 and not any(stops.find(here, n) for n in range(after + 1))
