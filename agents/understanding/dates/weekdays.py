"""Weekdays in a stream of meanings: "next Tuesday", "Friday week", "вторник 16-го"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agents.understanding.dates.calendar_dates import CalendarDateReader
from agents.understanding.dates.periods import MODIFIERS
from agents.understanding.dates.spans import Days, Instant, add_months, month_days, one_day, weekday_dated

_EVERY = ("кам", "едам", "гам", "цам", "там", "ньям")
"""по вторникам, четвергам, пятницам, субботам, воскресеньям."""
_ARMENIAN_WEEK = ("շաբաթ", "շաբաթը", "շաբաթն")
"""Saturday and week are one word; behind "next" it is the week."""
_BEFORE_A_DAY = ("before", "prior", "перед")
_DAYS_IN_GENERAL = ("օրերին", "օրերը", "օրեր")
_DAY_WORDS = ("օրը", "օրվա", "օր", "day")


class WeekdayReader(CalendarDateReader):
    """Weekdays, and what next, this and last make of them and of other days."""

    def _modified(self, i: int, j: int) -> tuple[Days | Instant, int] | None:
        if j >= len(self.stream):
            return None
        m, modifier, step = self.stream[j], self.kind(i), self.step(i)
        if m.kind == "inunit" and m.name in ("week", "month", "year"):  # մյուս շաբաթից
            return self.period(m.name, step), j + 1
        twice = m.kind in MODIFIERS or m.kind == "past"  # "this coming Monday", "this past weekend"
        if twice and (found := self._modified(j, j + 1)) is not None:
            return found
        if m.kind == "or":  # "this or next week"
            k = self.skip(j + 1, "at", "the")
            if self.kind(k) in MODIFIERS and self.unit(k + 1):
                return self.period(self.unit(k + 1), step), k + 2
        if m.kind == "weekday" and m.word in _ARMENIAN_WEEK and m.end - m.start == len(m.word):
            return self.period("week", step), j + 1
        if m.kind == "weekday":
            day = self.monday + timedelta(days=m.value, weeks=1 if modifier == "next" else 0)
            if modifier == "nearest" or (modifier == "this" and day < self.today):
                day = self.coming(m.value)
            if step < 0:
                day = self.today - timedelta(days=(self.today.weekday() - m.value - 1) % 7 + 1)
            return one_day(day, m.value), j + 1
        if m.kind == "weekend":
            saturday = self.monday + timedelta(days=5, weeks=0 if m.word and modifier == "nearest" else step)
            return Days(saturday, saturday + timedelta(days=2)), j + 1
        if m.kind == "workdays":
            monday = self.monday + timedelta(weeks=step)
            return Days(monday, monday + timedelta(days=5)), j + 1
        if m.kind == "workweek":
            monday = self.monday + timedelta(weeks=step)
            return Days(monday, monday + timedelta(days=5)), j + 1
        unit = self.unit(j)
        if unit in ("week", "fortnight", "month", "quarter", "year", "decade", "century"):
            return self.period(unit, step), j + 1
        if unit == "day" and modifier == "next":
            return self.period(unit, step), j + 1
        if m.kind == "part" and modifier == "this":
            return one_day(self.today), j
        if m.kind == "part" and step and m.word.isascii():
            return one_day(self.today + timedelta(days=-1 if step < 0 else 1)), j
        if m.kind == "month":
            first = self.month_first(m.value).replace(year=self.today.year)
            if step >= 0 and first < self.today.replace(day=1):
                first = first.replace(year=first.year + 1)
            if step < 0 and first >= self.today.replace(day=1):
                first = first.replace(year=first.year - 1)
            return month_days(first), j + 1
        return None

    def next_one(self, j: int, named: object) -> tuple[Days, int] | None:
        """The other of "не в эту пятницу, а в следующую", "not this Friday, the next one"; `named` came before."""
        if self.kind(j) == "oneafter" and isinstance(named, Days) and named.start is not None:
            month = named.grain == "month"
            first = add_months(named.start, 1) if month else named.start + timedelta(weeks=1)
            return (
                month_days(first)
                if month
                else replace(
                    named, start=first, end=named.end and named.end + timedelta(weeks=1), today_too=False
                )
            ), j + 1
        if (
            self.kind(j) != "next"
            or not isinstance(named, Days)
            or named.weekday is None
            or named.start is None
        ):
            return None
        one = self.word(j + 1) == "one"
        if not one and self.kind(j + 1) not in ("", "mark", "suits"):
            return None
        return one_day(self.monday + timedelta(weeks=1, days=named.weekday), named.weekday), j + 1 + one

    def last_one(self, days: Days) -> Days:
        """ "since Friday": the one that was."""
        if days.weekday is None or days.start is None or days.start <= self.today:
            return days
        return one_day(days.start - timedelta(weeks=1), days.weekday)

    def _week_after(self, i: int) -> tuple[int, int] | None:
        """... на следующей неделе, ... next week, after a weekday: weeks from now."""
        j = self.skip(i, "at", "the", "of", "in")
        week = self.unit(j + 1) == "week" or (self.word(j) == "մյուս" and self.word(j + 1) in _ARMENIAN_WEEK)
        if self.is_modifier(j) and week and self.word(j + 2) not in _DAY_WORDS:
            return self.step(j), j + 2
        return None

    def _weekday(self, i: int) -> tuple[Days, int]:
        m = self.stream[i]
        after = self.skip_dot(i + 1)
        weeks = self.word(i) in _ARMENIAN_WEEK and m.end - m.start == len(m.word)
        if (
            weeks
            and self.kind(i - 1) == "num"
            and self.stream[i - 1].value < 5
            and not self.stream[i - 1].case
        ):
            return Days(None, None, every=(0, 1, 2, 3, 4, 5, 6)), after  # "two weeks" are no Saturday
        if (
            self.word(i) in _ARMENIAN_WEEK
            and (often := self.count(i + 1))
            and self.kind(often[1]) == "quantity"
        ):
            return Days(None, None, every=(0, 1, 2, 3, 4, 5, 6)), often[
                1
            ] + 1  # "twice a week" is no Saturday
        if self.kind(after) == "unit" and self.word(after) in _DAY_WORDS:
            after += 1
        if self.unit(after) == "week" and self.word(after).isascii() and after == i + 1:
            return one_day(self.coming(m.value) + timedelta(weeks=1), m.value), after + 1  # "Friday week"
        if (general := self._in_general(i, after)) is not None:
            return general
        if self.kind(i - 1) == "any":
            return Days(None, None, every=(m.value,)), after
        week = self._week_after(after)
        if week:
            return one_day(self.monday + timedelta(days=m.value, weeks=week[0]), m.value), week[1]
        away = self.length(after + 1, bare=True) if self.kind(after) == "in" else None
        if away is not None and away[0].unit in ("week", "fortnight") and self.kind(away[1]) != "weekday":
            return one_day(away[0].from_day(self.monday) + timedelta(days=m.value), m.value), away[1]
        if (beside := self._beside(after)) is not None:
            return one_day(self._nearest(m.value, beside[0], beside[1]), m.value), beside[2]
        before = self._week_before(i)
        if before is not None:
            return one_day(self.monday + timedelta(days=m.value, weeks=before), m.value), after
        this_one = self.kind(after + 1) == "never" and self.word(after + 1) == "this"
        if self.kind(after) in ("after", "past") and (self.kind(after + 1) == "next" or this_one):
            return one_day(self.coming(m.value) + timedelta(weeks=1), m.value), after + 2
        numbered = self._weekday_number(m.value, self.skip(after, "comma", "the"))
        if numbered:
            return numbered
        day = self.coming(m.value)
        return Days(
            day, day + timedelta(days=1), "day", m.value, today_too=m.value == self.today.weekday()
        ), after

    def _in_general(self, i: int, after: int) -> tuple[Days, int] | None:
        """по вторникам и четвергам, Tuesdays and Thursdays, երեքշաբթի և հինգշաբթի օրերին."""
        days, j = [self.stream[i].value], after
        plural = self._is_plural(i)
        while self.kind(j) in ("and", "or") or self.word(j) == ",":
            k = self.skip(j + 1, "at", "and", "or")
            if self.kind(k) != "weekday" or (
                plural and not self._is_plural(k) and self.word(k) not in _ARMENIAN_WEEK
            ):
                break
            days, j = [*days, self.stream[k].value], k + 1
        if self.word(j) in _DAYS_IN_GENERAL:
            return Days(None, None, every=tuple(sorted(set(days)))), j + 1
        if not plural:
            return None
        return Days(None, None, every=tuple(sorted(set(days)))), j

    def _is_plural(self, i: int) -> bool:
        word = self.word(i)
        return word.endswith(_EVERY) or (word.endswith("days") and word.isascii())

    def _beside(self, i: int) -> tuple[Days, int, int] | None:
        """... after Christmas, ... before the 10th, behind a weekday or a weekend: the days, 1 or -1, the place after."""
        sign = 1 if self.kind(i) in ("after", "past") else -1 if self.word(i) in _BEFORE_A_DAY else 0
        j = self.skip(i + 1, "the", "at")
        if not sign or self.kind(j) in ("weekday", "rel", "next", "unit"):
            return None
        found = self.read(j)
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        days = found[0]
        if days.weekday is not None or found[0].end - found[0].start > timedelta(days=10):
            return None
        return days, sign, found[1]

    @staticmethod
    def _nearest(weekday: int, days: Days, sign: int) -> date:
        """The first such weekday behind the days, or the last before them."""
        if days.start is None or days.end is None:
            raise ValueError("days that do not exist have no neighbours")
        if sign > 0:
            return days.end + timedelta(days=(weekday - days.end.weekday()) % 7)
        last = days.start - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)

    def _weekday_number(self, weekday: int, j: int) -> tuple[Days, int] | None:
        """Tuesday the 2nd, Thu 15th: the next such day that is that weekday."""
        number = self.month_day(j)
        if number is None or self._to_month(number[1]) != number[1] or self.kind(number[1]) == "month":
            return None
        m = self.stream[j]
        plain = m.kind == "number" and m.value > 24 and self.kind(number[1]) in ("", "mark")
        ordinal = m.name == "ordinal" or m.kind == "ord" or number[1] > j + 1
        the = self.kind(j - 1) == "the"
        if not (ordinal or plain or the) or self.kind(number[1]) in (
            "of",
            "ofmonth",
            "unit",
            "quantity",
            "weekday",
            "half",
        ):
            return None
        found = weekday_dated(weekday, number[0], self.today)
        return (found, number[1]) if found else None

    def _week_before(self, i: int) -> int | None:
        """The week just named ("на следующей неделе в среду"), in weeks from now."""
        j = self.skip_back(i, "at", "the", "of", "mark", "in")
        week = self.unit(j) == "week" or (
            self.kind(j) == "weekday" and self.word(j) == "շաբաթ" and self.kind(j - 1) in MODIFIERS
        )
        return self.step(j - 1) if week and self.kind(j - 1) in MODIFIERS else None
