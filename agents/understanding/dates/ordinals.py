"""The first, the second, the last of something in a stream of meanings: "the second Monday of March"."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.lengths import Length
from agents.understanding.dates.periods import CONTAINED, MODIFIERS
from agents.understanding.dates.spans import Days, add_months, month_days, one_day
from agents.understanding.dates.years import YearReader

_BEFORE_DAYS = ("before", "перед", "до")
_COUNTED_DAYS = ("weekday", "weekend")
_COUNTED_UNITS = ("day", "businessday", "week", "month", "quarter")


class OrdinalReader(YearReader):
    """Days, weeks, months and quarters by their place in a longer period."""

    def nth(self, i: int) -> tuple[Days, int] | None:
        """the second Monday of March, last week of July, third Tuesday after Christmas, first quarter of 2016."""
        if (self.kind(i) == "month" or self.word(i) == "ամսվա") and (
            behind := self._nth_behind(i)
        ) is not None:
            return behind
        ordinal = self._ordinal(self.skip(i, "the"))
        if ordinal is None:
            return None
        which, j = ordinal
        if abs(which) == 1 and (several := self._several_of(j, which)) is not None:
            return several
        kind, behind_it = self.kind(j), self.kind(j + 1)
        if kind == "half" and which in (1, 2):
            return self._half_in(self.skip(j + 1, *CONTAINED), which)
        if not which or (kind not in _COUNTED_DAYS and self.unit(j) not in _COUNTED_UNITS):
            return None
        if kind == "weekday" and which == -1 and self.word(j + 1) in _BEFORE_DAYS:
            return self._last_before(self.stream[j].value, self.skip(j + 2, "the"))
        if kind == "weekday" and behind_it in ("after", "past"):
            return self._nth_after(j, which)
        return self._nth_of(j, which)

    def _ordinal(self, i: int) -> tuple[int, int] | None:
        """Which one is meant, from the front, or -1 for the last; with the place after it."""
        m = self.stream[i] if i < len(self.stream) else None
        if m is None or not (m.kind in ("last", "ord") or (m.kind == "number" and m.name == "ordinal")):
            return None
        j = self.skip(i + 1, "ordsuffix", "mark") if self.kind(i + 1) == "ordsuffix" else i + 1
        return -1 if m.kind == "last" else m.value, j

    def _nth_after(self, j: int, which: int) -> tuple[Days, int] | None:
        """third Tuesday after Christmas: the weekday stands at `j`."""
        whole = self._year_days(j + 1) or self.container(j + 2)
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        first = whole[0].end + timedelta(days=(self.stream[j].value - whole[0].end.weekday()) % 7)
        return one_day(first + timedelta(weeks=max(which, 1) - 1)), whole[1]

    def _nth_of(self, j: int, which: int) -> tuple[Days, int] | None:
        """What is counted stands at `j`, its period behind it; a quarter is this year's, or the next one's."""
        kind, unit, weekday = self.kind(j), self.unit(j), self.stream[j].value
        k = self.skip(j + 1, *CONTAINED) if self.kind(j + 1) in CONTAINED else j + 1
        this_month = kind == "weekday" and self.unit(j + 1) == "month" and not self.word(j + 1).isascii()
        if k == j + 1 and not this_month and not self._begins_a_period(k):
            return self._coming_quarter(which, j + 1) if unit == "quarter" and which > 0 else None
        whole: tuple[Days, int] | None
        if self.kind(j + 1) == "ofmonth":
            whole = self.period("month", 0), j + 2
        else:
            whole = self._year_days(k) or self.container(k)
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        start, end = whole[0].start, whole[0].end
        if (end - start).days == 1 and (start.month, start.day) == (1, 1):
            end = date(start.year + 1, 1, 1)  # "the first Sunday of the new year"
        if unit == "quarter":
            return self._quarter(start.year, which if which > 0 else 4, whole[1])
        found = self._inside(start, end, kind, unit, weekday, which, whole[1])
        any_month = this_month or (self.kind(j + 1) == "ofmonth" and not self.stream[j + 1].value)
        if found and any_month and unit != "day" and found[0].end and found[0].end <= self.today:
            following = self.period("month", 1)
            if following.start is not None and following.end is not None:
                return self._inside(following.start, following.end, kind, unit, weekday, which, whole[1])
        return found

    def _begins_a_period(self, k: int) -> bool:
        """Right behind what is counted: "first Monday next month", "first week 2027"."""
        foreign_feast = self.kind(k) == "feast" and not self.word(k).isascii()
        return self.kind(k) in ("month", "ofmonth", *MODIFIERS) or foreign_feast or self.year(k) is not None

    def _coming_quarter(self, which: int, j: int) -> tuple[Days, int] | None:
        """The first quarter: this year's, or the next one's when it is over."""
        quarter = self._quarter(self.today.year, which, j)
        over = quarter is not None and quarter[0].end is not None and quarter[0].end <= self.today
        return self._quarter(self.today.year + 1, which, j) if over else quarter

    def _last_before(self, weekday: int, i: int) -> tuple[Days, int] | None:
        """the last Monday before Christmas, в последнюю субботу перед новым годом."""
        whole = self.container(i)
        if whole is None or whole[0].start is None:
            return None
        day = whole[0].start - timedelta(days=1)
        return one_day(day - timedelta(days=(day.weekday() - weekday) % 7), weekday), whole[1]

    def _half_in(self, i: int, which: int) -> tuple[Days, int] | None:
        """the second half of next week, первая половина декабря."""
        if self.kind(i) == "ofmonth":
            return self._half_of(self.period("month", 0), which), i + 1
        whole = self.container(i)
        return (self._half_of(whole[0], which), whole[1]) if whole else None

    @staticmethod
    def _half_of(whole: Days, which: int) -> Days:
        if whole.start is None or whole.end is None:
            return whole
        length = (whole.end - whole.start).days
        cut = whole.start + timedelta(days=15 if 28 <= length <= 31 else length // 2)
        if length > 360:
            cut = add_months(whole.start, 6)
        return Days(whole.start, cut) if which == 1 else Days(cut, whole.end)

    def _nth_behind(self, i: int) -> tuple[Days, int] | None:
        """դեկտեմբերի առաջին շաբաթը, նոյեմբերի վերջին ուրբաթը."""
        if (
            self.kind(i + 1) not in ("ord", "last")
            or self.stream[i + 1].word.isascii()
            or i + 2 >= len(self.stream)
        ):
            return None
        which = -1 if self.kind(i + 1) == "last" else self.stream[i + 1].value
        m = self.stream[i + 2]
        days = (
            month_days(self.month_first(self.stream[i].value))
            if self.kind(i) == "month"
            else self.period("month", 0)
        )
        if days.start is None or days.end is None:
            return None
        if m.kind == "half" and which in (1, 2):
            return self._half_of(days, which), i + 3
        week = self.unit(i + 2) == "week" or (m.word.startswith("շաբաթ") and m.end - m.start == len(m.word))
        if not week and m.kind != "weekday":
            return None
        return self._inside(days.start, days.end, m.kind, "week" if week else "", m.value, which, i + 3)

    def _several_of(self, j: int, which: int) -> tuple[Days, int] | None:
        """first ten days of June, the last two weeks of the month."""
        length = self.length(j) if self.count(j) is not None else None
        if length is None or length[0].is_clock or self.kind(length[1]) not in ("of", "at", "ofmonth", "in"):
            return None
        if self.kind(length[1]) == "ofmonth":
            whole: tuple[Days, int] | None = (self.period("month", 0), length[1] + 1)
        else:
            whole = self.container(self.skip(length[1], "of", "at", "in", "the"))
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        start, end = whole[0].start, whole[0].end
        part = Days(start, length[0].from_day(start)) if which > 0 else Days(length[0].from_day(end, -1), end)
        return part, whole[1]

    def _inside(
        self, start: date, end: date, kind: str, unit: str, weekday: int, which: int, after: int
    ) -> tuple[Days, int] | None:
        if unit == "month":
            first = add_months(start, which - 1) if which > 0 else add_months(end, which)
            return month_days(first), after
        if unit == "week":
            thursday = start + timedelta(days=(3 - start.weekday()) % 7)
            if which < 0:
                last = end - timedelta(days=1)
                thursday = last - timedelta(days=(last.weekday() - 3) % 7)
            first = thursday - timedelta(days=3) + timedelta(weeks=max(which, 1) - 1)
            return Days(first, first + timedelta(weeks=1), "week"), after
        if unit == "businessday":
            first = start - timedelta(days=1) if which > 0 else end
            day = Length(days=abs(which), unit=unit).from_day(first, 1 if which > 0 else -1)
            return (one_day(day), after) if start <= day < end else None
        if unit == "day":
            return one_day(
                start + timedelta(days=which - 1) if which > 0 else end + timedelta(days=which)
            ), after
        weekday = 5 if kind == "weekend" else weekday
        if which > 0:
            day = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (which - 1))
        else:
            last = end - timedelta(days=1)
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        if not start <= day < end:
            return None
        return (Days(day, day + timedelta(days=2)) if kind == "weekend" else one_day(day)), after
