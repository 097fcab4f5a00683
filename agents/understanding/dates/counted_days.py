"""Days counted from others in a stream of meanings: "in two weeks", "3 дня назад", "two weeks from tomorrow"."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.edges import EdgeReader
from agents.understanding.dates.lengths import Length, of_unit
from agents.understanding.dates.periods import MODIFIERS
from agents.understanding.dates.spans import Days, Instant, one_day


class CountedDayReader(EdgeReader):
    """Days and moments so and so far from now or from another day."""

    def _counted(self, i: int) -> tuple[Days | Instant, int] | None:
        """через 2 дня, in a week, երկու օրից, 3 days ago, two weeks from tomorrow, 2 Sundays from now."""
        kind = self.kind(i)
        if kind == "now" or (kind == "fromnow" and self.kind(i + 1) in ("before", "to", "mark")):
            return Instant(self.now, now=True), i + 1
        if kind in ("inhalfhour", "inhourandhalf"):
            return self.shifted(Length(minutes=30 if kind == "inhalfhour" else 90, unit="minute"), 1), i + 1
        if kind == "in":
            return self._ahead(i)
        if self.is_modifier(i):
            return self.rolling(i)
        amount = self.amount(i)
        j = amount[1] if amount else i
        if self.kind(j) in ("inunit", "agounit"):
            length = self.of_unit_at(j, amount[0] if amount else 1)
            if length is None:
                return None
            if self.kind(j) == "inunit" and (in_that_week := self._weekday_of(length, j + 1)) is not None:
                return in_that_week
            return self.shifted(length, 1 if self.kind(j) == "inunit" else -1), j + 1
        if amount is None and kind not in ("half", "quarter", "halfhour", "hourandhalf", "unit", "halfyear"):
            return None
        if amount and self.kind(j) == "weekday" and self.kind(j + 1) in ("fromnow", "ago"):
            return self._weekdays_from_now(j, int(amount[0])), j + 2
        if amount and (self.kind(j) == "past" or self.kind(j) in MODIFIERS) and self.unit(j + 1):
            unit_length = self.of_unit_at(j + 1, amount[0])
            return (self.rolled(unit_length, j), j + 2) if unit_length else None
        the_day = kind == "unit" and self.unit(i) == "day" and self.kind(i - 1) == "the"
        if the_day and (beside := self._day_beside(i)) is not None:
            return beside
        found = self.length(i, bare=True)
        return (
            None if found is None else self._from(found[0], found[1], bare=amount is None and kind == "unit")
        )

    def _day_beside(self, i: int) -> tuple[Days, int] | None:
        """the day after Christmas, the day before the holiday."""
        sign = {"after": 1, "past": 1, "before": -1}.get(self.kind(i + 1), 0)
        found = self.read(self.skip(i + 2, "the")) if sign else None
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        day = found[0].end if sign > 0 else found[0].start - timedelta(days=1)
        return one_day(day), found[1]

    def of_unit_at(self, i: int, number: float) -> Length | None:
        return of_unit(self.stream[i].name or "quarter", number)

    def _ahead(self, i: int) -> tuple[Days | Instant, int] | None:
        j = self.skip(i + 1, "around", "the")
        found = self.length(j, bare=self.word(i).isalpha() and not self.word(i).isascii())
        if found is None:
            return None
        length, k = found
        if self.kind(k) == "fromnow":
            k += 1
        elif self.kind(k) == "from" and self.kind(k + 1) == "rel":
            return self._from(length, k, bare=False)
        in_that_week = self._weekday_of(length, k)
        if in_that_week is not None:
            return in_that_week
        if self.word(i) == "within" and length.is_clock:
            return Instant(self.now, until=length.after(self.now)), k
        return self.shifted(length, 1), k

    def _weekday_of(self, length: Length, k: int) -> tuple[Days, int] | None:
        """через неделю в среду, in two weeks on Friday: that week's day."""
        j = self.skip(k, "at", "the", "comma")
        if length.unit not in ("week", "fortnight") or length.is_clock or self.kind(j) != "weekday":
            return None
        day = length.from_day(self.monday) + timedelta(days=self.stream[j].value)
        return one_day(day), j + 1

    def _from(self, length: Length, k: int, *, bare: bool) -> tuple[Days | Instant, int] | None:
        """What a length is counted from: now, today, another day."""
        kind = self.kind(k)
        if kind in ("fromnow", "ago"):
            return self.shifted(length, 1 if kind == "fromnow" else -1), k + 1
        weeks = kind == "rel" and length.unit in ("week", "fortnight")  # "a fortnight today"
        if kind == "at" and not bare and length.unit in ("week", "fortnight"):  # "a week on Thursday"
            j = self.skip(k, "at", "the")
            if self.kind(j) == "weekday" and self.word(k) == "on":
                return one_day(length.from_day(self.coming(self.stream[j].value))), j + 1
            return None
        if (
            (bare and not weeks)
            or length.is_clock
            or not (weeks or kind in ("from", "after", "before", "past"))
        ):
            return None
        base = self.read(k if weeks else self.skip(k + 1, "the"))
        if base is None or not isinstance(base[0], Days) or base[0].start is None or base[0].end is None:
            return None
        if base[0].end - base[0].start > timedelta(days=9):
            return None
        return self.shifted(length, -1 if kind == "before" else 1, base[0].start), base[1]

    def _weekdays_from_now(self, j: int, number: int) -> Days:
        weekday = self.stream[j].value
        if self.kind(j + 1) == "ago":
            back = (self.today.weekday() - weekday - 1) % 7 + 1
            return one_day(self.today - timedelta(days=back, weeks=number - 1))
        return one_day(self.coming(weekday) + timedelta(weeks=number - 1))

    def coming(self, weekday: int) -> date:
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
