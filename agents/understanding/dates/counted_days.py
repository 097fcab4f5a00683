"""Days counted from others in a stream of meanings: "in two weeks", "3 дня назад", "two weeks from tomorrow"."""

from __future__ import annotations

from datetime import timedelta

from agents.understanding.dates.edges import EdgeReader
from agents.understanding.dates.lengths import Length, of_unit
from agents.understanding.dates.periods import MODIFIERS
from agents.understanding.dates.spans import Days, Instant, add_months, one_day

_GENITIVES = (
    "минут",
    "минуток",
    "часа",
    "часов",
    "часика",
    "дня",
    "дней",
    "недели",
    "недель",
    "месяца",
    "месяцев",
)
"""Units that stand before their number: "минут двадцать" is about twenty minutes."""
_WITHIN = ("within", "в")
_ONE_AND_A_HALF = "полтора"


class CountedDayReader(EdgeReader):
    """Days and moments so and so far from now or from another day."""

    def _counted(self, i: int) -> tuple[Days | Instant, int] | None:
        """через 2 дня, in a week, երկու օրից, 3 days ago, two weeks from tomorrow, 2 Sundays from now."""
        kind = self.kind(i)
        if kind == "now" and self._counts_before(i):
            return None
        if kind == "now" or (kind == "fromnow" and self.kind(i + 1) in ("before", "to", "mark")):
            return Instant(self.now, now=True), i + 1
        if kind == "thistime":
            return self._this_time(self.skip(i + 1, "at"))
        if kind == "inhalfyear":
            return self.shifted(Length(months=6, unit="month"), 1), i + 1
        if kind == "dayprior":
            return self._day_beside_at(self.skip(i + 1, "at"), -1)
        if kind in ("inhalfhour", "inhourandhalf"):
            return self.shifted(Length(minutes=30 if kind == "inhalfhour" else 90, unit="minute"), 1), i + 1
        if kind == "in":
            return self._ahead(i)
        if self.is_modifier(i):
            return self.rolling(i)
        if kind == "unit" and (turned := self._turned(i)) is not None:
            return turned
        amount = self.amount(i)
        j = amount[1] if amount else i
        if amount and (pair := self._pair(i)) is not None and self.kind(pair[2] - 1) == "inunit":
            return self._stretch(pair[0], pair[1]), pair[2]
        if self.kind(j) == "inunit" and self._is_how_long(j + 1):
            return None
        if self.kind(j) in ("inunit", "agounit"):
            length = self.of_unit_at(j, amount[0] if amount else 1)
            if length is None:
                return None
            if self.kind(j) == "inunit" and (in_that_week := self._weekday_of(length, j + 1)) is not None:
                return in_that_week
            return self.shifted(length, 1 if self.kind(j) == "inunit" else -1), j + 1
        if amount and self.unit(j) and self.kind(j + 1) == "postwithin":  # երեք օրվա ընթացքում
            length = self.of_unit_at(j, amount[0])
            if length is not None and length.is_clock:
                return Instant(self.now, until=length.after(self.now)), j + 2
            if length is not None:
                first = self.today + timedelta(days=1)
                return Days(first, length.from_day(first)), j + 2
        if amount is None and kind not in ("half", "quarter", "halfhour", "hourandhalf", "unit", "halfyear"):
            return None
        if amount and self.kind(j) == "weekday" and self.kind(j + 1) in ("fromnow", "ago"):
            return self.weekdays_from_now(j, int(amount[0])), j + 2
        behind = self.kind(j) in MODIFIERS or (self.kind(j) == "past" and self.word(j).isascii())
        if amount and behind and self.unit(j + 1):
            unit_length = self.of_unit_at(j + 1, amount[0])
            return (self.rolled(unit_length, j), j + 2) if unit_length else None
        the_day = kind == "unit" and self.unit(i) == "day" and self.kind(i - 1) == "the"
        if the_day and (beside := self._day_beside(i)) is not None:
            return beside
        found = self.length(i, bare=True)
        return (
            None
            if found is None
            else self._from(
                found[0], found[1], bare=amount is None and kind == "unit" and self.word(i - 1) != "за"
            )
        )

    def _this_time(self, i: int) -> tuple[Instant, int] | None:
        """this time tomorrow, this time next week: the present hour of that day."""
        found = self.read(i)
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        days, day = found[0], found[0].start
        if days.grain == "week":
            day = self.today + timedelta(days=(day - self.monday).days)
        elif days.grain == "month":
            day = add_months(self.today, (day.year - self.today.year) * 12 + day.month - self.today.month)
        moment = self.now.replace(year=day.year, month=day.month, day=day.day)
        return Instant(moment), found[1]

    def _turned(self, i: int) -> tuple[Days | Instant, int] | None:
        """минут через двадцать, дня через два, часа через полтора: Russian for "about"."""
        if self.word(i) not in _GENITIVES or self.kind(i + 1) != "in":
            return None
        if self.word(i + 2) == _ONE_AND_A_HALF:
            amount: tuple[float, int] | None = (1.5, i + 3)
        else:
            amount = self.count(i + 2)
        if amount is None or self.kind(amount[1]) in ("unit", "quantity", "month"):
            return None
        length = self.of_unit_at(i, amount[0])
        more = self.count(amount[1] + 1) if self.word(amount[1]) == "-" else None
        last = self.of_unit_at(i, more[0]) if more and more[0] > amount[0] else None
        if length and last and more:
            return self._stretch(length, last), more[1]
        if length and (in_that_week := self._weekday_of(length, amount[1])) is not None:
            return in_that_week  # "недели через две в пятницу"
        return (self.shifted(length, 1), amount[1]) if length else None

    def _pair(self, i: int) -> tuple[Length, Length, int] | None:
        """2-3 days, час-два, полчаса-час, an hour or two, երկու-երեք օրից: from the one to the other."""
        counted = self.count(i)
        if counted is not None and self._joins(counted[1]) and (other := self.count(counted[1] + 1)):
            if self.kind(other[1]) not in ("unit", "inunit") or counted[0] >= other[0]:
                return None
            first, second = (self.of_unit_at(other[1], n) for n in (counted[0], other[0]))
            return (first, second, other[1] + 1) if first and second else None
        whole = self.length(i, bare=True)
        if whole is None or not self._joins(whole[1]) or not whole[0].unit:
            return None
        j = whole[1] + 1
        again = self.length(j, bare=True)
        if again is not None and again[0].is_clock == whole[0].is_clock:
            second, k = again
        else:
            more = (1.5, j + 1) if self.word(j) == _ONE_AND_A_HALF else self.count(j)
            more = (2, j + 1) if self.word(j) in ("другой", "другую") else more
            if more is None or self.unit(more[1]) or self.kind(more[1]) in ("quantity", "month", "oclock"):
                return None
            second, k = of_unit(whole[0].unit, more[0]), more[1]
        if second is None or second.after(self.now) <= whole[0].after(self.now):
            return None
        return whole[0], second, k

    def _joins(self, i: int) -> bool:
        return self.word(i) == "-" or self.kind(i) == "or" or self.word(i) == "to"

    def _stretch(self, first: Length, last: Length) -> Days | Instant:
        if first.is_clock:
            return Instant(first.after(self.now), until=last.after(self.now))
        return Days(first.from_day(self.today), last.from_day(self.today) + timedelta(days=1))

    def _day_beside(self, i: int) -> tuple[Days, int] | None:
        """the day after Christmas, the day before the holiday."""
        that = self.word(i + 2) == "that"
        if self.kind(i + 1) == "after" and (
            that or self.kind(i + 2) in ("", "mark", "at", "part", "suits", "pivot")
        ):
            said = next((self.stream[n] for n in range(i - 1, -1, -1) if self.kind(n) == "rel"), None)
            if said is not None:  # "tomorrow or the day after"
                return one_day(self.today + timedelta(days=said.value + 1)), i + 2 + that
        return self._day_beside_at(
            self.skip(i + 2, "the"), {"after": 1, "past": 1, "before": -1}.get(self.kind(i + 1), 0)
        )

    def _day_beside_at(self, i: int, sign: int) -> tuple[Days, int] | None:
        found = self.read(i) if sign else None
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        day = found[0].end if sign > 0 else found[0].start - timedelta(days=1)
        return one_day(day), found[1]

    def beside(self, days: Days, i: int) -> tuple[Days, int] | None:
        """Նոր տարուց երկու օր առաջ, ուրբաթից մի շաբաթ հետո: counted from the days before `i`."""
        amount = self.amount(i)
        if amount is None or self.kind(amount[1]) not in ("agounit", "inunit") or days.start is None:
            return None
        length = self.of_unit_at(amount[1], amount[0])
        if length is None or length.is_clock:
            return None
        counted = self.shifted(length, -1 if self.kind(amount[1]) == "agounit" else 1, days.start)
        return (counted, amount[1] + 1) if isinstance(counted, Days) else None

    def of_unit_at(self, i: int, number: float) -> Length | None:
        m = self.stream[i]
        return of_unit("quarter" if m.kind == "quarter" else m.name, number)

    def _ahead(self, i: int) -> tuple[Days | Instant, int] | None:
        j = self.skip(i + 1, "around", "the")
        if self.kind(j) == "weekday" and self.word(i) == "через":  # "через понедельник"
            return one_day(
                self.coming(self.stream[j].value) + timedelta(weeks=1), self.stream[j].value
            ), j + 1
        if self.kind(j) == "weekend" and not self.word(i).isascii():  # "через выходные": not these, the next
            saturday = self.monday + timedelta(weeks=1, days=5)
            return Days(saturday, saturday + timedelta(days=2)), j + 1
        if self.is_modifier(j) and (rolled := self.rolling(j)) is not None:
            return rolled  # "within the next hour"
        if (pair := self._pair(j)) is not None:
            return self._stretch(pair[0], pair[1]), pair[2]
        within = self.word(i) == "within" and self.unit(j) == "hour"
        found = self.length(j, bare=within or (self.word(i).isalpha() and not self.word(i).isascii()))
        if self.word(j) in _GENITIVES and (amount := self.count(j + 1)) and not self.unit(amount[1]):
            turned = self.of_unit_at(j, amount[0])  # "через часа два"
            found = (turned, amount[1]) if turned else found
        if found is None:
            return self._minutes_alone(i, j)
        length, k = found
        if self.kind(k) == "fromnow":
            k += 1
        elif self.kind(k) == "from" and self.kind(k + 1) == "rel":
            return self._from(length, k, bare=False)
        elif (
            self.kind(k) == "after"
            and not self.word(k).isascii()
            and (counted := self._from(length, k, bare=False)) is not None
        ):
            return counted  # "через неделю после пятницы"
        in_that_week = self._weekday_of(length, k)
        if in_that_week is not None:
            return in_that_week
        if self.word(i) in _WITHIN and length.is_clock:
            return Instant(self.now, until=length.after(self.now)), k
        if self.word(i) == "в" and self.word(j) == "дня":
            return None  # "в течение дня"
        if self.word(i) in _WITHIN:  # "в течение"
            if length == Length(days=1, unit="day"):
                return Instant(self.now, until=length.after(self.now)), k
            return Days(self.today + timedelta(days=1), length.from_day(self.today) + timedelta(days=1)), k
        return self.shifted(length, 1), k

    def _minutes_alone(self, i: int, j: int) -> tuple[Instant, int] | None:
        """in 15: minutes."""
        m = self.stream[j] if j < len(self.stream) else None
        if m is None or self.word(i) != "in" or m.kind != "number" or m.name or j != i + 1:
            return None
        if m.value % 5 or not 5 <= m.value < 60 or self.kind(j + 1) not in ("", "mark"):
            return None
        return Instant(self.now + timedelta(minutes=m.value)), j + 1

    def _weekday_of(self, length: Length, k: int) -> tuple[Days, int] | None:
        """через неделю в среду, in two weeks on Friday: that week's day."""
        j = self.skip(k, "at", "the", "comma")
        j = j + 1 if self.word(j) == "a" else j
        some_days = length.unit == "day" and length.days > 2 and j > k
        if length.is_clock or self.kind(j) != "weekday":
            return None
        if some_days:  # "in 10 days, on Friday": that week's
            day = length.from_day(self.today)
            return one_day(day + timedelta(days=self.stream[j].value - day.weekday())), j + 1
        if length.unit not in ("week", "fortnight"):
            return None
        day = length.from_day(self.monday) + timedelta(days=self.stream[j].value)
        return one_day(day), j + 1

    def _from(self, length: Length, k: int, *, bare: bool) -> tuple[Days | Instant, int] | None:
        """What a length is counted from: now, today, another day."""
        kind = self.kind(k)
        if kind == "fromnow" and (in_that_week := self._weekday_of(length, k + 1)) is not None:
            return in_that_week  # "two weeks from now on a Friday"
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
        counted = self.shifted(length, -1 if kind == "before" else 1, base[0].start)
        j = self.skip(base[1], "at")
        if (
            j > base[1]
            and self.kind(j) == "weekday"
            and isinstance(counted, Days)
            and counted.start is not None
        ):
            day = counted.start + timedelta(days=self.stream[j].value - counted.start.weekday())
            return one_day(day), j + 1  # "three weeks after Christmas on Friday"
        return counted, base[1]
