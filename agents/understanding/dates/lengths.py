"""Numbers, lengths of time and years in a stream of meanings: "two and a half hours", "1/2 h", "2015"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from agents.understanding.dates.spans import Days, Instant, add_months, one_day
from agents.understanding.dates.stream import StreamReader

_DAYS = {"day": 1, "businessday": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_MOST_BUSINESS_DAYS = 260
_MOST_PARTS = 6
_MOST = 4000
"""A larger number of hours, days or months is no wish."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time. `unit` is its finest: days and longer lead to a day, hours and shorter to a moment."""

    months: int = 0
    days: int = 0
    minutes: float = 0.0
    unit: str = ""

    @property
    def is_clock(self) -> bool:
        return self.minutes != 0

    def after(self, moment: datetime, sign: int = 1) -> datetime:
        day = add_months(moment.date(), sign * self.months) + timedelta(days=sign * self.days)
        return moment.replace(year=day.year, month=day.month, day=day.day) + timedelta(
            minutes=sign * self.minutes
        )

    def from_day(self, day: date, sign: int = 1) -> date:
        """The day that far from `day`; business days leave weekends out."""
        if self.unit == "businessday":
            for _ in range(min(self.days, _MOST_BUSINESS_DAYS)):
                day += timedelta(days=sign)
                while day.weekday() > 4:
                    day += timedelta(days=sign)
            return day
        return add_months(day, sign * self.months) + timedelta(days=sign * self.days)

    def __add__(self, other: Length) -> Length:
        return Length(
            self.months + other.months, self.days + other.days, self.minutes + other.minutes, other.unit
        )


def of_unit(unit: str, number: float) -> Length | None:
    """`number` units. None for half a month, and for more than any calendar holds."""
    if abs(number) > _MOST:
        return None
    if unit in _MINUTES:
        return Length(minutes=number * _MINUTES[unit], unit=unit)
    if unit in _DAYS:
        if number != int(number):
            return Length(minutes=number * 24 * 60, unit="hour") if unit == "day" else None
        return Length(days=int(number) * _DAYS[unit], unit=unit)
    months = number * _MONTHS[unit]
    if months != int(months) or abs(months) > _MOST:
        return None
    return Length(months=int(months), unit=unit if number == int(number) else "month")


_MORE_OR_LESS = ("ավել", "ավելի", "երկար", "պակաս", "քիչ")
_LATER = ("ուշ", "շուտ", "հետո")


