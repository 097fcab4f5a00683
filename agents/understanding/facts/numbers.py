"""Numbers in figures and in words: "20к", "полторы тысячи", "քսանհինգ հազար", "half a dozen", "третий"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from agents.understanding.facts.armenian_numbers import read_armenian
from agents.understanding.facts.figures import Number, read_figure
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.parts import Part

_THOUSANDS = frozenset({"к", "k", "тк"})
_MILLIONS = frozenset({"кк", "kk"})
_MOST_GROUPS = 4
_MOST_NAMED = 20
_LARGEST_NAMED = 10**9
_MILLION = Decimal(1_000_000)
_ABOVE_ALL = Decimal(10**12)


class Numbers:
    """The numbers of one message, each read once however many readers ask for it."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._read: dict[int, Number | None] = {}

    def at(self, i: int) -> Number | None:
        """The number that begins at part `i`."""
        if i >= len(self._parts):
            return None
        if i not in self._read:
            self._read[i] = read_number(self._parts, i)
        return self._read[i]

    def named(self, *, without: Collection[int] = ()) -> tuple[list[int], list[int]]:
        """Counts and orders ("the second one") named anywhere, sums and dates among them; whole ones. `without`: parts
        whose figures count nothing, such as a phone's.
        """
        numbers: list[int] = []
        ordinals: list[int] = []
        i = 0
        while i < len(self._parts) and len(numbers) + len(ordinals) < _MOST_NAMED:
            number = self.at(i) if i not in without else None
            if number is None:
                i += 1
                continue
            i = number.end
            whole = number.value == number.value.to_integral_value() and number.value < _LARGEST_NAMED
            if whole and not number.bare:
                (ordinals if number.order else numbers).append(int(number.value))
        return numbers, ordinals


def read_number(parts: Sequence[Part], i: int) -> Number | None:
    """The longest number that begins at `i`; None when there is none. Never a clock or a date ("15:30")."""
    if i >= len(parts) or not _may_begin(parts[i]):
        return None
    total, end, last = Decimal(0), i, _ABOVE_ALL
    found: Number | None = None
    only_scales = True
    for _ in range(_MOST_GROUPS):
        joined = end
        if found is not None and last != _ABOVE_ALL and load_table("numbers", "glue").find(parts, end):
            joined = end + 1  # two thousand and twenty
        group = _read_group(parts, joined, goes_on=found is not None)
        if joined > end and (group is None or not group.in_words or group.value >= 100):
            break
        if group is not None and group.order:
            return found or group
        at = group.end if group is not None else end
        scale = _read_scale(parts, at, group)
        if group is None and (scale is None or found is not None):
            break
        if scale is None or scale.value >= last:
            if group is not None and group.value < last and scale is None:
                spoken = last == _MILLION and group.in_words and group.value >= 100
                rest = group.value * 1000 if spoken else group.value  # "миллион двести" is 1 200 000
                total, end, only_scales = total + rest, group.end, False
                found = replace(group, value=total, start=i, scaled=last != _ABOVE_ALL)
            break
        factor = Decimal(1) if group is None else group.decimal if group.decimal is not None else group.value
        total, end, last = total + factor * scale.value, scale.end, scale.value
        only_scales = only_scales and group is None
        in_words = group is None or group.in_words
        found = Number(total, i, end, True, only_scales, in_words, case=_case(parts[end - 1]))
        if parts[end - 1].raw in _THOUSANDS | _MILLIONS:
            break
        half = load_table("numbers", "half").find(parts, end)
        if half is not None:
            return replace(found, value=total + scale.value / 2, end=half[1], bare=False)
    return found


def _may_begin(part: Part) -> bool:
    if part.kind != "word":
        return part.kind == "figure"
    beginnings = _beginnings()
    return part.word in beginnings or part.raw in beginnings or read_armenian(part.word) is not None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    tables = ("units", "tens", "hundreds", "times_hundred", "scales", "wholes", "one", "ordinals")
    return frozenset(word for name in tables for word in load_table("numbers", name).beginnings())


