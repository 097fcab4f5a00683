"""Parts of periods in a stream of meanings: "the end of the month", "rest of the week"; and feasts."""

from __future__ import annotations

from datetime import timedelta

from agents.understanding.dates.feasts import coming_feast, feast_days, past_feast
from agents.understanding.dates.ordinals import OrdinalReader
from agents.understanding.dates.periods import CONTAINED, MODIFIERS
from agents.understanding.dates.spans import Days


class EdgeReader(OrdinalReader):
    """Beginnings, middles and ends; feasts and their weekends."""

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
