"""Dates in a stream of meanings: "12.06", "15 of February", "June the 5th", "the 25th"."""

from __future__ import annotations

from datetime import date

from agents.understanding.dates.counted_days import CountedDayReader
from agents.understanding.dates.spans import Days, dated, day_of_month, month_days

_RU_GENITIVE = ("ого", "его")
_RU_NEUTER = ("ое", "ье")
_RU_DATIVE = ("ому", "ему")
_CLOCK_WORDS = ("в", "at", "ժամը", "ժամ", "ժամի")
"""12.05 is a day; в 12.05 an hour."""
_SIZES = ("in", "в", "size", "размер", "размере", "չափսի", "չափսը")
"""Before a day and a month in figures none of these stands: "in 7.5" is a size."""
_MOST_LISTED = 4
_MOST_HOURS, _MOST_DAYS = 24, 31
_HOURS = ("hm", "number", "num", "am", "pm", "oclock", "noon", "part")
_AFTER_A_DAY = (
    "",
    "mark",
    "at",
    "part",
    "or",
    "and",
    "before",
    "pivot",
    "cannot",
    "suits",
    "hm",
    "around",
    "after",
    "from",
    "by",
    "correction",
)


class CalendarDateReader(CountedDayReader):
    """Days by their number and month."""

    def _dated(self, i: int) -> tuple[Days, int] | None:
        m = self.stream[i]
        if m.kind == "dmy":
            day, month, year = m.parts
            if (month > 12 and day <= 12) or self._said_weekday(i, (month, day, year)):
                day, month = month, day
            return dated(day, month, year, self.today), i + 1
        if m.kind == "ym":
            return self._month_of_year(m.parts[0], m.parts[1]), i + 1
        if m.kind in ("dm", "hm") and (m.kind == "dm" or m.name == "dot") and self._is_date(i):
            if "house" in (self.kind(i - 1), self.kind(i + 1)) or (m.kind == "hm" and self._is_hour(i)):
                return None
            if m.kind == "dm" and m.name == "dot" and (self._is_a_size(i) or self._is_a_measure(i)):
                return None
            day, month = m.parts
            if (month > 12 and day <= 12) or self._said_weekday(i, (month, day, None)):
                day, month = month, day
            if (self.unit(i + 1) and self.kind(i + 1) == "unit") or self.kind(i + 1) in (
                "quantity",
                "am",
                "pm",
            ):
                return None
            return dated(day, month, None, self.today), self.skip_dot(i + 1)
        if m.kind == "num" and m.word in ("a", "an"):
            return None
        if m.kind == "month":
            return self._month_first(i)
        if m.kind == "ofmonth" and (number := self.month_day(i + 1)):
            found = day_of_month(number[0], self.today)
            return (found, number[1]) if found else None
        number = self.month_day(i)
        if number is None:
            return None
        j = self._to_month(number[1])
        if m.kind == "number" and len(m.word) == 4 and number[0] > 31 and self.kind(j) == "month":
            return self._year_first(i, j)
        if (listed := self._listed(i, number)) is not None:
            return listed
        if self.kind(j) == "month" and not (m.kind == "num" and self.word(j) == "may"):
            return self._with_year(number[0], self.stream[j].value, self.skip_dot(j + 1))
        j = self.skip(number[1], "of", "the")
        if self.kind(j) == "ofmonth" and (self.is_modifier(j + 1) or self.kind(j + 1) == "month"):
            j += 1  # "2-го числа следующего месяца"
        if self.unit(j) == "day" and self.kind(j + 1) == "ofmonth":
            found = day_of_month(number[0], self.today)
            return (found, j + 2) if found else None
        day_word = self.unit(j) == "day" and self.kind(j + 1) == "of"
        j = self.skip(j + 1, "of", "the") if day_word else j
        whole = self._whole(j) if j > number[1] else None
        if whole and whole[0].start and whole[0].end and 27 < (whole[0].end - whole[0].start).days < 32:
            return dated(number[0], whole[0].start.month, whole[0].start.year, self.today), whole[1]
        return self._number_alone(i, number)

    def _is_a_size(self, i: int) -> bool:
        """in 7.5, in a 7.5, 37 or 37.5."""
        before = i - 2 if self.word(i - 1) in ("a", "an") else i - 1
        if self.word(before) in _SIZES:
            return True
        whole = self.count(i - 2) if self.kind(i - 1) in ("or", "and") else None
        return whole is not None and whole[0] in (self.stream[i].parts[0], self.stream[i].parts[0] - 1)

    def _is_a_measure(self, i: int) -> bool:
        """a 3.5 jack, разъём 3.5: two figures behind a word that has nothing to do with times."""
        return (
            len(self.word(i)) == 3
            and self.kind(i - 1) == "word"
            and self.kind(i + 1) not in ("at", "part", "hm")
        )

    def _is_hour(self, i: int) -> bool:
        hour, minutes = self.stream[i].parts
        return self.word(i - 1) in _CLOCK_WORDS and 7 <= hour <= 22 and minutes < 60

    def _year_first(self, i: int, j: int) -> tuple[Days, int] | None:
        """2027-ի մարտին, 2027 թվականի մարտի 5."""
        year, month = self.stream[i].value, self.stream[j].value
        if not 1900 <= year < 2100:
            return None
        day = self.month_day(j + 1)
        if day is not None and day[0] <= 31:
            return dated(day[0], month, year, self.today), day[1]
        return month_days(date(year, month, 1)), j + 1

    def _listed(self, i: int, number: tuple[int, int]) -> tuple[Days, int] | None:
        """The 3 of "3 or 4 December", of "5, 6 или 7 числа"; the 4 of "December 3 or 4"."""
        listed = self.kind(i - 1) == "or" or (self.word(i - 1) == "," and self._another_follows(number[1]))
        if listed and (month := self._month_before(i)):
            if month > 0:
                return dated(number[0], month, None, self.today), number[1]
            found = day_of_month(number[0], self.today)
            return (found, number[1]) if found else None
        either, k = False, number[1]
        for _ in range(_MOST_LISTED):
            either = either or self.kind(k) in ("or", "and")
            if self.kind(k) not in ("or", "and") and self.word(k) != ",":
                return None
            other = self.month_day(self.skip(k + 1, "the", "at"))
            if other is None or other[0] > 31:
                return None
            j = self._to_month(other[1])
            if either and self.kind(j) == "month":
                return dated(number[0], self.stream[j].value, None, self.today), number[1]
            if either and self.kind(j) == "ofmonth":
                found = day_of_month(number[0], self.today)
                return (found, number[1]) if found else None
            k = other[1]
        return None

    def _another_follows(self, k: int) -> bool:
        """Whether one more day is named behind "or": the 2 of "December 1, 2 or 3"."""
        return self.kind(k) == "or" and self.month_day(self.skip(k + 1, "the")) is not None

    def _month_before(self, i: int) -> int:
        """The month of the day named before "or", when this number is a day said the same way; 0 when it is not.

        -1 where the day was one of this month.
        """
        j = self.skip_back(i - 1, "ordsuffix", "mark")
        while self.word(j - 1) == "," and self.kind(j - 2) == self.kind(j):
            j = self.skip_back(j - 1, "ordsuffix")
        month = self.kind(j - 1) == "month" or (
            self.kind(j - 1) == "ofmonth" and not self.word(j - 1).isascii()
        )
        if self.kind(j) not in ("number", "num", "ord") or not month or self.word(j - 1) == "числа":
            return 0
        same = self.stream[i].kind == self.stream[j].kind and self.stream[i].case == self.stream[j].case
        k = i + 1
        part = self.kind(k) == "part" and self.stream[i].case != "at"
        clock = part or self.kind(k) in ("oclock", "am", "pm", "unit", "quantity", "month", "of")
        return (self.stream[j - 1].value or -1) if same and not clock else 0

    def _to_month(self, j: int) -> int:
        """The place of the month after a day's number: "15 of February", "22/Jan", "2 Dec."."""
        k = self.skip(j, "of", "the")
        if k == j and self.kind(j) == "mark" and self.word(j) in ("/", "-", "."):
            k = j + 1
        return k if self.kind(k) == "month" else j

    def _number_alone(self, i: int, number: tuple[int, int]) -> tuple[Days, int] | None:
        m = self.stream[i]
        ended = self.kind(number[1]) in ("", "mark")
        the = self.kind(i - 1) == "the"
        explicit = self.kind(number[1]) == "ofmonth" or m.name == "ordinal" or self.kind(i + 1) == "ordsuffix"
        if (
            the
            and m.kind in ("ord", "num")
            and number[0] > 5
            and (ended or self.kind(number[1]) in _AFTER_A_DAY)
        ):
            explicit = True
        last = self.stream[number[1] - 1]
        if last.kind == "ord" and last.word.endswith(_RU_GENITIVE) and self.kind(number[1]) in _AFTER_A_DAY:
            explicit = True
        toward = last.kind == "ord" and self.kind(i - 1) == "toward" and last.word.endswith(_RU_DATIVE)
        neuter = last.kind == "ord" and self.word(i - 1) == "на" and last.word.endswith(_RU_NEUTER)
        explicit = explicit or ((toward or neuter) and self.kind(number[1]) in _AFTER_A_DAY)
        if (
            self.word(number[1]) == "one"
            or self.unit(number[1]) == "century"
            or self.kind(number[1]) in ("feast", "quantity")
        ):
            return None
        alone = m.kind in ("number", "num") and m.case == "at" and m.value > 24
        alone = alone or self._has_an_hour(i) or self._is_for(i)
        if the and ended and self.word(i - 2) == "on" and self.kind(i - 3) in _HOURS:
            alone = True  # "at 8:45 on the first"
        alone = alone or (m.kind == "number" and the and self.word(i - 2) == "on" and 1 <= m.value <= 31)
        if (explicit or alone) and (found := day_of_month(number[0], self.today)):
            return found, self.skip(number[1], "ofmonth")
        return None

    def _has_an_hour(self, i: int) -> bool:
        """27 в обед, 28 at 3pm: a number too great for an hour, with an hour behind it."""
        m = self.stream[i]
        if (
            m.kind != "number"
            or not _MOST_HOURS < m.value <= _MOST_DAYS
            or m.name
            or self.kind(i + 1) != "at"
        ):
            return False
        begins = self.kind(i - 1) in ("", "mark", "at", "pivot", "correction", "or")
        return begins and self.kind(i + 2) in ("part", "hm", "noon")

    def _is_for(self, i: int) -> bool:
        """28-ի համար: for the 28th."""
        m = self.stream[i]
        ended = m.kind == "number" and m.end - m.start > len(m.word)
        return ended and m.value > _MOST_HOURS and self.word(i + 1) == "համար"

    def _month_first(self, i: int) -> tuple[Days, int] | None:
        """March 3, June the 5th, Oct/2, September 2027."""
        m = self.stream[i]
        j = self.skip_dot(i + 1)
        if self.kind(j) == "mark" and self.word(j) == "/":
            j += 1
        number = self.month_day(self.skip(j, "the"))
        other = ("quantity", "oclock", "am", "pm", "unit")
        hour = (
            number is not None
            and self.word(number[1]) == "ժամի"
            and self.kind(number[1] + 1) in ("hm", "number")
        )
        if number and 1 <= number[0] <= 31 and (hour or self.kind(number[1]) not in other):
            return self._with_year(number[0], m.value, number[1])
        if self.kind(j) == "dmy":
            return None
        return self.month(i) if self.year(self.skip(j, "of", "mark")) is not None else None

    def _month_of_year(self, a: int, b: int) -> Days:
        year, month = (a, b) if a > 100 else (b, a)
        if not 1 <= month <= 12:
            return Days(None, None)
        return month_days(date(year, month, 1))

    def _is_date(self, i: int) -> bool:
        day, month = self.stream[i].parts
        return (1 <= day <= 31 and 1 <= month <= 12) or self.stream[i].name == "slash"

    def _said_weekday(self, i: int, swapped: tuple[int, int, int | None]) -> bool:
        """Friday 7/6: whether only month and day the other way round is that weekday."""
        before = self.skip_back(i, "mark", "the", "at")
        if self.kind(before) != "weekday":
            return False
        weekday = self.stream[before].value
        other = dated(*swapped, self.today).start
        as_read = dated(swapped[1], swapped[0], swapped[2], self.today).start
        if other is None or other.weekday() != weekday:
            return False
        return as_read is None or as_read.weekday() != weekday or other < as_read

    def _with_year(self, day: int, month: int, j: int) -> tuple[Days, int]:
        k = j + 1 if self.kind(j) == "mark" and self.word(j) in (",", "/", "-", ".") else j
        k = self.skip(k, "of", "in")
        if self.kind(k) == "mark" and self.word(k) == ",":
            k += 1
        year = self.year(k)
        if year is not None:
            return dated(day, month, year[0], self.today), year[1]
        m = self.stream[k] if k < len(self.stream) else None
        short = m is not None and k == j and m.kind == "number" and len(m.word) == 2 and m.value > 31
        if m is not None and short and self.kind(k + 1) in ("", "mark", "hm", "at"):
            return dated(day, month, m.value, self.today), k + 1
        return dated(day, month, None, self.today), j
