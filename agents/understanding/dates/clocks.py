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
    """Minutes after midnight, half-open; None is open. `point`: one exact time was named (lo).

    `hinted`: the half of the day was said ("7 pm", 19:00), not guessed. `name` is the part of the day named.
    """

    lo: int | None
    hi: int | None
    point: bool = False
    part: bool = False
    case: str = ""
    hinted: bool = False
    name: str = ""


def point(minutes: int, case: str = "", *, hinted: bool = False) -> Clock:
    return Clock(minutes, minutes + 1, point=True, case=case, hinted=hinted)


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
                return self._in_zone(found)
        found = self._hour(i, bare=bare)
        return self._in_zone(found) if found else None

    def _in_zone(self, found: tuple[Clock, int]) -> tuple[Clock, int]:
        """16:00 CET: the hour on the business's own clock."""
        clock, j = found
        k = self.days.skip(j, "mark") if self.kind(j) == "mark" and self.stream[j].word == "(" else j
        offset = self.days.now.utcoffset()
        if self.kind(k) != "zone" or clock.lo is None or not clock.point or offset is None:
            return found
        local = (clock.lo - self.stream[k].value + int(offset.total_seconds() // 60)) % _DAY_MINUTES
        return point(local, hinted=True), k + 1

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
        after = self.kind(i + 2)
        straight = self.kind(j) == "number" and 1 <= self.stream[j].value <= 12 and not self.stream[j].name
        straight = straight and after in ("", "mark", "and", "at", "pivot", "or")
        if j > i + 1 or straight or (j < len(self.stream) and self.stream[j].case == "at"):
            inner = self._halves(j) or self._hour(j, bare=True, hint=name)
            if inner and inner[0].point:
                clock = inner[0] if inner[0].hinted else self.rehinted(inner[0], name)
                return clock, inner[1]
        return Clock(lo, hi, part=True, name=name), i + 1

    def rehinted(self, clock: Clock, name: str) -> Clock:
        """A guessed hour, once the part of the day is known: "at 7 … in the morning"."""
        if clock.lo is None or clock.hi is None or clock.hinted or clock.part:
            return clock
        length, hour = clock.hi - clock.lo, clock.lo // 60 % 12 or 12
        lo = self._on_clock(hour, name) * 60 + clock.lo % 60
        return replace(clock, lo=lo, hi=min(lo + length, _DAY_MINUTES), hinted=True, name=name)

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
            if self.kind(i + 1) == "ord" and not self.stream[i + 1].word.isascii():
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
        second = count(j)
        if second and self.kind(second[1]) == "minus":
            return self._adjusted(first[0], -second[0], second[1] + 1)
        return self._minutes_past(i, *first)

    def _minutes_past(self, i: int, minutes: int, j: int) -> tuple[Clock, int] | None:
        """ten past four, 25 to 7 pm, 20 minutes after 10 pm; "from 10 to 4" and "10 to 4" are stretches."""
        named = self.kind(j) == "unit" and self.stream[j].name == "minute"
        k = j + 1 if named else j
        word = self.stream[k].word if k < len(self.stream) else ""
        if word not in ("past", "after", "to", "before", "from") or not 0 < minutes < 60:
            return None
        hour = self.days.count(k + 1)
        exact = self.stream[k + 1] if k + 1 < len(self.stream) else None
        if named and exact is not None and exact.kind == "hm":
            return None
        if (
            hour is None
            or not 1 <= hour[0] <= 24
            or self.kind(hour[1]) in ("month", "ofmonth", "unit", "quantity")
        ):
            return None
        if not named:
            if minutes % 5 or self.kind(i - 1) in ("from", "between") or word in ("from", "before"):
                return None
            spelled = self.stream[i].kind == "num" and minutes > hour[0]
            told = self.kind(i - 1) == "at" or minutes > 12 or self._hint(hour[1])[0] not in ("", "am", "pm")
            if word != "past" and not (spelled or (told and minutes < 30)):
                return None
        elif word in ("from", "after") and not self._hint(self._hour_word(hour[1]))[0]:
            return None
        return self._adjusted(hour[0], -minutes if word in ("to", "before") else minutes, hour[1])

    def _adjusted(self, hour: int, minutes: int, j: int) -> tuple[Clock, int] | None:
        if not 1 <= hour <= 24:
            return None
        hint, j = self._hint(self._hour_word(j))
        if hour > 12:
            return point((hour * 60 + minutes) % _DAY_MINUTES, hinted=True), j
        total = (hour * 60 + minutes) % (12 * 60)
        shown = total // 60 or 12
        return point(self._on_clock(shown, hint) * 60 + total % 60, hinted=bool(hint)), j

    def _hour(self, i: int, *, bare: bool, hint: str = "") -> tuple[Clock, int] | None:
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "hm" and self.kind(i + 1) == "quantity":
            return None  # "1.50 euros" is a price
        if m.kind == "hm" and m.parts[0] <= 24 and m.parts[1] < 60:
            after_hint, j = self._hint(self._hour_word(i + 1))
            hour = (
                m.parts[0]
                if m.word[0] == "0" and not after_hint
                else self._on_clock(m.parts[0], after_hint or hint)
            )
            told = bool(hint or after_hint) or m.word[0] == "0" or m.parts[0] > 12
            return point(hour * 60 + m.parts[1], m.case, hinted=told), j
        if m.kind == "unit" and m.name == "hour" and m.word == "час" and self.kind(i - 1) == "at":
            after_hint, j = self._hint(i + 1)
            return point(self._on_clock(1, hint or after_hint) * 60), j
        number = self.days.count(i)
        if number is not None and m.kind == "number" and len(m.word) == 4:
            return self._military(i, number)
        if number is None or number[0] > 24 or m.name == "ordinal":
            return None
        j = number[1]
        case = self.stream[j - 1].case
        named = self._hour_word(j)
        minutes, j_minutes = self._spelled_minutes(i, j)
        after_hint, after = self._hint(named if j_minutes == j else j_minutes)
        glued = self.stream[j - 1].end == self.stream[j].start if 0 < j < len(self.stream) else False
        military = (
            glued and m.kind == "number" and self.kind(j) == "unit" and self.stream[j].word in ("h", "ч")
        )
        tomorrow = self.kind(j) == "rel" and self.stream[j].word.isascii() and self.kind(i - 1) != "at"
        tomorrow = (
            tomorrow
            and m.kind == "number"
            and number[0] <= 12
            and (i == 0 or not self.stream[i - 1].word.isalpha())
        )
        marked = (
            military or tomorrow or after_hint != "" or self.kind(j) == "oclock" or (case == "at" and bare)
        )
        if j_minutes > j and (marked or bare):
            told = bool(hint or after_hint) or number[0] > 12
            return point(self._on_clock(number[0], after_hint or hint) * 60 + minutes, hinted=told), after
        if j_minutes > j:
            after_hint, after = self._hint(named)
        if not (marked or bare) or (m.kind == "num" and m.word in ("a", "an")):
            return None
        if self.kind(j) in ("quantity", "month") or (
            self.kind(j) == "unit" and self.stream[j].name != "hour" and not after_hint
        ):
            return None
        if (
            self.kind(j) == "unit"
            and self.stream[j].word.isascii()
            and self.stream[j].start != self.stream[j - 1].end
        ):
            return None  # "for 3 hours" is a duration
        if (
            self.kind(named) == "unit"
            and self.stream[named].word == "дня"
            and not (bare and self.stream[i - 1].word != "на")
        ):
            return None  # "на 2 дня" is a duration
        minutes = 0
        extra = self.days.count(named) if named > j else None
        if (
            extra
            and 0 < extra[0] < 60
            and self.kind(extra[1]) == "unit"
            and self.stream[extra[1]].name == "minute"
        ):
            minutes, (after_hint, after) = extra[0], self._hint(extra[1] + 1)
        told = bool(hint or after_hint) or number[0] > 12 or m.word[0] == "0"
        return point(self._on_clock(number[0], after_hint or hint) * 60 + minutes, case, hinted=told), after

    def _spelled_minutes(self, i: int, j: int) -> tuple[int, int]:
        """8 40, five-thirty, nine fifty nine: the minutes after an hour, with the place after them."""
        k = (
            j + 1
            if self.kind(j) == "mark" and self.stream[j].word == "-" and self.stream[i].kind == "num"
            else j
        )
        second = self.days.count(k)
        if second is None or not 0 <= second[0] < 60:
            return 0, j
        figures = (
            self.stream[i].kind == "number"
            and self.stream[k].kind == "number"
            and len(self.stream[k].word) == 2
        )
        words = self.stream[i].kind == "num" and self.stream[k].kind == "num" and second[0] >= 10
        ordinal = self.stream[k].kind == "number" and self.stream[k].name
        if not (figures or words) or ordinal or self.stream[k].case:
            return 0, j
        counts_something = self.kind(second[1]) in ("unit", "quantity", "month", "of", "ofmonth")
        return (0, j) if counts_something else (second[0], second[1])

    def _military(self, i: int, number: tuple[int, int]) -> tuple[Clock, int] | None:
        """1140 a.m."""
        hour, minutes = divmod(number[0], 100)
        hint, j = self._hint(number[1])
        if not hint or hour > 24 or minutes > 59:
            return None
        return point(self._on_clock(hour, hint) * 60 + minutes, hinted=True), j

    def _hour_word(self, j: int) -> int:
        """The place after "часов", "o'clock", the h of "16h"."""
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
            return self.kind(j), j + 1
        glued = 0 < j < len(self.stream) and self.stream[j].start == self.stream[j - 1].end
        if glued and self.stream[j].word in ("a", "p"):  # 9a, 7p
            return {"a": "am", "p": "pm"}[self.stream[j].word], j + 1
        if self.kind(j) == "rel" and self.kind(j + 1) == "part" and self.stream[j].word.isascii():
            return self.stream[j + 1].name, j  # "9 tomorrow morning"
        tonight = self.kind(j + 1) == "rel" and self.kind(j + 2) == "part"
        if tonight and self.stream[j].word == "," and self.stream[j + 1].start == self.stream[j + 2].start:
            return "evening", j
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
        if hint in ("morning", "am"):
            return 0 if hour == 24 or (hour == 12 and hint == "am") else hour
        if hint in ("afternoon", "evening", "lunch", "pm"):
            return hour + 12 if hour < 12 else hour
        if hint == "night":
            return 0 if hour in (12, 24) else hour if hour < 6 else hour + 12 if hour < 12 else hour
        return hour + 12 if 1 <= hour <= 7 else hour % 24


def between(a: Clock, b: Clock) -> Clock | None:
    """From `a` to `b`; "from 9 to 3" ends in the afternoon, "3 to 8 am" begins at night."""
    if a.lo is None or b.lo is None:
        return None
    lo, hi = a.lo, b.lo
    half = _DAY_MINUTES // 2
    if b.hinted and not a.hinted:
        lo = lo % half + half if lo % half + half < hi else lo % half
    elif a.hinted and not b.hinted:
        hi = hi % half if hi % half > lo else hi % half + half
    if hi <= lo and hi + half <= _DAY_MINUTES and not b.hinted:
        hi += half
    if hi - lo > half and lo >= half:
        hi -= half
    if hi <= lo:
        return None
    return Clock(lo, hi, hinted=a.hinted or b.hinted)


def apply_relation(clock: Clock, relation: str) -> Clock:
    """after 3, before noon, around 11."""
    if relation in ("after", "from"):
        return Clock(clock.hi if clock.part and relation == "after" else clock.lo, None)
    if relation in ("before", "by"):
        return Clock(None, clock.lo)
    if relation == "around" and clock.point and clock.lo is not None:
        return Clock(clock.lo, clock.lo + 60)
    return replace(clock, case="")
