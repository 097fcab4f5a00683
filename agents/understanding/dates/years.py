"""Years, quarters, decades and seasons in a stream of meanings."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.periods import CONTAINED, MODIFIERS, PeriodReader
from agents.understanding.dates.spans import Days, add_months

_YEAR_CONTEXT = ("in", "of", "after", "before", "by", "between", "from", "to", "and", "around", "month", "")


class YearReader(PeriodReader):
    """Years and their parts."""

    def named_year(self, i: int) -> tuple[Days, int] | None:
        """in 2015, since 2014, 2015 год, year 2016, the 1990s, 21st century, Q2 2019, 2019 H2."""
        m = self.stream[i]
        if m.kind == "unit" and m.name == "week" and (weeks := self._week_of_year(i + 1)) is not None:
            return weeks
        if m.kind == "unit" and m.name == "year" and (found := self._year_days(i + 1)) is not None:
            return found
        if m.kind == "decade":
            return self._decade(1900 + m.value if m.value > 20 else 2000 + m.value), i + 1
        round_year = m.value % 10 == 0 and (1900 <= m.value < 2100 or 20 <= m.value < 100)
        if m.kind == "number" and self.word(i + 1) == "s" and round_year:
            return self._decade(m.value if m.value > 100 else 1900 + m.value), i + 2
        nth = m.value if m.kind == "ord" or (m.kind == "number" and m.name == "ordinal") else 0
        if 19 <= nth <= 22 and self.unit(i + 1) == "century":
            return Days(date(nth * 100 - 100, 1, 1), date(nth * 100, 1, 1), "month"), i + 2
        if m.kind in ("yearquarter", "yearhalf"):
            whole = self._year_days(self.skip(i + 1, *CONTAINED))
            k = self.skip(i + 1, *CONTAINED)
            if self.is_modifier(k) and self.unit(k + 1) == "year":
                return self._part_of_year(self.today.year + self.step(k), m), k + 2
            year = whole[0].start.year if whole and whole[0].start else self.today.year
            part = self._part_of_year(year, m)
            if whole is None and part.end is not None and part.end <= self.today:
                part = self._part_of_year(year + 1, m)
            return part, whole[1] if whole else i + 1
        found = self._year_days(i)
        if found is None or found[0].start is None:
            return None
        k = found[1] + 1 if self.kind(found[1]) == "mark" and self.stream[found[1]].word == "-" else found[1]
        if self.kind(k) in ("yearquarter", "yearhalf"):
            return self._part_of_year(found[0].start.year, self.stream[k]), k + 1
        spelled = found[1] > i + 1
        before = self.skip_back(i, "the", "at", "unit")
        if spelled or (
            self.kind(before) in _YEAR_CONTEXT and not (before < 0 and found[1] < len(self.stream))
        ):
            return found
        return None

    def _week_of_year(self, i: int) -> tuple[Days, int] | None:
        """week 27 of last year, week 3 of 2027: the calendar's, which begin on Mondays."""
        number = self.count(i)
        if number is None or not 1 <= number[0] <= 53 or self.kind(number[1]) not in ("of", "in"):
            return None
        year = self._whole(self.skip(number[1], "of", "in", "the"))
        if (
            year is None
            or year[0].start is None
            or year[0].end is None
            or (year[0].end - year[0].start).days < 360
        ):
            return None
        try:
            monday = date.fromisocalendar(year[0].start.year, number[0], 1)
        except ValueError:  # that year has 52
            return None
        return Days(monday, monday + timedelta(weeks=1), "week"), year[1]

    def _part_of_year(self, year: int, m: Meaning) -> Days:
        size = 3 if m.kind == "yearquarter" else 6
        first = date(year, size * (m.value - 1) + 1, 1)
        return Days(first, add_months(first, size), "month")

    def _quarter(self, year: int, which: int, after: int) -> tuple[Days, int] | None:
        if not 1 <= which <= 4:
            return None
        first = date(year, 3 * which - 2, 1)
        return Days(first, add_months(first, 3), "month"), after

    @staticmethod
    def _decade(year: int) -> Days:
        return Days(date(year, 1, 1), date(year + 10, 1, 1), "month")

    def season(self, i: int) -> tuple[Days, int] | None:
        """this summer, зимой, лето 2027; a verb ("spring", "fall") only with a modifier or a year."""
        j = self.skip(i + 1, "the") if self.kind(i) in MODIFIERS else i
        if self.kind(j) != "season":
            return None
        step = self.step(i) if j > i else 0
        first_month = self.stream[j].value
        first = date(self.today.year, first_month, 1)
        if add_months(first, -9) > self.today.replace(day=1) and first_month == 12 and self.today.month < 3:
            first = add_months(first, -12)
        if add_months(first, 3) <= self.today:
            first = add_months(first, 12)
        if step < 0:
            first = add_months(first, -12)
        elif step > 0 and first <= self.today:
            first = add_months(first, 12)
        k = self.skip(j + 1, *CONTAINED)
        if (year := self.year(k)) is not None:
            return Days(
                date(year[0], first_month, 1), add_months(date(year[0], first_month, 1), 3), "month"
            ), year[1]
        if self.is_modifier(k) and self.unit(k + 1) == "year":
            first = date(self.today.year + self.step(k), first_month, 1)
            return Days(first, add_months(first, 3), "month"), k + 2
        return Days(first, add_months(first, 3), "month"), j + 1
