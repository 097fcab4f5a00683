"""Numbers in figures, with the separators and endings people write: "1 500", "1.500.000", "20,5", "5-ти", "10-ից"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

_GROUP = 3
_MOST_DIGITS = 9
_FROM_ENDINGS = frozenset({"ից", "ic", "its"})


@dataclass(frozen=True, slots=True)
class Number:
    """`start` and `end` are places in the parts, half-open.

    `scaled`: a thousand or a million was said; `bare`: nothing but that was ("тысяча"). `case`: "from" after the
    Armenian ending -ից. `decimal`: what it is if its one separator is a decimal point ("1.500").
    """

    value: Decimal
    start: int
    end: int
    scaled: bool = False
    bare: bool = False
    in_words: bool = False
    order: bool = False
    case: str = ""
    decimal: Decimal | None = None


def read_figure(parts: Sequence[Part], i: int) -> Number | None:
    """Digits with their separators: "1 500", "1.500.000", "20,5", "5-ти". A clock or a date is no figure here."""
    part = parts[i]
    if len(part.word) > _MOST_DIGITS or _is_tail(parts, i):
        return None
    digits, j = part.word, i + 1
    separator = ""
    while j < len(parts):
        if parts[j].kind == "figure" and len(parts[j].word) == _GROUP and len(parts[i].word) <= _GROUP:
            if separator not in ("", " ") or not _is_group_end(parts, j, " "):
                break
            separator, digits, j = " ", digits + parts[j].word, j + 1
            continue
        mark = parts[j].word
        touching = j + 1 < len(parts) and parts[j].touching and parts[j + 1].touching
        if (
            mark in (".", ",", "'") and touching and parts[j + 1].kind == "figure"
            and len(parts[j + 1].word) == _GROUP and len(parts[i].word) <= _GROUP and separator in ("", mark)
            and not part.word.startswith("0")
        ):  # fmt: skip
            separator, digits, j = mark, digits + parts[j + 1].word, j + 2
            continue
        break
    value = Decimal(digits)
    decimal = None
    if separator in (".", ",") and len(digits) <= len(part.word) + _GROUP:
        decimal = Decimal(f"{part.word}.{digits[len(part.word) :]}")
    if (
        j + 1 < len(parts) and parts[j].word in (".", ",") and parts[j].word != separator and parts[j].touching
        and parts[j + 1].kind == "figure" and parts[j + 1].touching and len(parts[j + 1].word) <= 2
        and not _goes_on(parts, j + 2)
    ):  # fmt: skip
        value = Decimal(f"{digits}.{parts[j + 1].word}")
        j, decimal = j + 2, None
    elif _goes_on(parts, j):
        return None
    return _with_ending(parts, Number(value, i, j, decimal=decimal))


def _is_group_end(parts: Sequence[Part], j: int, separator: str) -> bool:
    """Whether a group of three after a space is one: not "5 200-250" and not the beginning of a decimal's clock."""
    return not (j + 1 < len(parts) and parts[j + 1].touching and parts[j + 1].word == ":")


def _is_tail(parts: Sequence[Part], i: int) -> bool:
    """The 30 of "15:30"."""
    if i < 2 or not parts[i].touching or not parts[i - 1].touching:
        return False
    return parts[i - 1].word in (":", ".", "/") and parts[i - 2].kind == "figure"


def _goes_on(parts: Sequence[Part], j: int) -> bool:
    """ "15:30", "12.05.2026": the figure is a piece of something else."""
    if j + 1 >= len(parts) or not parts[j].touching or not parts[j + 1].touching:
        return False
    return parts[j].word in (":", ".", "/") and parts[j + 1].kind == "figure"


def _with_ending(parts: Sequence[Part], number: Number) -> Number:
    """Takes an ending that belongs to the figure: 5-ти, 3-й, 5th, 10-ից."""
    j = number.end
    if j < len(parts) and parts[j].word == "-" and parts[j].touching:
        j += 1
    if j >= len(parts) or parts[j].kind != "word" or not parts[j].touching or number.value > 10**6:
        return number
    found = load_table("numbers", "endings")
    taken = found.find(parts, j)
    if taken is None or taken[1] != j + 1 or (parts[j].word in ("х", "s") and j == number.end):
        return number
    case = "from" if parts[j].word in _FROM_ENDINGS else ""
    return replace(number, end=j + 1, order=taken[0] == "order", case=case)