class LengthReader(StreamReader):
    """Lengths and years at a place of the stream, with the place after them; None when there is none."""

    now: datetime
    today: date

    def unit(self, i: int) -> str:
        """The unit named at `i`, or ""."""
        if self.kind(i) == "unit":
            return self.stream[i].name
        return "quarter" if self.kind(i) == "quarter" and self.kind(i + 1) not in ("to", "past") else ""

    def amount(self, i: int) -> tuple[float, int] | None:
        """A count, a fraction, "a few": what may stand before a unit."""
        if self.kind(i) == "few":
            return self.stream[i].value, i + 1
        if self.kind(i) in ("dm", "hm"):
            a, b = self.stream[i].parts[:2]
            if self.stream[i].name == "slash":
                return (a / b, i + 1) if 0 < a < b else None
            return (float(f"{a}.{b}"), i + 1) if self.stream[i].name == "dot" else None
        counted = self.count(i)
        if counted is None:
            return None
        j = counted[1]
        if self.kind(j) == "and" and self.kind(self.skip(j + 1, "num")) == "half":
            after = self.skip(j + 1, "num") + 1
            if self.unit(after):
                return counted[0] + 0.5, after
        return counted

    def length(self, i: int, *, bare: bool = False) -> tuple[Length, int] | None:
        """ "3 hours", "2 years 1 month", "an hour and a half"; with `bare` also "week" alone ("через неделю")."""
        total: Length | None = None
        end = j = i
        for _ in range(_MOST_PARTS):
            part = self._part(j, bare=bare and total is None)
            if part is None:
                break
            total = part[0] if total is None else total + part[0]
            end = part[1]
            j = self.skip(end, "and", "comma")
            if self.count(j) is None and self.kind(j) != "few":
                break
        return None if total is None else (total, end)

    def _counts_before(self, now: int) -> bool:
        """half a year now, 50 now and 50 later: how long it has been, how much; no wish to come now."""
        return self.kind(now - 1) in ("quantity", "number", "num") or self.unit(now - 1) != ""

    def _is_how_long(self, i: int) -> bool:
        """մեկ ժամից ավել: more than an hour, behind what in an hour would be."""
        return self.word(i) in _MORE_OR_LESS and self.word(i + 1) not in _LATER

    def _part(self, i: int, *, bare: bool) -> tuple[Length, int] | None:
        kind = self.kind(i)
        if kind == "halfhour":
            return Length(minutes=30, unit="minute"), i + 1
        if kind == "hourandhalf":
            return Length(minutes=90, unit="minute"), i + 1
        if kind == "halfyear":
            return Length(months=6, unit="month"), i + 1
        parts = self._parts_of_one(i)
        if parts is not None:
            return parts
        amount = self.amount(i)
        if amount is None:
            unit = self.unit(i) if bare else ""
            found = of_unit(unit, 1) if unit else None
            return (found, i + 1) if found else None
        j = amount[1]
        if self.kind(j) == "mark" and self.stream[j].word == "'":
            return (found, j + 1) if (found := of_unit("minute", amount[0])) else None
        j = self.skip(j, "of", "the", "few") if self.kind(j) in ("of", "few") else j
        unit = self.unit(j)
        found = of_unit(unit, amount[0]) if unit else None
        if found is None:
            return None
        half = self.skip(j + 2, "num")
        if self.kind(j + 1) == "and" and self.kind(half) == "half" and not self.unit(half + 1):
            more = of_unit(unit, 0.5)
            return (replace(found + more, unit="minute"), half + 1) if more else None
        return found, j + 1

    def _parts_of_one(self, i: int) -> tuple[Length, int] | None:
        """a quarter of an hour, three-quarters of an hour, half a day."""
        number, j = 1.0, self.skip(i, "num") if self.kind(i) == "num" and self.stream[i].value == 1 else i
        if (counted := self.count(i)) and counted[0] == 3:
            number, j = 3.0, self.skip(counted[1], "mark")
        if self.kind(j) not in ("half", "quarter") and self.word(j) != "quarters":
            return None
        size = number * (0.5 if self.kind(j) == "half" else 0.25)
        k = self.skip(j + 1, "of", "num")
        if k == j + 1 and self.kind(j) != "half":
            return None
        found = of_unit(self.stream[k].name, size) if self.kind(k) == "unit" else None
        return (found, k + 1) if found else None

    def year(self, i: int) -> tuple[int, int] | None:
        """2015, 2015 году, two thousand and twenty, nineteen seventy two."""
        m = self.stream[i] if i < len(self.stream) else None
        if m is None:
            return None
        if m.kind == "number" and len(m.word) == 4 and 1900 <= m.value < 2100 and m.name != "ordinal":
            j = i + 1
            if self.kind(j) == "unit" and self.stream[j].name == "year":
                j = self.skip_dot(j + 1)
            elif self.kind(j) in ("unit", "quantity", "am", "pm"):
                return None
            return m.value, j
        if (
            m.kind == "num"
            and m.value == 2
            and i + 1 < len(self.stream)
            and self.stream[i + 1].word == "thousand"
        ):
            rest = self.count(self.skip(i + 2, "and"))
            return (2000 + rest[0], rest[1]) if rest and rest[0] < 100 else (2000, i + 2)
        if m.kind == "num" and m.value in (19, 20):
            hundred = i + 1 < len(self.stream) and self.stream[i + 1].word == "hundred"
            rest = self.count(i + 2 if hundred else i + 1)
            if rest and 10 <= rest[0] < 100 and self.kind(i + 1 + hundred) == "num":
                return m.value * 100 + rest[0], rest[1]
        return None

    def shifted(self, length: Length, sign: int, base: date | None = None) -> Days | Instant:
        """The day or the moment that far from now, or the day that far from `base`."""
        if length.is_clock and base is None:
            return Instant(length.after(self.now, sign))
        return one_day(length.from_day(base or self.today, sign))
