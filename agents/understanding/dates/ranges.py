"""Stretches of days: "from 2 July to 10 July", "с 5 по 12 июня", "the 17th to the 2nd", "May to October 2027"."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.days import DayReader
from agents.understanding.dates.spans import Days, add_months, dated, day_of_month, one_day

UNTIL = ("until", "till", "til", "upto", "up to", "до", "по", "մինչև", "մինչեւ")
_MUCH_SHORTER = 3
_WEEK_DAYS = 7
_MOST_HOURS, _MOST_DAYS = 24, 31
_CLOCKS = ("am", "pm", "oclock", "hm", "quantity", "unit")


class RangeReader:
    """Reads stretches at a place of the stream. Both ends belong to them, so `end` is the day after the last."""

    def __init__(self, days: DayReader) -> None:
        self._days = days
        self._kind = days.kind
        self._word = days.word

    def numbers(self, j: int, relation: str) -> tuple[Days, int] | None:
        """Two numbers of one month: 10-15 июня, June 10-15, between 3 and 12 of September, 14 - 15.10."""
        if self._kind(j) == "ofmonth":
            return self._from_day_to_day(j + 1)
        begins_with_month = self._kind(j) == "month"
        i = self._days.skip(j + 1 if begins_with_month else j, "the")
        first = self._days.month_day(i) if self._kind(i) not in ("rel", "") else None
        if first is None or not 1 <= first[0] <= 31:
            return None
        if (days := self._days_by_case(first)) is not None:
            return days
        k = self._days.skip(self._joined(self._days.skip_dot(first[1]), relation) or -1, "the", "at")
        if k < 0 or k >= len(self._days.stream):
            return None
        m = self._days.stream[k]
        if m.kind in ("dm", "hm", "dmy") and not begins_with_month and (m.kind != "hm" or m.name == "dot"):
            found = self._days.read(k)
            return (
                self._closed(first[0], found[0], found[1]) if found and isinstance(found[0], Days) else None
            )
        second = self._days.month_day(k)
        if second is None or not 1 <= second[0] <= 31:
            return None
        if begins_with_month:
            if self._kind(second[1]) in _CLOCKS:
                return None
            last, after = self._days._with_year(second[0], self._days.stream[j].value, second[1])
        else:
            at = self._days._to_month(second[1])
            if self._kind(at) != "month":
                return self._of_this_month(first[0], second, relation, k)
            last, after = self._days._with_year(
                second[0], self._days.stream[at].value, self._days.skip_dot(at + 1)
            )
        return self._closed(first[0], last, after)

    def _from_day_to_day(self, j: int) -> tuple[Days, int] | None:
        """ամսի 1-ից 5-ը"""
        first = self._days.month_day(j) if self._days.stream[j - 1].word != "числа" else None
        if first is None or self._days.stream[first[1] - 1].case != "from":
            return None
        last = self._days.month_day(self._days.skip(first[1], "before", "to"))
        return self._within_month(first[0], last[0], last[1]) if last is not None and last[0] <= 31 else None

    def _days_by_case(self, first: tuple[int, int]) -> tuple[Days, int] | None:
        """25-ից 27-ը: numbers too great for hours."""
        if first[0] <= _MOST_HOURS or self._days.stream[first[1] - 1].case != "from":
            return None
        last = self._days.month_day(self._days.skip(first[1], "before"))
        if last is None or last[0] > _MOST_DAYS or self._days.stream[last[1] - 1].case != "to":
            return None
        return self._within_month(first[0], last[0], last[1])

    def _of_this_month(
        self, day: int, last: tuple[int, int], relation: str, k: int
    ) -> tuple[Days, int] | None:
        """с 1 по 5: days, hours are said with "до"."""
        if relation != "from" or self._word(k - 1) != "по" or self._kind(last[1]) in (*_CLOCKS, "part"):
            return None
        return self._within_month(day, last[0], last[1])

    def _within_month(self, day: int, last: int, after: int) -> tuple[Days, int] | None:
        """From the next day of that number to the `last` behind it."""
        found = day_of_month(day, self._days.today)
        if found is None or found.start is None:
            return None
        month = found.start.replace(day=1) if last >= day else add_months(found.start.replace(day=1), 1)
        end = dated(last, month.month, month.year, month).end
        return (Days(found.start, end), after) if end is not None else None

    def _closed(self, day: int, last: Days, after: int) -> tuple[Days, int] | None:
        if last.start is None or last.end is None:
            return None
        month = last.start.replace(day=1)
        if day > last.start.day:
            month = add_months(month, -1)
        found = dated(day, month.month, month.year, month)
        return (Days(found.start, last.end), after) if found.start is not None else None

    def days(self, j: int, first: Days, k: int, relation: str, case: str) -> tuple[Days, int] | None:
        """The stretch that `first` (at `j`, read up to `k`) begins."""
        if self._word(k) == "/" and self._kind(j) == "weekday":
            return None  # "tues/thurs" is either
        joiner = self._joined(k, relation, case)
        if joiner is None and case == "from" and self._kind(j) == "month" and self._kind(k) == "num":
            joiner = k  # "դեկտեմբերի մեկից երեքը"
        if joiner is None or first.start is None or first.end is None:
            return None
        at = self._days.skip(joiner, "at", "the")
        if k == j + 1 and (slashed := self._slashed(j, at)) is not None:
            return slashed, at + 1
        found = self._days.read(at) if at < len(self._days.stream) else None
        last = found[0] if found and isinstance(found[0], Days) else None
        after = found[1] if found else at
        if found is None or self._is_number_alone(at, after):
            last, after = self._number_after(j, k, at, first.start) or (last, after)
        if found and last is None and not isinstance(found[0], Days) and getattr(found[0], "now", False):
            last = one_day(self._days.today)
        if last is None or last.start is None or last.end is None:
            return None
        return self._ordered(first, last, (j, k), (at, after))

    def _slashed(self, j: int, at: int) -> Days | None:
        """10/1/2018-10/7/2018: both dates say the month in the same place; of two readings the much shorter is meant."""
        stretches = [self._in_order(j, at, month_first=month_first) for month_first in (False, True)]
        days_first, months_first = stretches
        if days_first is None or months_first is None:
            return days_first or months_first
        lengths = [(s.end - s.start).days for s in (days_first, months_first) if s.start and s.end]
        return months_first if lengths[1] * _MUCH_SHORTER < lengths[0] else days_first

    def _in_order(self, j: int, at: int, *, month_first: bool) -> Days | None:
        ends: list[Days] = []
        for i in (j, at):
            m = self._days.stream[i] if i < len(self._days.stream) else None
            if m is None or m.kind not in ("dm", "dmy") or "." in m.word or m.word[:4].isdigit():
                return None
            first, second, *year = m.parts
            day, month = (second, first) if month_first else (first, second)
            ends.append(dated(day, month, year[0] if year else None, self._days.today))
        start, last, end = ends[0].start, ends[1].start, ends[1].end
        if start is None or last is None or end is None or last < start:
            return None
        return Days(start, end, "day")

    def _joined(self, k: int, relation: str, case: str = "") -> int | None:
        """The place after "to", "until", a dash, the "and" of "between … and"."""
        if self._kind(k) == "mark" and self._word(k) == ",":
            k += 1
        if self._kind(k) == "mark" and self._word(k) in ("-", "/"):
            return k + 1
        if self._kind(k) == "to" or (relation == "between" and self._kind(k) == "and"):
            return k + 1
        if self._kind(k) == "before" and (
            relation in ("from", "between") or self._word(k) in UNTIL or case == "from"
        ):
            return k + 1
        if case == "from" and self._kind(k) in ("weekday", "rel", "number", "month"):
            return k
        return None

    def _is_number_alone(self, at: int, after: int) -> bool:
        return all(
            self._kind(n) in ("number", "num", "ord", "ordsuffix", "mark", "the") for n in range(at, after)
        )

    def _number_after(self, j: int, k: int, at: int, start: date) -> tuple[Days, int] | None:
        """April 9th through 17th: a number alone is in the first day's month, or the next."""
        number = self._days.month_day(at)
        if number is None or not 1 <= number[0] <= 31 or self._kind(number[1]) in (*_CLOCKS, "month", "part"):
            return None
        ordinal = (
            number[1] > at + 1
            or self._days.stream[at].kind == "ord"
            or self._days.stream[at].name == "ordinal"
        )
        dated_first = any(self._kind(n) in ("month", "dm") for n in range(j, k))
        if not (ordinal or dated_first):
            return None
        month = start.replace(day=1)
        if number[0] <= start.day:
            month = add_months(month, 1)
        return dated(number[0], month.month, month.year, month), number[1]

    def _ordered(
        self, first: Days, last: Days, places: tuple[int, int], last_places: tuple[int, int]
    ) -> tuple[Days, int] | None:
        """Both ends on one line of time: a year said once is meant for both, a weekday may be next week's."""
        start, end, after = first.start, last.end, last_places[1]
        if start is None or end is None or last.start is None:
            return None
        if self._names_year(*last_places) and not self._names_year(*places) and self._names_month(*places):
            start = start.replace(
                year=last.start.year, day=min(start.day, 28) if start.month == 2 else start.day
            )
            if start > last.start:
                start = add_months(start, -12)
        if last.start <= start and last.weekday is not None:
            end += timedelta(weeks=((start - last.start).days // 7) + 1)
        elif end <= start and not self._names_year(*last_places):
            end = add_months(end, 12 if self._names_month(*last_places) else 1)
        if first.today_too and last.weekday is not None and (end - start).days < _WEEK_DAYS:
            start, end = (
                start - timedelta(weeks=1),
                end - timedelta(weeks=1),
            )  # said on that weekday: from today
        if end <= start:
            return None
        return Days(start, end, "day"), after

    def _names_year(self, i: int, k: int) -> bool:
        return any(
            self._kind(n) in ("dmy", "ym") or self._days.year(n) is not None or self._kind(n) == "past"
            for n in range(i, k)
        ) or any(self._kind(n) in ("next", "this", "last") for n in range(i, k))

    def _names_month(self, i: int, k: int) -> bool:
        return any(self._kind(n) in ("month", "dm") for n in range(i, k))
