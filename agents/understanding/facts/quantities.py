"""Counts and measures: "45 кв. м", "нас трое", "half a dozen chairs", "3 на 4 метра", "երկու հատ ծորակ".

Read twice: what is plainly no time before the dates ("5 страниц"), the rest behind them ("2 окна", "на 3 часа"), where
the words that named a time are no longer free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from agents.understanding.facts.areas import is_of_an_area
from agents.understanding.facts.figures import Number
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.nouns import MOST_ADJECTIVES, is_adjective, is_counted, past_of
from agents.understanding.facts.numbers import Numbers
from agents.understanding.facts.own_nouns import IsNoun, OwnNouns
from agents.understanding.facts.parts import Part
from domain.reading import Unit

MAX_QUANTITIES = 20
_MOST_COUNTED = 100_000
_MOST_PEOPLE = 500
_COUNTABLE = frozenset({"person", "room", "page"})
_LENGTHS = frozenset({"hour", "day", "week", "month"})
_OR = frozenset({"или", "либо", "or", "to", "կամ", "до", "մինչև"})
_TIMES = frozenset({"х", "x", "×"})
_CLOCKS = frozenset({":", "/", "%"})
_PAIRS = frozenset({"пару", "пара", "пары"})
_PAIR = Decimal(5)
"""пару розеток: the noun's form is that of many."""
_FROM_NOW = frozenset({"через", "in", "within", "спустя", "after", "после"})
_AGO = frozenset({"назад", "ago", "առաջ", "հետո", "later", "спустя", "утра", "вечера", "дня", "ночи"})

