"""Sums of money: "20к", "1.500 ֏", "от 10 до 20 тысяч", "under 50k", "մեկուկես միլիոն", "бюджет 300".

A number is a sum when a currency or a thousand is said with it and nothing else is counted, when the talk beside it is
of money, or when money was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from agents.understanding.dates.lexer import read_meanings
from agents.understanding.facts.figures import Number
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.nouns import is_counted
from agents.understanding.facts.numbers import Numbers, read_number
from agents.understanding.facts.parts import Part
from domain.language import LANGUAGES

MAX_SUMS = 10
_WORDS_BACK = 4
_HEDGES = 2
"""Words that may stand before a sum and say how it is meant: "не больше", "примерно до"."""
_SMALLEST_BARE = 10
_SAID_FIRST = frozenset({"тысяч", "тыщ", "миллионов", "tysyach", "tisyach", "millionov"})
_SENTENCE_ENDS = frozenset(".!?;:")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum or a range and its place in the parts, half-open. `currency` None: none was named."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Side:
    """One sum: the number, its currency, whether money is plainly meant."""

    value: Decimal
    currency: str | None
    sure: bool
    scaled: bool
    start: int
    end: int
    case: str
    open_end: bool = False


class MoneyReader:
    """Reads the parts of one message. `asked`: the pending question wants a sum, so that a bare number is one."""

    def __init__(self, parts: Sequence[Part], numbers: Numbers | None = None, *, asked: bool = False) -> None:
        self._parts = parts
        self._numbers = numbers or Numbers(parts)
        self._asked = asked
        self._how_much = any(load_table("money", "question").find(parts, i) for i in range(len(parts)))

    def find(self, free: Sequence[bool]) -> list[Money]:
        """Every sum of the parts that are `free` (claimed by nothing else), in order."""
        found: list[Money] = []
        i = 0
        while i < len(self._parts) and len(found) < MAX_SUMS:
            taken = self._read(i) if free[i] else None
            if taken is None or not all(free[taken.start : taken.end]):
                i = self._year_end(i) or i + 1
                continue
            if not found or taken.start >= found[-1].end:
                found.append(taken)
            i = max(taken.end, i + 1)
        return found

    def _year_end(self, i: int) -> int | None:
        """The place after a year in words, whose end ("thousand and twenty") is no sum either."""
        number = self._numbers.at(i)
        return number.end if number is not None and number.in_words and _is_year(number.value) else None

    def _read(self, i: int) -> Money | None:
        first = self._side(i)
        if first is None:
            return None
        bound, start = self._bound_before(first.start)
        second = self._second(first, bound)
        if second is not None and (
            first.sure or second.sure or self._is_about_money(start) or self._is_asked(second)
        ):
            low, high = first.value, second.value
            if not first.scaled and second.scaled and low < second.value and low < 1000:
                low *= Decimal(
                    1_000_000 if second.value >= 1_000_000 and low * 1_000_000 <= second.value else 1000
                )
            start = start if bound in ("lower", "around", "between") else first.start
            low, high = min(low, high), max(low, high)
            return Money(low, high, first.currency or second.currency, start, second.end)
        if not (first.sure or self._is_about_money(start) or self._is_asked(first)):
            return None
        after, end = self._bound_after(first)
        after = "lower" if first.open_end else after
        said: str = after or bound
        start = start if bound else first.start
        least = None if said == "upper" else first.value
        most = None if said == "lower" else first.value
        return Money(least, most, first.currency, start, end)

    def _side(self, i: int) -> _Side | None:
        currencies = load_table("money", "currencies")
        before = currencies.find(self._parts, i)
        j = before[1] if before is not None else i
        number = self._turned(j) or self._numbers.at(j)
        if number is None and (slang := load_table("money", "scale_slang").find(self._parts, j)):
            bare = load_table("money", "currencies").find(self._parts, slang[1]) if before is None else None
            factor = Decimal(slang[0].partition(" ")[0])
            return _Side(factor, bare[0], True, True, i, bare[1], "") if bare is not None else None
        if number is None or number.order or (before is None and self._is_glued(i)):
            return None
        return self._with_currency(number, i, before[0] if before else None)

    def _turned(self, i: int) -> Number | None:
        """ "тысяч двадцать": about twenty thousand, the scale said first."""
        if i >= len(self._parts) or self._parts[i].word not in _SAID_FIRST:
            return None
        scale, count = read_number(self._parts[: i + 1], i), self._numbers.at(i + 1)
        if scale is None or count is None or count.scaled or count.order or count.value >= 1000:
            return None
        return replace(count, value=scale.value * count.value, start=i, scaled=True)

    def _is_glued(self, i: int) -> bool:
        """ "iPhone15", "A4", "№20461", "-5": the figures belong to what they touch."""
        part = self._parts[i]
        if not part.touching or i == 0 or part.kind != "figure":
            return i > 0 and self._parts[i - 1].word in ("#", "№")
        return self._parts[i - 1].kind == "word" or self._parts[i - 1].word in ("#", "/")

    def _with_currency(self, number: Number, start: int, before: str | None) -> _Side | None:
        parts, end, value = self._parts, number.end, number.value
        scaled, slang_currency, open_end = number.scaled, "", False
        slang = load_table("money", "scale_slang").find(parts, end)
        slang_scale = slang is not None and not scaled and self._slang_is_money(end, slang[1], start)
        if slang is not None and slang_scale:
            factor, _, slang_currency = slang[0].partition(" ")
            value, end, scaled = value * Decimal(factor), slang[1], True
        elif not scaled and end < len(parts) and parts[end].word == "+" and parts[end].touching:
            scale = self._numbers.at(end + 1)
            if scale is not None and scale.bare:
                value, end, scaled, open_end = value * scale.value, scale.end, True, True
        if not scaled and self._is_kilo(end):
            value, end, scaled = value * 1000, end + 1, True
        after = load_table("money", "currencies").find(parts, end)
        if after is None and end < len(parts) and parts[end].word in ("-", ".") and parts[end].touching:
            after = load_table("money", "currencies").find(parts, end + 1)
        if after is not None and self._is_no_currency(end, after[1]):
            after = None
        currency = before or (after[0] if after else None) or slang_currency or None
        end = after[1] if after is not None else end
        if end < len(parts) and parts[end].word == "%":
            return None
        if currency is None and (
            load_table("money", "not_money").find(parts, end) or self._counts(number, end)
        ):
            return None
        if currency is None and not scaled and self._is_measured(end):
            return None
        if currency is None and number.in_words and _is_year(value):
            return None
        bare = number.bare and currency is None and not self._is_bounded(start)
        sure = currency is not None or (scaled and not bare) or slang_scale
        case = "from" if number.case or parts[end - 1].word.endswith("ից") else ""
        return _Side(_plain(value), currency, sure, scaled, start, end, case, open_end)

    def _is_measured(self, end: int) -> bool:
        """ "сколько стоит 40 м2", "цена за 2 розетки": what is counted is no money, whatever is talked of."""
        tables = ("measures", "lengths", "single_letters")
        if end < len(self._parts) and _is_of_the_calendar(self._parts[end].word):
            return True
        if any(load_table("units", name).find(self._parts, end) for name in tables):
            return load_table("money", "after").find(self._parts, end) is None
        return self._how_much and end < len(self._parts) and is_counted(self._parts[end], after=None)

    def _is_bounded(self, start: int) -> bool:
        return bool(self._bound_before(start)[0]) or self._is_about_money(start)

    def _is_kilo(self, i: int) -> bool:
        """ "20 к драм", "до 20 к": not "20 к врачу"."""
        if i >= len(self._parts) or self._parts[i].raw not in ("к", "k"):
            return False
        after = i + 1
        ends = after >= len(self._parts) or self._parts[after].word in _SENTENCE_ENDS | {",", ")"}
        return ends or load_table("money", "currencies").find(self._parts, after) is not None

    def _slang_is_money(self, i: int, end: int, start: int) -> bool:
        """ "20 штук" is twenty thousand only where money is plainly the talk."""
        if load_table("money", "currencies").find(self._parts, end) is not None:
            return True
        if not self._parts[i].word.startswith(("шту", "тонн", "лимон", "լիմոն", "tr", "mill")):
            return True
        if end < len(self._parts) and self._parts[end].kind == "word" and len(self._parts[end].word) > 3:
            return False
        return (self._is_about_money(start) or self._asked) and not self._how_much

    def _is_no_currency(self, i: int, end: int) -> bool:
        """A lone "р" or "др" that goes on as another word, or "евро" in "евроремонт" (another word anyway)."""
        letter = len(self._parts[i].word) == 1 and self._parts[i].kind == "word"
        return letter and end < len(self._parts) and self._parts[end].word == "-"

    def _counts(self, number: Number, end: int) -> bool:
        """ "20 тысяч запросов", "10k signups": a plural right behind counts it."""
        if end >= len(self._parts) or self._parts[end].kind != "word":
            return False
        word = self._parts[end].word
        if len(word) < 5 or load_table("money", "after").find(self._parts, end):
            return False
        russian = word.endswith(("ов", "ев", "ей", "ств", "ний"))
        english = (
            word.isascii()
            and word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and self._parts[end].raw == word
        )
        return russian or english

    def _second(self, first: _Side, bound: str) -> _Side | None:
        parts, i = self._parts, first.end
        if i >= len(parts):
            return None
        joins = load_table("money", "joins").find(parts, i)
        j = i
        if joins is not None:
            alone = bound not in ("lower", "between") and not first.case
            if joins[0] == "and" and bound != "between":
                return None
            if alone and parts[i].word not in ("-", "до", "to", "մինչև"):
                return None
            j = joins[1]
        elif not first.case:
            return None
        second = self._side(j)
        if second is None or (second.value < first.value and not second.scaled):
            return None
        return second

    def _bound_before(self, start: int) -> tuple[str, int]:
        """What stands before a sum and says how it is meant, and where that begins."""
        table, bound, at = load_table("money", "before"), "", start
        for _ in range(_HEDGES):
            found = table.find_back(self._parts, at, longest=4)
            if found is None:
                break
            bound = bound if bound in ("upper", "lower", "between") else found[0]
            at = found[1]
        return bound, at

    def _bound_after(self, side: _Side) -> tuple[str, int]:
        if side.case == "from":
            found = load_table("money", "after_from").find(self._parts, side.end)
            if found is not None:
                return found
        return load_table("money", "after").find(self._parts, side.end) or ("", side.end)

    def _is_about_money(self, start: int) -> bool:
        """Whether one of the last words before `start` speaks of money."""
        table = load_table("money", "about_money")
        for i in range(start - 1, max(-1, start - 1 - _WORDS_BACK), -1):
            if self._parts[i].word in _SENTENCE_ENDS and self._parts[i].word != ":":
                return False
            if table.find(self._parts, i) is not None:
                return True
        return False

    def _is_asked(self, side: _Side) -> bool:
        return self._asked and side.value >= _SMALLEST_BARE


@lru_cache(maxsize=1024)
def _is_of_the_calendar(word: str) -> bool:
    """A month, or a part of the day, in any language: "заплатил 5 ноября"."""
    kinds = {meaning.kind for language in LANGUAGES for meaning in read_meanings(word, language)}
    return not kinds.isdisjoint(("month", "ofmonth", "part", "am", "pm"))


def _is_year(value: Decimal) -> bool:
    """ "two thousand and twenty", "две тысячи двадцать шестой": hardly a sum when no currency is named."""
    return 2000 < value < 2100


def _plain(value: Decimal) -> Decimal:
    """1500, not 1500.0."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
