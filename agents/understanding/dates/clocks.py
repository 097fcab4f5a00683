"""Hours and parts of the day in a stream of meanings, with a business's idea of "at 5"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lexer import Meaning
from domain.business.booking import BookingRules

_DAY_MINUTES = 24 * 60
_LUNCH = (12 * 60, 14 * 60)


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight, half-open; None is open. `point`: one exact time was named (lo)."""

    lo: int | None
    hi: int | None
    point: bool = False
    part: bool = False
    case: str = ""


def point(minutes: int, case: str = "") -> Clock:
    return Clock(minutes, minutes + 1, point=True, case=case)


def as_time(minutes: int | None) -> time | None:
    """None for an open bound and for midnight at the day's end."""
    return None if minutes is None or minutes >= _DAY_MINUTES else time(minutes // 60, minutes % 60)


class ClockReader:
    """Reads one clock expression at a place of the stream. Bare hours 1 to 7 are in the afternoon."""

    def __init__(self, stream: list[Meaning], days: DayReader, rules: BookingRules) -> None:
        self.stream = stream
        self.days = days
        self.kind = days.kind
        minutes = [t.hour * 60 + t.minute for t in (
            rules.morning_from, rules.afternoon_from, rules.evening_from, rules.evening_to
        )]  # fmt: skip
        self.parts = {
            "morning": (minutes[0], minutes[1]),
            "lunch": _LUNCH,
            "afternoon": (minutes[1], minutes[2]),
            "evening": (minutes[2], minutes[3]),
            "night": (minutes[3], _DAY_MINUTES),
        }

    def read(self, i: int, *, bare: bool) -> tuple[Clock, int] | None:
        """The clock expression at `i`. `bare`: a number alone may be an hour here (after "at", "after", …)."""
        if self.kind(i) == "part":
            return self._part(i)
        for rule in (self._fixed, self._halves):
            if (found := rule(i)) is not None:
                return found
        return self._hour(i, bare=bare)

    def _part(self, i: int) -> tuple[Clock, int]:
        """вечером; also вечером в 7, երեկոյան 5-ին, morning at 9."""
        name = self.stream[i].name
        lo, hi = self.parts[name]
        j = (
            self.days.skip(i + 1, "at", "around", "the")
            if self.kind(i + 1) in ("at", "around", "mark")
            else i + 1
        )
        if self.kind(i + 1) == "mark" and self.stream[i + 1].word == ",":
            j = self.days.skip(i + 2, "at", "around")
        if j > i + 1 or (j < len(self.stream) and self.stream[j].case == "at"):
            inner = self._halves(j) or self._hour(j, bare=True, hint=name)
            if inner and inner[0].point:
                return inner
        return Clock(lo, hi, part=True), i + 1

    def _fixed(self, i: int) -> tuple[Clock, int] | None:
        if self.kind(i) == "noon":
            return point(self.stream[i].value * 60), i + 1
        if self.kind(i) == "beforenoon":
            return Clock(None, 12 * 60), i + 1
        return None

    def _halves(self, i: int) -> tuple[Clock, int] | None:
        """полпятого, половина шестого, half past four, quarter to seven, без пяти три, չորս անց կես."""
        kind, count = self.kind(i), self.days.count
        if kind == "halfto":
            return self._adjusted(self.stream[i].value, -30, i + 1)
        if kind in ("half", "quarter"):
            minutes = 30 if kind == "half" else 15
            if self.kind(i + 1) == "ord":
                return self._adjusted(self.stream[i + 1].value, minutes - 60, i + 2)
            sign = -1 if self.kind(i + 1) in ("to", "before") else 1
            hour = count(i + 2 if self.kind(i + 1) in ("to", "past", "after", "before") else i + 1)
            if hour and (kind == "half" or hour[1] > i + 2) and self.stream[i].word[0].isascii():
                return self._adjusted(hour[0], sign * minutes, hour[1])
            return None
        if kind == "without":
            less = (15, i + 2) if self.kind(i + 1) == "quarter" else count(i + 1)
            hour = count(self.days.skip(less[1], "unit")) if less else None
            return self._adjusted(hour[0], -less[0], hour[1]) if less and hour else None
        first = count(i)
        if first is None:
            return None
        j = first[1]
        if self.kind(j) in ("past", "after", "to") and self.stream[i].kind == "num":
            if self.kind(j + 1) == "half":
                return self._adjusted(first[0], 30, j + 2)
            second = count(j + 1)
            if second and self.stream[j].word == "անց":
                return self._adjusted(first[0], second[0], self.days.skip(second[1], "unit"))
            if second and first[0] % 5 == 0 and self.stream[j + 1].kind == "num" and first[0] > second[0]:
                return self._adjusted(second[0], first[0] if self.kind(j) != "to" else -first[0], second[1])
        second = count(j)
        if second and self.kind(second[1]) == "minus":
            return self._adjusted(first[0], -second[0], second[1] + 1)
        return None

    def _adjusted(self, hour: int, minutes: int, j: int) -> tuple[Clock, int] | None:
        if not 1 <= hour <= 24:
            return None
        hint, j = self._hint(j)
        total = (hour * 60 + minutes) % (12 * 60)
        shown = total // 60 or 12
        return point(self._on_clock(shown, hint) * 60 + total % 60), j

    def _hour(self, i: int, *, bare: bool, hint: str = "") -> tuple[Clock, int] | None:
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "hm" and m.parts[0] <= 24 and m.parts[1] < 60:
            after_hint, j = self._hint(self._hour_word(i + 1))
            hour = m.parts[0] if m.word[0] == "0" else self._on_clock(m.parts[0], hint or after_hint)
            return point(hour * 60 + m.parts[1], m.case), j
        if m.kind == "unit" and m.name == "hour" and m.word == "час" and self.kind(i - 1) == "at":
            after_hint, j = self._hint(i + 1)
            return point(self._on_clock(1, hint or after_hint) * 60), j
        number = self.days.count(i)
        if number is None or number[0] > 24 or m.name == "ordinal":
            return None
        j = number[1]
        case = self.stream[j - 1].case
        named = self._hour_word(j)
        after_hint, after = self._hint(named)
        marked = after_hint != "" or self.kind(j) == "oclock" or (case == "at" and bare)
        if not (marked or bare) or (m.kind == "num" and m.word in ("a", "an")):
            return None
        if self.kind(j) in ("quantity", "month") or (
            self.kind(j) == "unit" and self.stream[j].name != "hour" and not after_hint
        ):
            return None
        if (
            self.kind(named) == "unit"
            and self.stream[named].word == "дня"
            and not (bare and self.stream[i - 1].word != "на")
        ):
            return None  # "на 2 дня" is a duration
        minutes = 0
        extra = self.days.count(named) if named > j or m.kind == "number" else None
        if (
            extra
            and named > j
            and 0 < extra[0] < 60
            and self.kind(extra[1]) == "unit"
            and self.stream[extra[1]].name == "minute"
        ):
            minutes, (after_hint, after) = extra[0], self._hint(extra[1] + 1)
        elif (
            extra
            and extra[0] in (15, 30, 45)
            and named == j
            and self.stream[j].word == f"{extra[0]}"
            and bare
        ):
            minutes, (after_hint, after) = extra[0], self._hint(extra[1])
        return point(self._on_clock(number[0], hint or after_hint) * 60 + minutes, case), after

    def _hour_word(self, j: int) -> int:
        """The place after "часов", "o'clock"."""
        if self.kind(j) == "oclock" or (self.kind(j) == "unit" and self.stream[j].name == "hour"):
            return j + 1
        return j

    def _hint(self, j: int) -> tuple[str, int]:
        """утра, дня, pm, in the evening after an hour: which half of the day."""
        k = (
            self.days.skip(j, "at", "the")
            if self.kind(j) in ("at", "the") and self.kind(j + 1) in ("part", "the")
            else j
        )
        if self.kind(k) == "part":
            return self.stream[k].name, k + 1
        if self.kind(j) in ("am", "pm"):
            return {"am": "morning", "pm": "evening"}[self.kind(j)], j + 1
        if self.kind(j) == "unit" and self.stream[j].word == "дня":
            return "afternoon", j + 1
        if (
            self.kind(j) == "rel"
            and self.kind(j + 1) == "part"
            and self.stream[j].start == self.stream[j + 1].start
        ):
            return "evening", j  # "7 tonight": the day is read next, the part is already used
        return "", j

    @staticmethod
    def _on_clock(hour: int, hint: str) -> int:
        if hint == "morning":
            return 0 if hour == 24 else hour
        if hint in ("afternoon", "evening", "lunch"):
            return hour + 12 if hour < 12 else hour
        if hint == "night":
            return 0 if hour in (12, 24) else hour if hour < 6 else hour + 12 if hour < 12 else hour
        return hour + 12 if 1 <= hour <= 7 else hour % 24


def between(a: Clock, b: Clock) -> Clock | None:
    """From `a` to `b`; "from 9 to 3" ends in the afternoon."""
    if a.lo is None or b.lo is None:
        return None
    lo, hi = a.lo, b.lo
    if hi <= lo and hi + 720 <= _DAY_MINUTES:
        hi += 720
    if hi - lo > 720 and lo - 0 >= 720:
        hi -= 720
    if lo >= 13 * 60 and hi <= lo:
        return None
    return Clock(lo, hi) if hi > lo else None


def apply_relation(clock: Clock, relation: str) -> Clock:
    """after 3, before noon, around 11."""
    if relation in ("after", "from"):
        return Clock(clock.hi if clock.part and relation == "after" else clock.lo, None)
    if relation in ("before", "by"):
        return Clock(None, clock.lo)
    if relation == "around" and clock.point and clock.lo is not None:
        return Clock(clock.lo, clock.lo + 60)
    return replace(clock, case="")
