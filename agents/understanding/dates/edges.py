"""Parts of periods in a stream of meanings: "the end of the month", "the second Monday of March"; and feasts."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.feasts import coming_feast, feast_days, past_feast
from agents.understanding.dates.lengths import Length
from agents.understanding.dates.periods import CONTAINED, MODIFIERS
from agents.understanding.dates.spans import Days, add_months, month_days, one_day
from agents.understanding.dates.years import YearReader

_BEFORE_DAYS = ("before", "перед", "до")


class EdgeReader(YearReader):
    """Beginnings, middles and ends; the first, the last; feasts and their weekends."""

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
        k = self.skip(j, "comma", *CONTAINED)
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
        if (self.kind(i) == "month" or self.word(i) == "ամսվա") and (
            behind := self._nth_behind(i)
        ) is not None:
            return behind
        j = self.skip(i, "the")
        m = self.stream[j] if j < len(self.stream) else None
        if m is None:
            return None
        if m.kind == "last" or (m.kind == "number" and m.name == "ordinal") or m.kind == "ord":
            which = -1 if m.kind == "last" else m.value
        else:
            return None
        j = self.skip(j + 1, "ordsuffix", "mark") if self.kind(j + 1) == "ordsuffix" else j + 1
        if abs(which) == 1 and (several := self._several_of(j, which)) is not None:
            return several
        if self.kind(j) == "half" and which in (1, 2):
            return self._half_in(self.skip(j + 1, *CONTAINED), which)
        kind, unit = self.kind(j), self.unit(j)
        bare_month = kind == "weekday" and self.unit(j + 1) == "month" and not self.word(j + 1).isascii()
        if (
            kind not in ("weekday", "weekend")
            and unit not in ("day", "businessday", "week", "month", "quarter")
        ) or not which:
            return None
        k = self.skip(j + 1, *CONTAINED) if self.kind(j + 1) in CONTAINED else j + 1
        if which == -1 and kind == "weekday" and self.word(j + 1) in _BEFORE_DAYS:
            return self._last_before(self.stream[j].value, self.skip(j + 2, "the"))
        after = self.kind(j + 1) in ("after", "past") and kind == "weekday"
        if (
            not after
            and k == j + 1
            and self.kind(k) not in ("month", "ofmonth", *MODIFIERS)
            and (self.kind(k) != "feast" or self.word(k).isascii())
            and self.year(k) is None
            and not bare_month
        ):
            if unit == "quarter" and which > 0:
                quarter = self._quarter(self.today.year, which, j + 1)
                over = quarter is not None and quarter[0].end is not None and quarter[0].end <= self.today
                return self._quarter(self.today.year + 1, which, j + 1) if over else quarter
            return None
        whole: tuple[Days, int] | None
        if self.kind(j + 1) == "ofmonth":
            whole = self.period("month", 0), j + 2
        else:
            whole = self._year_days(k) or self.container(k + 1 if after else k)
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        start, end = whole[0].start, whole[0].end
        if not after and (end - start).days == 1 and (start.month, start.day) == (1, 1):
            end = date(start.year + 1, 1, 1)  # "the first Sunday of the new year"
        if after:
            first = end + timedelta(days=(self.stream[j].value - end.weekday()) % 7)
            return one_day(first + timedelta(weeks=max(which, 1) - 1)), whole[1]
        if unit == "quarter":
            return self._quarter(start.year, which if which > 0 else 4, whole[1])
        found = self._inside(start, end, kind, unit, self.stream[j].value, which, whole[1])
        any_month = bare_month or (self.kind(j + 1) == "ofmonth" and not self.stream[j + 1].value)
        if found and any_month and unit != "day" and found[0].end and found[0].end <= self.today:
            following = self.period("month", 1)
            if following.start is not None and following.end is not None:
                return self._inside(
                    following.start, following.end, kind, unit, self.stream[j].value, which, whole[1]
                )
        return found

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

    def edge(self, i: int) -> tuple[Days, int] | None:
        """конец недели, the end of next month, շաբաթվա վերջ, rest of the week, earlier this week."""
        which = self.kind(i)
        j = i
        if which in ("ends", "begins"):  # EOM
            found = self._edge_of(which[:-1], self.period(self.stream[i].name, 0))
            return (found, i + 1) if found else None
        if which in ("end", "begin", "middle", "rest"):
            k = self.skip(i + 1, "of", "the", "at", "around")
            k = k + 1 if self.word(i) == "mid" and self.word(k) == "-" else k
            whole = self._whole(k) or self._next_one_of(k)
        else:
            whole, k = self._whole(i), i
            if self.kind(i) == "ofmonth" and not self.word(i).isascii():
                whole = self.period("month", 0), i + 1
            if whole is not None and self.kind(whole[1]) == "ord" and self.kind(whole[1] + 1) == "half":
                return self._half_of(whole[0], self.stream[whole[1]].value), whole[1] + 2
            which = self._edge_behind(whole[1]) if whole is not None else ""
            if whole is None or not which:
                return None
            j = whole[1]
        if whole is None or whole[0].start is None or whole[0].end is None:
            return None
        found = self._edge_of(which, whole[0])
        over = found is not None and found.end is not None and found.end <= self.today
        wished = (
            which == "middle"
            or not self.word(k).isascii()
            or (self.word(i) != "earlier" and any(m.kind == "pivot" for m in self.stream))
        )
        if over and wished and self.kind(k) in ("unit", "ofmonth"):
            found = self._edge_of(
                which, self.period(self.unit(k) or "month", 1)
            )  # "mid-month", when that is over
        return (found, max(whole[1], j + 1)) if found else None

    def _next_one_of(self, k: int) -> tuple[Days, int] | None:
        """end of this week or start of next: the next of what was named."""
        named = next((self.unit(n) for n in range(k - 1, -1, -1) if self.unit(n) in ("week", "month")), "")
        if not named or self.kind(k) != "next" or self.kind(k + 1) not in ("", "mark"):
            return None
        return self.period(named, 1), k + 1

    def _edge_behind(self, i: int) -> str:
        """The edge named behind its period: շաբաթվա վերջ, շաբաթվա վերջին, շաբաթվա կեսին."""
        kind = self.kind(i)
        if kind in ("end", "begin", "middle"):
            return kind
        behind = (
            kind in ("last", "half")
            and not self.word(i).isascii()
            and "\u0531" <= self.word(i)[:1] <= "\u058f"
        )
        if not behind or self.kind(i + 1) in ("unit", "weekday", "month"):
            return ""
        return "end" if kind == "last" else "middle"

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
        return Days(*bounds[which], "week" if days > 12 else "day", tail=which == "end")


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