def _read_scale(parts: Sequence[Part], i: int, group: Number | None) -> Number | None:
    if i >= len(parts):
        return None
    if group is not None and not group.in_words and parts[i].touching and not _is_building(parts, i):
        letter = parts[i].raw
        if letter in _THOUSANDS | _MILLIONS:
            return Number(Decimal(1000 if letter in _THOUSANDS else 1_000_000), i, i + 1)
    hyphen = group is not None and parts[i].word == "-" and parts[i].touching
    return _look_up("scales", parts, i + 1 if hyphen else i)


def _is_building(parts: Sequence[Part], i: int) -> bool:
    """ "5к2" is a house, no thousand."""
    return i + 1 < len(parts) and parts[i + 1].touching and parts[i + 1].kind == "figure"


def _read_group(parts: Sequence[Part], i: int, *, goes_on: bool) -> Number | None:
    """A number below a scale. `goes_on`: behind a scale, where figures must be three ("20 тысяч 500")."""
    if i >= len(parts):
        return None
    if parts[i].kind == "figure":
        group = read_figure(parts, i)
        if goes_on and (len(parts[i].word) != 3 or (group is not None and group.end != i + 1)):
            return None
    else:
        group = (None if goes_on else _read_whole(parts, i)) or _read_words(parts, i)
    if group is None or group.order:
        return group
    half = load_table("numbers", "half").find(parts, group.end)
    return replace(group, value=group.value + Decimal("0.5"), end=half[1]) if half is not None else group


def _read_whole(parts: Sequence[Part], i: int) -> Number | None:
    """A couple, a dozen; a couple of hundred."""
    whole = _look_up("wholes", parts, i)
    if whole is None:
        return None
    hundred = _look_up("times_hundred", parts, whole.end)
    return replace(whole, value=whole.value * 100, end=hundred.end) if hundred is not None else whole


def _read_words(parts: Sequence[Part], i: int) -> Number | None:
    """Hundreds, tens and units in this order: "сто двадцать пять", "a hundred and fifty", "երկու հարյուր հիսուն"."""
    value, end, room = Decimal(0), i, 1000
    one = load_table("numbers", "one").find(parts, i)
    if one is not None:
        if not (_look_up("times_hundred", parts, one[1]) or _look_up("scales", parts, one[1])):
            return None
        value, end, room = Decimal(1), one[1], 1
    while end < len(parts):
        at = _past_glue(parts, end, room) if end > i else end
        hundred = _look_up("times_hundred", parts, end)
        if hundred is not None and (end == i or (value < 100 and value)):
            value, end, room = (value or Decimal(1)) * 100, hundred.end, 100
            continue
        taken = _below_thousand(parts, at)
        if taken is None or taken.value >= room or (taken.value == 0 and end > i):
            break
        value, end = value + taken.value, taken.end
        if taken.order:
            return Number(value, i, end, in_words=True, order=True)
        room = 100 if taken.value >= 100 else 10 if taken.value >= 20 and taken.value % 10 == 0 else 1
    return Number(value, i, end, in_words=True, case=_case(parts[end - 1])) if end > i else None


def _past_glue(parts: Sequence[Part], i: int, room: int) -> int:
    """Past the hyphen of "twenty-five" and the "and" of "two hundred and fifty"."""
    if (room == 10 and parts[i].word == "-") or (
        room == 100 and load_table("numbers", "glue").find(parts, i)
    ):
        return i + 1
    return i


def _below_thousand(parts: Sequence[Part], i: int) -> Number | None:
    for name in ("hundreds", "tens", "units", "ordinals"):
        taken = _look_up(name, parts, i)
        if taken is not None:
            return taken
    return None


def _look_up(name: str, parts: Sequence[Part], i: int) -> Number | None:
    """A word of one of the tables; an Armenian one in any case, or as part of a compound."""
    if i >= len(parts):
        return None
    found = load_table("numbers", name).find(parts, i)
    if found is not None:
        return Number(Decimal(found[0]), i, found[1], in_words=True, order=name == "ordinals")
    compound = read_armenian(parts[i].word)
    if compound is None:
        return None
    value, order = compound
    fits = {
        "units": value < 20 and not order,
        "tens": 20 <= value < 1000 and value != 100 and not order,
        "times_hundred": value == 100,
        "scales": value in (1000, 1_000_000),
        "ordinals": order,
    }.get(name, False)
    return Number(value, i, i + 1, in_words=True, order=order) if fits else None


def _case(part: Part) -> str:
    return "from" if part.word.endswith("ից") else ""
