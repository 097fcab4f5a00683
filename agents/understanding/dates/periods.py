"""Weeks, months and years counted in a stream of meanings, and how readers of days share a place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime, timedelta

from agents.understanding.dates.lengths import Length, LengthReader
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.spans import Days, Instant, add_months, month_days, one_day

MODIFIERS = ("next", "this", "nearest", "last")
CONTAINED = ("of", "in", "at", "the", "any")
_FOLLOWING = ("ne", "fo", "сл")
_MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}


class PeriodReader(LengthReader, ABC):
    """Periods of the calendar; `read` is any day expression, of which others may be parts."""

    def __init__(self, stream: list[Meaning], now: datetime) -> None:
        super().__init__(stream)
        self.now = now
        self._depth = 0
        self._read: dict[int, tuple[Days | Instant, int] | None] = {}
        self.today = now.date()
        self.monday = self.today - timedelta(days=self.today.weekday())

    @abstractmethod
    def read(self, i: int) -> tuple[Days | Instant, int] | None:
        """The day expression that starts at `i`, with the place after it."""

    @abstractmethod
    def _pair(self, i: int) -> tuple[Length, Length, int] | None:
        """Two lengths, of which one is meant: "2-3 days"."""

    def container(self, i: int) -> tuple[Days, int] | None:
        """What a part can be a part of: a period with both ends."""
        found = self.read(i) if i < len(self.stream) else None
        if found is None and self.unit(i) and self.unit(i) != "hour":
            found = self.period(self.unit(i), 0), i + 1
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        return found[0], found[1]

    def coming(self, weekday: int) -> date:
        """The next day that is that weekday, today left out."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def weekdays_from_now(self, j: int, number: int) -> Days:
        """two Saturdays from now, 3 Mondays ago; the weekday is at `j`."""
        weekday = self.stream[j].value
        if self.kind(j + 1) == "ago":
            back = (self.today.weekday() - weekday - 1) % 7 + 1
            return one_day(self.today - timedelta(days=back, weeks=number - 1))
        return one_day(self.coming(weekday) + timedelta(weeks=number - 1))

    def step(self, i: int) -> int:
        """next is 1, last is -1; "coming week" is the next one, "nearest" this one."""
        m = self.stream[i]
        if m.kind == "past":
            return -1
        coming = m.kind == "nearest" and m.word.isascii()
        return 1 if coming else {"next": 1, "last": -1}.get(m.kind, 0)

    def is_modifier(self, i: int) -> bool:
        """next, this, last; "past" only before a unit or a number ("past 2 weeks", not "half past 2")."""
        if self.kind(i) in MODIFIERS:
            return True
        if self.kind(i) != "past" or self.stream[i].word != "past":
            return False
        return (
            bool(self.unit(i + 1))
            or self.kind(i + 1) in ("weekend", "few", "weekday", "month")
            or (self.length(i + 1) is not None)
        )

    def period(self, unit: str, step: int) -> Days:
        """The calendar's day, week, month, … that many steps from now's."""
        if unit == "day":
            return one_day(self.today + timedelta(days=step))
        if unit in ("week", "fortnight"):
            start = self.monday + timedelta(weeks=step)
            return Days(start, start + timedelta(weeks=2 if unit == "fortnight" else 1), "week")
        size = _MONTHS.get(unit, 1)
        months = (self.today.year * 12 + self.today.month - 1) // size * size + step * size
        first = date(months // 12, months % 12 + 1, 1)
        return Days(first, add_months(first, size), "month")

    def rolling(self, i: int) -> tuple[Days | Instant, int] | None:
        """last 2 weeks, next 3 days, past few hours: counted from now, today left out."""
        if (pair := self._pair(i + 1)) is not None and self.kind(pair[2] - 1) != "inunit":
            return self.rolled(pair[1], i), pair[2]  # "in the next day or two"
        length = self.length(i + 1, bare=self.unit(i + 1) in ("hour", "minute"))
        return None if length is None else (self.rolled(length[0], i), length[1])

    def rolled(self, length: Length, modifier: int) -> Days | Instant:
        step = self.step(modifier) or 1
        if length.is_clock:
            other = length.after(self.now, step)
            return Instant(min(self.now, other), until=max(self.now, other))
        if length.unit == "quarter" or (step > 0 and self._names_the_following(length, modifier)):
            return self._whole_periods(length, step)
        if step < 0:
            return Days(length.from_day(self.today, -1), self.today)
        first = self.today + timedelta(days=0 if self.stream[modifier].name == "soon" else 1)
        return Days(first, length.from_day(first))

    def _names_the_following(self, length: Length, modifier: int) -> bool:
        """следующие 3 недели, next 3 weeks: those after this one. "In the next 3 weeks" begins tomorrow."""
        m = self.stream[modifier]
        bare = self.kind(modifier - 1) not in ("in", "at", "the", "this", "by", "before")
        return length.unit in ("week", "month") and m.kind == "next" and m.word[:2] in _FOLLOWING and bare

    def _whole_periods(self, length: Length, step: int) -> Days:
        """Whole weeks, months or quarters behind this one, or before it."""
        here = self.period(length.unit, 0)
        if here.start is None or here.end is None:
            return here
        if step < 0:
            return Days(length.from_day(here.start, -1), here.start, here.grain)
        return Days(here.end, length.from_day(here.end), here.grain)

    def _year_days(self, i: int) -> tuple[Days, int] | None:
        found = self.year(self.skip(i, "the"))
        if found is None:
            return None
        return Days(date(found[0], 1, 1), date(found[0] + 1, 1, 1), "month"), found[1]

    def _whole(self, i: int) -> tuple[Days, int] | None:
        """A week, month or year: with a modifier, or bare ("конец недели" is this week's)."""
        j = self.skip(i + 1, "the", "at") if self.kind(i) in MODIFIERS else i
        unit = self.unit(j)
        if unit in ("week", "month", "quarter", "year"):
            return self.period(unit, self.step(i) if j > i else 0), j + 1
        if self.kind(j) == "month":
            found = self.month(j)
            return found if found else (month_days(self.month_first(self.stream[j].value)), j + 1)
        return self._year_days(j)

    def month(self, i: int) -> tuple[Days, int] | None:
        """March, June of 1992."""
        k = self.skip_dot(i + 1)
        m = self.stream[k] if k < len(self.stream) else None
        if m is not None and m.kind == "mark" and m.word in ("/", "-", ","):
            k += 1
        year = self.year(self.skip(k, *CONTAINED))
        if year is not None:
            return month_days(date(year[0], self.stream[i].value, 1)), year[1]
        return month_days(self.month_first(self.stream[i].value)), self.skip_dot(i + 1)

    def month_first(self, month: int) -> date:
        return date(self.today.year + (month < self.today.month), month, 1)

    def skip_back(self, i: int, *kinds: str) -> int:
        """The place before `i`, other than of these kinds."""
        i -= 1
        while self.kind(i) in kinds:
            i -= 1
        return i