Reader = Callable[[int], "Count | None"]


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and its place in the parts, half-open. `what` is a place, too; None when nothing is named."""

    value: Decimal
    unit: Unit
    what: tuple[int, int] | None
    start: int
    end: int


class QuantityReader:
    """Reads the parts of one message. `asked`: the unit a pending question wants, so that a bare number has it."""

    def __init__(
        self,
        parts: Sequence[Part],
        asked: Unit | None = None,
        numbers: Numbers | None = None,
        is_noun: IsNoun = lambda word: False,
    ) -> None:
        self._parts = parts
        self._numbers = numbers or Numbers(parts)
        self._asked = asked
        self._own = OwnNouns(parts, is_noun)

    def find_measures(self, free: Sequence[bool]) -> list[Count]:
        """Quantities with a unit that is no length of time, in order."""
        return self._find(free, self._measure)

    def find_counts(self, free: Sequence[bool]) -> list[Count]:
        """Lengths of time, things counted without a unit, and the bare number that was asked for."""
        found = self._find(free, self._counted)
        if found or self._asked is None:
            return found
        return self._find(free, self._bare)

    def _find(self, free: Sequence[bool], read: Reader) -> list[Count]:
        found: list[Count] = []
        i = 0
        while i < len(self._parts) and len(found) < MAX_QUANTITIES:
            taken = read(i) if free[i] else None
            if taken is None or not all(free[taken.start : taken.end]):
                i += 1
                continue
            found.append(taken)
            i = taken.end
        return found

    def _whole(self, i: int, *, lengths: bool) -> Count | None:
        whole = load_table("units", "wholes").find(self._parts, i)
        if whole is None:
            return None
        value, unit = _unit(whole[0])
        if (unit in _LENGTHS) != lengths:
            return None
        return Count(value, unit, None, i, whole[1])

    def _number(self, i: int) -> Number | None:
        """A number that counts: not the 15 of "A15", "№15" or "дом 15"."""
        part = self._parts[i]
        if part.kind == "mark":
            return None
        if i and part.kind == "figure" and (self._parts[i - 1].word in "#№/" or self._follows_letters(i)):
            return None
        number = self._numbers.at(i)
        if number is None or number.order or number.value > _MOST_COUNTED:
            return None
        return number

    def _follows_letters(self, i: int) -> bool:
        return (
            self._parts[i].touching
            and self._parts[i - 1].kind == "word"
            and self._parts[i - 1].word not in _TIMES
        )

    def _with_range(self, first: Number) -> tuple[Decimal, int]:
        """ "2-3", "два-три", "от 40 до 50", "2 или 3": the larger, so that nothing is planned too small."""
        j = first.end
        if j < len(self._parts) and (self._parts[j].word == "-" or self._parts[j].word in _OR):
            second = self._number(j + 1) if j + 1 < len(self._parts) else None
            if second is not None and second.value > first.value:
                return second.value, second.end
        return first.value, j

    def _measure(self, i: int) -> Count | None:
        whole = self._whole(i, lengths=False)
        if whole is not None:
            return whole
        number = self._number(i)
        if number is None:
            return self._after_its_noun(i)
        area = self._area(number)
        if area is not None:
            return area
        value, j = self._with_range(number)
        measure = self._unit_at(j)
        if measure is not None:
            factor, unit, start, end = measure
            if unit == "m" and factor == 1 and is_of_an_area(self._parts, i, end):
                unit = "m2"
            exact = number.decimal if number.decimal is not None and unit in ("kg", "km", "m") else value
            return Count(_plain(exact * factor), unit, self._what(unit, start, end), i, end)
        noun = None if number.scaled else self._own.behind(j)
        if noun is not None:
            return Count(value, "piece", (noun, noun + 1), i, noun + 1)
        return self._behind_its_word(number, value, j)

    def _after_its_noun(self, i: int) -> Count | None:
        number = self._own.number_after(i, self._number)
        if number is None:
            return None
        return Count(self._with_range(number)[0], "piece", (i, i + 1), i, self._with_range(number)[1])

    def _area(self, first: Number) -> Count | None:
        """ "3 на 4 метра", "2,5х3 м": square metres."""
        between = load_table("units", "between").find(self._parts, first.end)
        second = self._number(between[1]) if between and between[1] < len(self._parts) else None
        if second is None:
            return None
        measure = self._unit_at(second.end)
        if (
            measure is None
            and is_of_an_area(self._parts, first.start, second.end)
            and not self._goes_on(second.end)
        ):
            return Count(_plain(first.value * second.value), "m2", None, first.start, second.end)
        if measure is None or measure[1] not in ("m", "m2"):
            return None
        factor = measure[0] ** 2 if measure[1] == "m" else measure[0]
        return Count(_plain(first.value * second.value * factor), "m2", None, first.start, measure[3])

    def _goes_on(self, i: int) -> bool:
        return i < len(self._parts) and self._parts[i].kind == "word"

    def _unit_at(self, i: int) -> tuple[Decimal, Unit, int, int] | None:
        """Factor, unit, and place of the unit's words at `i` or behind adjectives."""
        parts = self._parts
        if i < len(parts) and parts[i].word == "-":
            found = load_table("units", "adjectives").find(parts, i + 1)
            if found is not None and (parts[i + 1].word != "к" or self._is_flat(found[1])):
                return Decimal(1), cast(Unit, found[0]), found[1], found[1]
            return None
        if i < len(parts) and parts[i].raw in ("к", "k") and parts[i].touching and self._is_flat(i + 1):
            return Decimal(1), "room", i, i + 1
        for j in range(i, i + MOST_ADJECTIVES + 1):
            found = load_table("units", "measures").find(parts, j)
            if found is not None:
                factor, unit = _unit(found[0])
                return factor, unit, j, found[1]
            if load_table("units", "adverbs").find(parts, j) is None:
                break
        letter = load_table("units", "single_letters").find(parts, i)
        if letter is not None and (parts[i].touching or parts[i].raw != "m"):
            return Decimal(1), cast(Unit, letter[0]), i, letter[1]
        return None

    def _is_flat(self, i: int) -> bool:
        return load_table("units", "adjective_nouns").find(self._parts, i) is not None

    def _behind_its_word(self, number: Number, value: Decimal, end: int) -> Count | None:
        """ "нас 4", "площадь 60", "table for four": the unit is said first."""
        before = load_table("units", "before").find_back(self._parts, number.start)
        if before is None or number.scaled:
            return None
        unit = cast(Unit, before[0])
        goes_on = end < len(self._parts) and self._parts[end].kind == "word"
        if goes_on and (unit != "m2" or load_table("units", "lengths").find(self._parts, end)):
            return None
        if (unit != "m2" and value > _MOST_PEOPLE) or (
            end < len(self._parts) and self._parts[end].word in _CLOCKS
        ):
            return None
        return Count(value, unit, None, number.start, end)

    def _what(self, unit: Unit, start: int, end: int) -> tuple[int, int] | None:
        """What is counted: the unit's own word ("взрослых"), or the noun behind it ("5 штук плитки", "10 м кабеля")."""
        if unit in _COUNTABLE:
            return (start, end) if end > start else None
        parts = self._parts
        if end < len(parts) and parts[end].word == "." and parts[end].touching:
            end += 1
        if end < len(parts) and is_counted(parts[end], after=None):
            return end, end + 1
        return None

    def _counted(self, i: int) -> Count | None:
        """A length of time, or a number with the noun it counts."""
        whole = self._whole(i, lengths=True)
        if whole is not None:
            return whole
        number = self._number(i)
        if number is None or load_table("units", "labels").find_back(self._parts, i) is not None:
            return None
        value, j = self._with_range(number)
        length = load_table("units", "lengths").find(self._parts, j)
        if length is not None and self._is_length(i, length[1]):
            factor, unit = _unit(length[0])
            return Count(_plain(value * factor), unit, None, i, length[1])
        return self._noun(number, value, j)

    def _is_length(self, start: int, end: int) -> bool:
        """Not "в 5 часов", nor "in 2 hours": an hour of the day or a moment, even where it was no wish."""
        if start and (
            load_table("units", "oblique").find_back(self._parts, start)
            or self._parts[start - 1].word in _FROM_NOW
        ):
            return False
        return not (end < len(self._parts) and self._parts[end].word in _AGO)

    def _noun(self, number: Number, value: Decimal, end: int) -> Count | None:
        parts, j = self._parts, end
        for _ in range(MOST_ADJECTIVES):
            if not is_adjective(self._parts, j, value):
                break
            j += 1
        if j >= len(parts) or parts[j].kind != "word" or parts[j].touching or value < 1:
            return None
        if (value == 1 and number.in_words) or number.scaled:
            return None
        if (
            load_table("units", "oblique").find_back(parts, number.start)
            and number.end - number.start == 1
            and value < 24
        ):
            return None
        j = past_of(self._parts, j)
        many = _PAIR if parts[number.start].word in _PAIRS else value
        if j >= len(parts) or load_table("units", "not_counted").find(parts, j):
            return None
        if not is_counted(parts[j], after=many):
            return None
        return Count(value, "piece", (j, j + 1), number.start, j + 1)

    def _bare(self, i: int) -> Count | None:
        number = self._number(i)
        if number is None or self._asked is None:
            return None
        value, end = self._with_range(number)
        return Count(value, self._asked, None, i, end)


def _unit(meaning: str) -> tuple[Decimal, Unit]:
    factor, _, unit = meaning.rpartition(" ")
    return Decimal(factor or 1), cast(Unit, unit)


def _plain(value: Decimal) -> Decimal:
    """Three digits behind the point at most, and none that say nothing."""
    rounded = round(value, 3)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()
