"""Weeks, months, quarters, seasons, years and feasts, and places inside them: "the last Friday of October"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from agents.understanding.dates.feasts import coming_feast, feast_days, past_feast
from agents.understanding.dates.lengths import Length, LengthReader
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.spans import Days, Instant, add_months, month_days, one_day
from domain.reading import Grain

MODIFIERS = ("next", "this", "nearest", "last")
_CONTAINED = ("of", "in", "at", "the", "any")
_UNITS: dict[str, Grain] = {"day": "day", "week": "week", "fortnight": "week"}
_MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}
_YEAR_CONTEXT = ("in", "of", "after", "before", "by", "between", "from", "to", "and", "around", "month", "")


class PeriodReader(LengthReader):
    """Periods at a place of the stream, with the place after them; None when there is none."""

    def __init__(self, stream: list[Meaning], now: datetime) -> None:
        super().__init__(stream)
        self.now = now
        self._depth = 0
        self._read: dict[int, tuple[Days | Instant, int] | None] = {}
        self.today = now.date()
        self.monday = self.today - timedelta(days=self.today.weekday())

    def read(self, i: int) -> tuple[Days | Instant, int] | None:
        raise NotImplementedError

    def container(self, i: int) -> tuple[Days, int] | None:
        """What a part can be a part of: a period with both ends."""
        found = self.read(i) if i < len(self.stream) else None
        if found is None and self.unit(i) and self.unit(i) != "hour":
            found = self.period(self.unit(i), 0), i + 1
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        return found[0], found[1]

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
        length = self.length(i + 1)
        return None if length is None else (self.rolled(length[0], i), length[1])

    def rolled(self, length: Length, modifier: int) -> Days | Instant:
        step = self.step(modifier) or 1
        if length.is_clock:
            other = length.after(self.now, step)
            return Instant(min(self.now, other), until=max(self.now, other))
        if step < 0:
            return Days(length.from_day(self.today, -1), self.today)
        first = self.today + timedelta(days=0 if self.stream[modifier].name == "soon" else 1)
        return Days(first, length.from_day(first))

    def feast(self, i: int) -> tuple[Days, int] | None:
        """Christmas, last Easter, Thanksgiving 2023, 8 марта; "Labor Day weekend" too."""
        j, step = i, 0
        if self.kind(i) in MODIFIERS:
            j, step = self.skip(i + 1, "the"), self.step(i)
        if self.kind(j) != "feast":
            return None
        name, j = self.stream[j].name, j + 1
        weekend = self.kind(j) == "weekend"
        j += weekend
        found = past_feast(name, self.today) if step < 0 else coming_feast(name, self.today)
        k = self.skip(j, "comma", *_CONTAINED)
        if (year := self.year(k)) is not None:
            found, j = feast_days(name, year[0]), year[1]
        elif self.is_modifier(k) and self.unit(k + 1) == "year":
            found, j = feast_days(name, self.today.year + self.step(k)), k + 2
        if self.kind(j) == "weekend":
            weekend, j = True, j + 1
        if found is None:
            return None
        return (weekend_of(found) if weekend else found), j

    def nth(self, i: int) -> tuple[Days, int] | None:
        """the second Monday of March, last week of July, third Tuesday after Christmas, first quarter of 2016."""
        j = self.skip(i, "the")
        m = self.stream[j] if j < len(self.stream) else None
        if m is None:
            return None
        if m.kind == "last" or (m.kind == "number" and m.name == "ordinal") or m.kind == "ord":
            which = -1 if m.kind == "last" else m.value
        else:
            return None
        j = self.skip(j + 1, "ordsuffix", "mark") if self.kind(j + 1) == "ordsuffix" else j + 1
        kind, unit = self.kind(j), self.unit(j)
        if (
            kind not in ("weekday", "weekend") and unit not in ("day", "week", "month", "quarter")
        ) or not which:
            return None
        k = self.skip(j + 1, *_CONTAINED) if self.kind(j + 1) in _CONTAINED else j + 1
        after = self.kind(j + 1) in ("after", "past") and kind == "weekday"
        if (
            not after
            and k == j + 1
            and self.kind(k) not in ("month", "ofmonth", *MODIFIERS)
            and self.year(k) is None
        ):
            if unit == "quarter" and which > 0:
                return self._quarter(self.today.year, which, j + 1)
            return None
        whole: tuple[Days, int] | None
        if self.kind(j + 1) == "ofmonth":
            whole = self.period("month", 0), j + 2
        else:
            whole = self._year_days(k) or self.container(k + 1 if after else k)
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        start, end = whole[0].start, whole[0].end
        if after:
            first = end + timedelta(days=(self.stream[j].value - end.weekday()) % 7)
            return one_day(first + timedelta(weeks=max(which, 1) - 1)), whole[1]
        if unit == "quarter":
            return self._quarter(start.year, which if which > 0 else 4, whole[1])
        return self._inside(start, end, kind, unit, self.stream[j].value, which, whole[1])

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

    def _quarter(self, year: int, which: int, after: int) -> tuple[Days, int] | None:
        if not 1 <= which <= 4:
            return None
        first = date(year, 3 * which - 2, 1)
        return Days(first, add_months(first, 3), "month"), after

    def _year_days(self, i: int) -> tuple[Days, int] | None:
        found = self.year(self.skip(i, "the"))
        if found is None:
            return None
        return Days(date(found[0], 1, 1), date(found[0] + 1, 1, 1), "month"), found[1]

    def named_year(self, i: int) -> tuple[Days, int] | None:
        """in 2015, since 2014, 2015 год, year 2016, the 1990s, 21st century, Q2 2019, 2019 H2."""
        m = self.stream[i]
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
            whole = self._year_days(self.skip(i + 1, *_CONTAINED))
            year = whole[0].start.year if whole and whole[0].start else self.today.year
            return self._part_of_year(year, m), whole[1] if whole else i + 1
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

    def skip_back(self, i: int, *kinds: str) -> int:
        """The place before `i`, other than of these kinds."""
        i -= 1
        while self.kind(i) in kinds:
            i -= 1
        return i

    def _part_of_year(self, year: int, m: Meaning) -> Days:
        size = 3 if m.kind == "yearquarter" else 6
        first = date(year, size * (m.value - 1) + 1, 1)
        return Days(first, add_months(first, size), "month")

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
        k = self.skip(j + 1, *_CONTAINED)
        if (year := self.year(k)) is not None:
            return Days(
                date(year[0], first_month, 1), add_months(date(year[0], first_month, 1), 3), "month"
            ), year[1]
        return Days(first, add_months(first, 3), "month"), j + 1

    def edge(self, i: int) -> tuple[Days, int] | None:
        """конец недели, the end of next month, շաբաթվա վերջ, rest of the week, earlier this week."""
        which = self.kind(i)
        j = i
        if which in ("ends", "begins"):  # EOM
            found = self._edge_of(which[:-1], self.period(self.stream[i].name, 0))
            return (found, i + 1) if found else None
        if which in ("end", "begin", "middle", "rest"):
            k = self.skip(i + 1, "of", "the", "at", "around")
            whole = self._whole(k)
        else:
            whole = self._whole(i)
            if whole is None or self.kind(whole[1]) not in ("end", "begin"):
                return None
            which, j = self.kind(whole[1]), whole[1]
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        found = self._edge_of(which, whole[0])
        return (found, max(whole[1], j + 1)) if found else None

    def _edge_of(self, which: str, whole: Days) -> Days | None:
        if whole.start is None or whole.end is None:
            return None
        first, last = whole.start, whole.end
        if which == "rest":
            return Days(max(first, self.today), last) if last > self.today else None
        days = (last - first).days
        if 28 <= days <= 31:
            one, two = first + timedelta(days=10), first + timedelta(days=20)
        elif days == 7:
            one, two = first + timedelta(days=3), last - timedelta(days=2)
        else:
            one, two = first + timedelta(days=days // 4), last - timedelta(days=days // 3)
        if days >= 28 and which == "middle":
            one = first + timedelta(days=15 if days < 32 else days // 3)
            two = first + timedelta(days=20 if days < 32 else 2 * days // 3)
        bounds = {"begin": (first, one), "end": (two, last), "middle": (one, two)}
        return Days(*bounds[which], "week" if days > 12 else "day")

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
        year = self.year(self.skip(k, *_CONTAINED))
        if year is not None:
            return month_days(date(year[0], self.stream[i].value, 1)), year[1]
        return month_days(self.month_first(self.stream[i].value)), self.skip_dot(i + 1)

    def month_first(self, month: int) -> date:
        return date(self.today.year + (month < self.today.month), month, 1)


def weekend_of(days: Days) -> Days:
    """The weekend of a week, or the one around a feast: a Monday or a Friday belongs to it."""
    if days.start is None or days.end is None:
        return days
    weekday = days.start.weekday()
    saturday = days.start + timedelta(days=5 - weekday)
    if weekday == 0 and days.end - days.start == timedelta(days=1):
        return Days(saturday - timedelta(weeks=1), days.end)
    if weekday in (3, 4) and days.end - days.start == timedelta(days=1):
        return Days(days.start, saturday + timedelta(days=2))
    return Days(saturday, saturday + timedelta(days=2))
