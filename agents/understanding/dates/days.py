"""Days, weeks and months in a stream of meanings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.spans import (
    Days,
    Instant,
    add_months,
    dated,
    day_of_month,
    month_days,
    one_day,
)
from agents.understanding.dates.stream import StreamReader
from domain.reading import Grain

_PERIODS: dict[str, Grain] = {"day": "day", "week": "week", "month": "month", "year": "month"}
_MODIFIERS = ("next", "this", "nearest", "last")


class DayReader(StreamReader):
    """Reads one day expression at a place of the stream. Returns it with the place after it, or None."""

    def __init__(self, stream: list[Meaning], now: datetime) -> None:
        super().__init__(stream)
        self.now = now
        self.today = now.date()
        self.monday = self.today - timedelta(days=self.today.weekday())

    def read(self, i: int) -> tuple[Days | Instant, int] | None:
        """The longest expression that starts at `i`."""
        for rule in (self._counted, self._dated, self._edge, self._named):
            if (found := rule(i)) is not None:
                return found
        return None

    def _counted(self, i: int) -> tuple[Days | Instant, int] | None:
        """через 2 дня, in a week, երկու օրից, 3 days ago, next 3 days."""
        ahead = self.kind(i) == "in"
        j = i + 1 if ahead else i
        kind = self.kind(j)
        if kind in ("inhalfhour", "inhourandhalf") or (ahead and kind in ("halfhour", "hourandhalf")):
            return Instant(
                self.now + timedelta(minutes=30 if "half" in kind and "hourand" not in kind else 90)
            ), j + 1
        start = j
        counted = self.count(j)
        number, j = counted if counted else (1, j)
        kind = self.kind(j)
        if kind in ("inunit", "agounit"):
            return self._shift(self.stream[j].name, number if kind == "inunit" else -number), j + 1
        if kind != "unit" or number > 400:
            return None
        unit, j = self.stream[j].name, j + 1
        if unit == "hour" and self.kind(j) == "and" and self.kind(j + 1) in ("num", "half"):
            half = self.skip(j + 1, "num")
            if self.kind(half) == "half" and ahead:
                return Instant(self.now + timedelta(hours=number, minutes=30)), half + 1
        if ahead:
            return self._shift(unit, number), j
        if counted and self.kind(j) in ("fromnow", "ago") and start == i:
            return self._shift(unit, number if self.kind(j) == "fromnow" else -number), j + 1
        if self.kind(j) == "ago":
            return self._shift(unit, -number), j + 1
        return None

    def _shift(self, unit: str, number: int) -> Days | Instant:
        if unit in ("minute", "hour"):
            return Instant(self.now + timedelta(minutes=number * (60 if unit == "hour" else 1)))
        if unit in ("month", "year"):
            return one_day(add_months(self.today, number * (12 if unit == "year" else 1)))
        return one_day(self.today + timedelta(days=number * (7 if unit == "week" else 1)))

    def _dated(self, i: int) -> tuple[Days, int] | None:
        m = self.stream[i]
        if m.kind == "dmy":
            day, month, year = m.parts
            if month > 12 and day <= 12:
                day, month = month, day
            return dated(day, month, year, self.today), i + 1
        if m.kind in ("dm", "hm") and (m.kind == "dm" or m.name == "dot") and self._is_date(i):
            day, month = m.parts
            if month > 12 and day <= 12:
                day, month = month, day
            return dated(day, month, None, self.today), i + 1
        if m.kind == "month":
            number = self.month_day(self.skip_dot(i + 1))
            if number and 1 <= number[0] <= 31 and self.kind(number[1]) not in ("unit", "quantity"):
                return self._with_year(number[0], m.value, number[1])
            if 1900 < self.stream[i + 1].value < 2200 if i + 1 < len(self.stream) else False:
                return month_days(date(self.stream[i + 1].value, m.value, 1)), i + 2
            return None
        if m.kind == "ofmonth" and (number := self.month_day(i + 1)):
            found = day_of_month(number[0], self.today)
            return (found, number[1]) if found else None
        number = self.month_day(i)
        if number is None:
            return None
        j = self.skip(number[1], "of", "the")
        if self.kind(j) == "month" and not (m.kind == "num" and self.stream[j].word == "may"):
            return self._with_year(number[0], self.stream[j].value, self.skip_dot(j + 1))
        if (
            j > number[1]
            and (whole := self._whole(j))
            and whole[0].grain == "month"
            and whole[0].start is not None
        ):
            return dated(number[0], whole[0].start.month, whole[0].start.year, self.today), whole[1]
        explicit = self.kind(number[1]) == "ofmonth" or m.name == "ordinal" or self.kind(i + 1) == "ordsuffix"
        if (
            self.kind(i - 1) == "the"
            and m.kind == "ord"
            and number[0] > 5
            and self.kind(number[1]) in ("", "mark")
        ):
            explicit = True
        alone = m.kind == "number" and m.case == "at" and m.value > 24
        if (explicit or alone) and (found := day_of_month(number[0], self.today)):
            return found, self.skip(number[1], "ofmonth")
        return None

    def _is_date(self, i: int) -> bool:
        day, month = self.stream[i].parts
        return (1 <= day <= 31 and 1 <= month <= 12) or self.stream[i].name == "slash"

    def _with_year(self, day: int, month: int, j: int) -> tuple[Days, int]:
        k = self.skip(j, "mark") if self.kind(j) == "mark" and self.stream[j].word == "," else j
        if self.kind(k) == "number" and 1900 < self.stream[k].value < 2200:
            return dated(day, month, self.stream[k].value, self.today), self.skip(k + 1, "unit")
        return dated(day, month, None, self.today), j

    def _edge(self, i: int) -> tuple[Days, int] | None:
        """конец недели, the end of next month, շաբաթվա վերջ."""
        which = self.kind(i)
        j = i
        if which in ("end", "begin", "middle"):
            whole = self._whole(self.skip(i + 1, "of", "the"))
        else:
            whole = self._whole(i)
            if whole is None or self.kind(whole[1]) not in ("end", "begin"):
                return None
            which, j = self.kind(whole[1]), whole[1]
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        first, last, after = whole[0].start, whole[0].end, max(whole[1], j + 1)
        third = (last - first) // 3
        bounds = {
            "begin": (first, first + third),
            "end": (last - third, last),
            "middle": (first + third, last - third),
        }
        return Days(*bounds[which], "week" if third.days > 4 else "day"), after

    def _whole(self, i: int) -> tuple[Days, int] | None:
        """A week or month: with a modifier, or bare ("конец недели" is this week's)."""
        modifier = self.kind(i) if self.kind(i) in _MODIFIERS else "this"
        j = i + 1 if self.kind(i) in _MODIFIERS else i
        if self.kind(j) == "unit" and self.stream[j].name in ("week", "month", "year"):
            return self._period(self.stream[j].name, modifier), j + 1
        if self.kind(j) == "month":
            return month_days(self._month_first(self.stream[j].value)), j + 1
        return None

    def _month_first(self, month: int) -> date:
        return date(self.today.year + (month < self.today.month), month, 1)

    def _period(self, unit: str, modifier: str) -> Days:
        step = {"next": 1, "last": -1}.get(modifier, 0)
        if unit == "day":
            return one_day(self.today + timedelta(days=step))
        if unit == "week":
            start = self.monday + timedelta(weeks=step)
            return Days(start, start + timedelta(weeks=1), "week")
        if unit == "year":
            return Days(date(self.today.year + step, 1, 1), date(self.today.year + step + 1, 1, 1), "month")
        return month_days(add_months(self.today.replace(day=1), step))

    def _named(self, i: int) -> tuple[Days, int] | None:
        m = self.stream[i]
        if m.kind == "rel":
            return one_day(self.today + timedelta(days=m.value)), i + 1
        if m.kind in _MODIFIERS:
            return self._modified(m.kind, self.skip(i + 1, "at", "the"))
        if m.kind == "weekday":
            return self._weekday(i)
        if m.kind == "weekend":
            saturday = self.monday + timedelta(days=5)
            modifier = self._week_after(i + 1)
            if modifier:
                saturday += timedelta(weeks={"next": 1, "last": -1}.get(modifier[0], 0))
                return Days(saturday, saturday + timedelta(days=2)), modifier[1]
            return Days(max(saturday, self.today), saturday + timedelta(days=2)), i + 1
        if m.kind == "workdays":
            return Days(None, None, every=(0, 1, 2, 3, 4)), i + 1
        if m.kind == "month":
            before = self.kind(i - 1)
            if m.word in ("may", "march", "mar", "sep", "jan") and before not in (
                "in",
                "at",
                "by",
                "before",
                "after",
            ):
                return None
            return month_days(self._month_first(m.value)), i + 1
        return None

    def _modified(self, modifier: str, j: int) -> tuple[Days, int] | None:
        if j >= len(self.stream):
            return None
        m = self.stream[j]
        step = {"next": 1, "last": -1}.get(modifier, 0)
        if m.kind == "weekday" and m.word == "շաբաթ" and m.end - m.start == len(m.word):
            return self._period("week", modifier), j + 1
        if m.kind == "weekday":
            day = self.monday + timedelta(days=m.value, weeks=1 if modifier == "next" else 0)
            if modifier == "nearest" or (modifier == "this" and day < self.today):
                day = self._coming(m.value)
            if modifier == "last":
                day = self.today - timedelta(days=(self.today.weekday() - m.value - 1) % 7 + 1)
            return one_day(day, m.value), j + 1
        if m.kind == "weekend":
            saturday = self.monday + timedelta(days=5, weeks=step)
            return Days(saturday, saturday + timedelta(days=2)), j + 1
        if m.kind == "unit" and m.name in _PERIODS and not (m.name == "day" and modifier != "next"):
            return self._period(m.name, modifier), j + 1
        if m.kind == "month":
            first = date(self.today.year, m.value, 1)
            if modifier in ("next", "this", "nearest") and first < self.today.replace(day=1):
                first = first.replace(year=first.year + 1)
            if modifier == "last" and first >= self.today.replace(day=1):
                first = first.replace(year=first.year - 1)
            return month_days(first), j + 1
        number = self.count(j)
        if (
            number
            and self.kind(number[1]) == "unit"
            and self.stream[number[1]].name in ("day", "week", "month")
        ):
            days = number[0] * {"day": 1, "week": 7, "month": 30}[self.stream[number[1]].name]
            if modifier in ("next", "nearest") and days < 400:
                first = self.today + timedelta(days=1 if modifier == "next" else 0)
                return Days(first, first + timedelta(days=days)), number[1] + 1
        return None

    def _coming(self, weekday: int) -> date:
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def _week_after(self, i: int) -> tuple[str, int] | None:
        """... на следующей неделе, ... next week, after a weekday."""
        j = self.skip(i, "at", "the", "of", "in")
        if self.kind(j) in _MODIFIERS and self.kind(j + 1) == "unit" and self.stream[j + 1].name == "week":
            return self.kind(j), j + 2
        return None

    def _weekday(self, i: int) -> tuple[Days, int]:
        m = self.stream[i]
        after = i + 1
        if self.kind(after) == "unit" and self.stream[after].word in ("օրը", "օրվա", "օր", "day"):
            after += 1
        week = self._week_after(after)
        if week:
            step = {"next": 1, "last": -1}.get(week[0], 0)
            return one_day(self.monday + timedelta(days=m.value, weeks=step), m.value), week[1]
        before = self._week_before(i)
        if before is not None:
            return one_day(self.monday + timedelta(days=m.value, weeks=before), m.value), after
        return one_day(self._coming(m.value), m.value), after

    def _week_before(self, i: int) -> int | None:
        """The week just named ("на следующей неделе в среду"), in weeks from now."""
        j = i - 1
        while self.kind(j) in ("at", "the", "of", "mark", "in"):
            j -= 1
        week = (self.kind(j) == "unit" and self.stream[j].name == "week") or (
            self.kind(j) == "weekday" and self.stream[j].word == "շաբաթ" and self.kind(j - 1) in _MODIFIERS
        )
        if week and self.kind(j - 1) in ("next", "this", "last"):
            return {"next": 1, "last": -1}.get(self.kind(j - 1), 0)
        return None
