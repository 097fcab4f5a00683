"""Sizes in the words: letters, numbers, number words, and what a measuring tape says."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from agents.understanding.lexicon import WordList
from domain.goods import MEASURES, Measure

_LETTERS = {
    "xs": "XS", "s": "S", "m": "M", "l": "L", "xl": "XL", "xxl": "XXL", "2xl": "XXL", "xxxl": "XXXL", "3xl": "XXXL",
    "хс": "XS", "с": "S", "м": "M", "л": "L", "хл": "XL", "ххл": "XXL",
    "эска": "S", "эску": "S", "эски": "S", "эмка": "M", "эмку": "M", "эмки": "M", "элька": "L", "эльку": "L",
    "эльки": "L", "иксэль": "XL", "иксэлька": "XL", "икс": "XL", "small": "S", "medium": "M", "large": "L",
    "էմ": "M", "էս": "S", "էլ": "L", "իքսէլ": "XL", "մ": "M", "ս": "S", "լ": "L",
}  # fmt: skip
_ALONE = frozenset({"xs", "xl", "xxl", "xxxl", "2xl", "3xl", "эска", "эску", "эски", "эмка", "эмку", "эмки", "элька",
                    "эльку", "эльки", "иксэль", "иксэлька"})  # fmt: skip
"""These are sizes whatever stands around them."""
_CAPITAL = re.compile(r"(?<![\w'’.-])(XS|S|M|L|XL|XXL|М)(?![\w'’.])")
_TENS = (
    ("тридцат", 30), ("сорок", 40), ("пятьдесят", 50), ("пятидесят", 50), ("երեսուն", 30), ("քառասուն", 40),
    ("հիսուն", 50), ("thirty", 30), ("forty", 40), ("fifty", 50),
)  # fmt: skip
_UNITS = (
    ("перв", 1), ("один", 1), ("втор", 2), ("два", 2), ("трет", 3), ("три", 3), ("четверт", 4), ("четыре", 4),
    ("пят", 5), ("шест", 6), ("седьм", 7), ("семь", 7), ("восьм", 8), ("восем", 8), ("девят", 9),
    ("մեկ", 1), ("երկու", 2), ("երեք", 3), ("չորս", 4), ("հինգ", 5), ("վեց", 6), ("յոթ", 7), ("ութ", 8), ("ինը", 9),
    ("one", 1), ("first", 1), ("two", 2), ("second", 2), ("three", 3), ("third", 3), ("four", 4), ("five", 5),
    ("fifth", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ninth", 9),
)  # fmt: skip
_NEAR = 2
_TAPE = re.compile(r"\d{2,3}(?:[.,]\d)?")
_BOUNDS: dict[Measure, tuple[int, int]] = {
    "bust": (60, 150), "waist": (45, 140), "hips": (60, 160), "foot": (10, 33), "finger": (40, 75), "height": (45, 175),
    "head": (35, 65),
}  # fmt: skip
_OLDEST_CHILD = 14


def find_sizes(
    text: str, pieces: list[str], size_words: WordList, numbers: Collection[str], *, asked: bool
) -> list[str]:
    """Sizes in the order of the words, as the tables write them ("M", "42"). `numbers`: the numeric sizes that what is
    spoken of comes in. `asked`: a size was asked for, so a letter or a number alone is one.
    """
    found: list[tuple[int, str]] = []
    near = [i for i in range(len(pieces)) if size_words.match(pieces, i)]
    for i, piece in enumerate(pieces):
        beside = asked or any(abs(i - at) <= _NEAR for at in near)
        if piece in _LETTERS and (piece in _ALONE or (beside and _stands_alone(pieces, i))):
            found.append((i, _LETTERS[piece]))
        number, length = _number_at(pieces, i)
        if number is not None and number in numbers and (beside or length > 1 or not _counts(pieces, i)):
            found.append((i, number))
    if not any(size.isdigit() for _, size in found):
        known = {size for _, size in found}
        capitals = [(m.start(), "M" if m[1] == "М" else m[1]) for m in _CAPITAL.finditer(text)]
        if not found or known < {size for _, size in capitals}:
            found = capitals
    if not found:
        found = [(m.start(), "M" if m[1] == "М" else m[1]) for m in _CAPITAL.finditer(text)]
    return list(dict.fromkeys(size for _, size in sorted(found)))


def _stands_alone(pieces: list[str], i: int) -> bool:
    """ "С" and "м" are words of their own: "размер с", not "с мамой"; "it's" is cut differently."""
    return (
        pieces[i] not in ("с", "м")
        or i + 1 == len(pieces)
        or not pieces[i + 1][:1].isalpha()
        or pieces[i] == "м"
    )


def _number_at(pieces: list[str], i: int) -> tuple[str | None, int]:
    """The number that begins at `i`, in digits or words, and how many words it takes."""
    piece = pieces[i]
    if piece.isdigit():
        if i + 2 < len(pieces) and pieces[i + 1] in ("-", "–") and pieces[i + 2].isdigit():
            return f"{piece}-{pieces[i + 2]}", 3
        if i and pieces[i - 1] in ("-", ":", "."):
            return None, 1
        if i + 2 < len(pieces) and pieces[i + 1] in (".", ",") and re.fullmatch(r"\d", pieces[i + 2]):
            return None, 1  # "42,5" is neither 42 nor 43
        return piece, 1
    tens = next(((w, n) for w, n in _TENS if piece.startswith(w)), None)
    if tens is None:
        return None, 1
    rest = piece[len(tens[0]) :]
    unit = next((n for w, n in _UNITS if len(w) > 1 and rest.startswith(w)), None)
    if unit is not None:
        return str(tens[1] + unit), 2
    for step in (1, 2):
        if i + step < len(pieces) and (step == 1 or pieces[i + 1] == "-"):
            unit = next((n for w, n in _UNITS if pieces[i + step].startswith(w)), None)
            if unit is not None:
                return str(tens[1] + unit), step + 1
    return str(tens[1]), 2


_NOT_SIZES = (
    "драм", "դրամ", "dram", "amd", "֏", "шт", "հատ", "pcs", "piece", "тыс", "հազար", "k", "к", "%", "см", "սմ", "cm",
    "лет", "год", "տարեկան", "year", "декабр", "ноябр", "январ", "դեկտեմբեր", "նոյեմբեր", "հունվար", "dec", "nov", "jan",
    "числ", "марта", "мая", "фев", "մարտի", "հոգ", "человек", "people",
)  # fmt: skip


def _counts(pieces: list[str], i: int) -> bool:
    """A number that counts something, or is a sum, a day or a measure."""
    after = pieces[i + 1] if i + 1 < len(pieces) else ""
    return bool(after) and after.startswith(_NOT_SIZES)


def find_measures(text: str, pieces: list[str], lists: dict[str, WordList]) -> dict[Measure, Decimal]:
    """Measures that were named with their number: "обхват груди 94", "chest 94 cm"; and "94-70-98" for all three."""
    whole = re.search(r"(?<!\d)(\d{2,3})\s*[-/–]\s*(\d{2,3})\s*[-/–]\s*(\d{2,3})(?!\d)", text)
    found: dict[Measure, Decimal] = {}
    if whole and all(45 <= int(n) <= 160 for n in whole.groups()):
        return dict(zip(("bust", "waist", "hips"), map(Decimal, whole.groups()), strict=True))
    places = [(i, Decimal(n.replace(",", "."))) for i, n in _tape(pieces)]
    for measure in MEASURES:
        at = lists[measure].found(pieces)
        if at is None:
            continue
        low, high = _BOUNDS[measure]
        near = [(abs(i - at) - (i > at) * 0.5, n) for i, n in places if abs(i - at) <= 4 and low <= n <= high]
        if near:
            found[measure] = min(near)[1]
    return found


def _tape(pieces: list[str]) -> list[tuple[int, str]]:
    """Numbers with their places; "24.5" is cut in three pieces."""
    out: list[tuple[int, str]] = []
    i = 0
    while i < len(pieces):
        if pieces[i].isdigit() and len(pieces[i]) <= 3:
            if i + 2 < len(pieces) and pieces[i + 1] in (".", ",") and re.fullmatch(r"\d", pieces[i + 2]):
                out.append((i, f"{pieces[i]}.{pieces[i + 2]}"))
                i += 3
                continue
            if _TAPE.fullmatch(pieces[i]):
                out.append((i, pieces[i]))
        i += 1
    return out


def find_age(pieces: list[str], age_words: WordList) -> int | None:
    """How old the child is, in years: "на 5 лет", "5 տարեկան", "5-year-old"."""
    for i, piece in enumerate(pieces):
        if piece.isdigit() and int(piece[:3]) <= _OLDEST_CHILD:
            after = i + 2 if i + 1 < len(pieces) and pieces[i + 1] == "-" else i + 1
            if after < len(pieces) and age_words.match(pieces, after):
                return int(piece)
    return None
