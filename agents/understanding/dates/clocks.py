"""Hours and parts of the day in a stream of meanings."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from agents.understanding.dates.clock_values import DAY_MINUTES, Clock, apply_relation, point
from agents.understanding.dates.halves import HalfHourReader
from agents.understanding.dates.lexer import Meaning

_BOUNDS = ("before", "after", "from", "toward", "around", "by")
_NO_HOURS = ("a", "an", "մի", "две", "одну", "одна", "одной", "пару", "пара")
_EARLY_OR_LATE = ("early", "late")


class ClockReader(HalfHourReader):
    """Reads one clock expression at a place of the stream. Bare hours 1 to 7 are in the afternoon."""

    def read(self, i: int, *, bare: bool) -> tuple[Clock, int] | None:
        """The clock expression at `i`. `bare`: a number alone may be an hour here (after "at", "after", …)."""
        if self.kind(i) == "part":
            between = self.kind(i - 1) in ("rel", "weekday") and self.days.word(i - 2) in _EARLY_OR_LATE
            return self._part(i, self.kind(i - 2) if between else "")
        if self.kind(i) in ("am", "pm") and self.kind(i - 1) in ("rel", "weekday", "ordsuffix"):
            return self._half_of_day(i)
        if self.kind(i) == "ord" and self.kind(i + 1) == "half" and self.stream[i].value in (1, 2):
            name = "morning" if self.stream[i].value == 1 else "afternoon"  # "շաբաթ օրվա երկրորդ կեսին"
            return Clock(*self.parts[name], part=True, name=name), i + 2
        if self.kind(i) in ("begin", "end", "middle"):
            j = i + 2 if self.days.word(i + 1) == "-" else self.days.skip(i + 1, "the")
            return self._part(j, self.kind(i)) if self.kind(j) == "part" else None
        for rule in (self._fixed, self._halves):
            if (found := rule(i)) is not None:
                return self._in_zone(found)
        found = self._hour(i, bare=bare)
        return self._in_zone(found) if found else None

    def _in_zone(self, found: tuple[Clock, int]) -> tuple[Clock, int]:
        """16:00 CET, 10am tomorrow London time: the hour on the business's own clock."""
        clock, j = found
        k = self.days.skip(j, "mark") if self.kind(j) == "mark" and self.stream[j].word == "(" else j
        behind = self.days.skip(k, "rel", "weekday", "at")  # the day stands between
        offset = self.days.now.utcoffset()
        if self.kind(behind) != "zone" or clock.lo is None or not clock.point or offset is None:
            return found
        local = (
            clock.lo - self._offset(self.stream[behind]) + int(offset.total_seconds() // 60)
        ) % DAY_MINUTES
        return point(local, hinted=True), k + 1 if behind == k else j

    def _offset(self, zone: Meaning) -> int:
        """Minutes before or behind UTC of the zone said, now."""
        if "/" not in zone.name:
            return zone.value
        away = self.days.now.astimezone(ZoneInfo(zone.name)).utcoffset()
        return int(away.total_seconds() // 60) if away is not None else 0

    def _half_of_day(self, i: int) -> tuple[Clock, int]:
        """Sat am, Thursday pm: until noon, from noon on."""
        if self.kind(i) == "am":
            return Clock(*self.parts["morning"], part=True, name="morning"), i + 1
        return Clock(self.parts["afternoon"][0], self.parts["evening"][1], part=True, name="afternoon"), i + 1

    def _part(self, i: int, which: str = "") -> tuple[Clock, int]:
        """вечером; also вечером в 7, երեկոյան 5-ին, morning at 9, after lunch around 5. `which`: early or late in it."""
        name = self.stream[i].name
        lo, hi = self.narrowed(name, which)
        if (
            name == "night"
            and self.stream[i].word == "night"
            and self.kind(i - 1) in ("weekday", "rel", "next", "last")
        ):
            lo = self.parts["evening"][0]  # "Friday night" begins when work ends
        j = (
            self.days.skip(i + 1, "at", "around", "the")
            if self.kind(i + 1) in ("at", "around", "mark")
            else i + 1
        )
        if self.kind(i + 1) == "mark" and self.stream[i + 1].word == ",":
            j = self.days.skip(i + 2, "at", "around")
        after = self.kind(i + 2)
        straight = self.kind(j) == "number" and 1 <= self.stream[j].value <= 12 and not self.stream[j].name
        straight = straight and after in ("", "mark", "and", "at", "pivot", "or", "postaround", "postafter")
        straight = straight or (self.kind(j) == "num" and after in ("postaround", "postafter"))
        straight = straight or (self.kind(j) in ("num", "number") and after == "past")
        cased = j < len(self.stream) and (
            self.stream[j].case == "at" or (self.stream[j].case == "to" and self.kind(j) in ("num", "number"))
        )
        if j > i + 1 or straight or cased:
            inner = self._halves(j) or self._hour(j, bare=True, hint=name)
            if inner and inner[0].point:
                clock = inner[0] if inner[0].hinted else self.rehinted(inner[0], name)
                behind = self.kind(inner[1]) == "postaround"
                if behind or any(self.kind(n) == "around" for n in range(i + 1, j)):
                    clock = apply_relation(clock, "around")
                return replace(clock, name=name), inner[1] + behind
        return Clock(lo, hi, part=True, name=name), i + 1

    def rehinted(self, clock: Clock, name: str) -> Clock:
        """A guessed hour, once the part of the day is known: "at 7 … in the morning"."""
        if clock.hinted or clock.part:
            return clock
        if clock.lo is None or clock.hi is None:
            lo, hi = (None if m is None else self._in_part(m, name) for m in (clock.lo, clock.hi))
            begins = self.parts.get(name, (None, None))[0]
            if lo is None and hi is not None and begins is not None and begins < hi:
                lo = begins  # "in the evening before 8"
            return self.capped(replace(clock, lo=lo, hi=hi, hinted=True, name=name), name)
        lo = self._in_part(clock.lo, name)
        return replace(clock, lo=lo, hi=min(lo + clock.hi - clock.lo, DAY_MINUTES), hinted=True, name=name)

    def capped(self, clock: Clock, name: str) -> Clock:
        """In the morning after 9: until the morning ends. An evening goes on."""
        if clock.hi is not None or clock.lo is None or clock.part or name not in ("morning", "afternoon"):
            return clock
        return replace(clock, hi=self.parts[name][1]) if clock.lo < self.parts[name][1] else clock

    def _in_part(self, minutes: int, name: str) -> int:
        return self._on_clock(minutes // 60 % 12 or 12, name) * 60 + minutes % 60

    def _fixed(self, i: int) -> tuple[Clock, int] | None:
        if self.kind(i) == "noon":
            return point(self.stream[i].value * 60), i + 1
        if self.kind(i) == "beforenoon":
            return Clock(None, 12 * 60), i + 1
        return None

    def _hour(self, i: int, *, bare: bool, hint: str = "") -> tuple[Clock, int] | None:
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "hm" and (self.kind(i + 1) == "quantity" or self._is_a_figure(i)):
            return None  # "1.50 euros" is a price, "version 3.20" a number
        if m.kind == "hm" and m.parts[0] <= 24 and m.parts[1] < 60:
            after_hint, j = self._hint(self._hour_word(i + 1))
            hour = (
                m.parts[0]
                if m.word[0] == "0" and not after_hint
                else self._on_clock(m.parts[0], after_hint or hint)
            )
            told = bool(hint or after_hint) or m.word[0] == "0" or m.parts[0] > 12
            return point(hour * 60 + m.parts[1], m.case, hinted=told), j
        if m.kind == "unit" and m.name == "hour" and self._is_one(i):
            after_hint, j = self._hint(i + 1)
            return point(self._on_clock(1, hint or after_hint) * 60), j
        if (hundreds := self._hundred_hours(i)) is not None:
            return hundreds
        number = self.days.count(i)
        if number is not None and m.kind == "number" and len(m.word) == 4:
            return self._military(i, number, bare=bare or self.kind(number[1]) == "rel")
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
        on_sunday = self.kind(j) == "at" and self.stream[j].word == "on" and self.kind(j + 1) == "weekday"
        tomorrow = tomorrow or on_sunday
        tomorrow = (
            tomorrow
            and m.kind == "number"
            and number[0] <= 12
            and (i == 0 or not self.stream[i - 1].word.isalpha())
        )
        marked = (
            military or tomorrow or after_hint != "" or self.kind(j) == "oclock" or (case == "at" and bare)
        )
        marked = marked or (j_minutes > j and self._stands_alone(i, minutes, j_minutes))
        if j_minutes > j and (marked or bare):
            told = bool(hint or after_hint) or number[0] > 12
            return point(self._on_clock(number[0], after_hint or hint) * 60 + minutes, hinted=told), after
        if j_minutes > j:
            after_hint, after = self._hint(named)
        if not (marked or bare) or (m.kind == "num" and m.word in _NO_HOURS):
            return None
        if not marked and self._is_counted(i, j):
            return None
        counts = self.kind(j) == "quantity" and case != "at"  # "10-ին ատամների մաքրում": at ten
        if (
            counts
            or self.kind(j) in ("month", "of")
            or (self.kind(j) == "unit" and self.stream[j].name != "hour" and not after_hint)
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
            and named == j
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

    def _is_one(self, i: int) -> bool:
        """в час, до часу, с часу: one o'clock. A massage "на час" is an hour long; "завтра на час" is at one."""
        word, before = self.days.word(i), self.days.word(i - 1)
        if word == "час" and before == "на":
            at_one = self.kind(i - 2) in ("rel", "weekday", "month", "pivot", "move")
            return at_one or self._hint(i + 1)[0] != ""
        if word == "час":
            return self.kind(i - 1) == "at"
        return (word == "часу" and self.kind(i - 1) in _BOUNDS) or (
            word == "часа" and before in ("до", "с", "после")
        )

    def _spelled_minutes(self, i: int, j: int) -> tuple[int, int]:
        """8 40, five-thirty, nine fifty nine: the minutes after an hour, with the place after them."""
        dashed = self.kind(j) == "mark" and self.stream[j].word == "-"
        if dashed and self.stream[i].kind == "number" and not self._minutes_dashed(i, j):
            return 0, j
        k = j + 1 if dashed else j
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
        if self.stream[j - 1].case == "from":
            return 0, j
        case = self.stream[second[1] - 1].case
        if not (figures or words) or ordinal or (case and case not in ("at", "to")):
            return 0, j
        counts_something = self.kind(second[1]) in ("unit", "quantity", "month", "of", "ofmonth")
        return (0, j) if counts_something else (second[0], second[1])

    def _minutes_dashed(self, i: int, j: int) -> bool:
        """в 12-30, на 14-00; "12-15" may be a stretch and is."""
        m = self.stream[j + 1] if j + 1 < len(self.stream) else None
        if m is None or m.kind != "number" or len(m.word) != 2 or m.value % 5 or m.value > 59:
            return False
        return self.kind(i - 1) != "from" and (m.value == 0 or m.value > 24 or m.value < self.stream[i].value)

    def _stands_alone(self, i: int, minutes: int, k: int) -> bool:
        """fifteen thirty on Thursday: hour and minutes in words, with nothing that they could count."""
        words = self.stream[i].kind == "num" and minutes % 5 == 0 and self.stream[i].value != 20
        words = words and self.stream[i].word not in ("a", "an")
        before, behind = self.kind(i - 1), self.kind(self.days.skip(k, "at", "the"))
        beside = before in ("rel", "weekday", "month", "ord") or behind in ("rel", "weekday")
        return words and beside and self.kind(k) in ("", "mark", "at", "rel", "weekday", "part", "or")

    def _hundred_hours(self, i: int) -> tuple[Clock, int] | None:
        """sixteen hundred hours, 0900 hours."""
        number = self.days.count(i)
        if number is None or (self.stream[i].kind == "number" and self.stream[i].name):
            return None
        hour, minutes, j = number[0], 0, number[1]
        if self.days.word(j) == "hundred" and hour < 24:
            j += 1
        elif self.stream[i].kind == "number" and len(self.stream[i].word) == 4 and number[0] < 2400:
            hour, minutes = divmod(number[0], 100)
        else:
            return None
        hours = self.days.word(j) in ("hours", "hrs", "hour", "ч", "часов") and minutes < 60
        return (point(hour * 60 + minutes, hinted=True), j + 1) if hours else None

    def _military(self, i: int, number: tuple[int, int], *, bare: bool) -> tuple[Clock, int] | None:
        """1140 a.m."""
        hour, minutes = divmod(number[0], 100)
        hint, j = self._hint(number[1])
        if hour > 24 or minutes > 59:
            return None
        at = self.kind(i - 1) == "at" or self.kind(number[1]) == "rel"
        year = 1900 <= number[0] < 2100 and not at
        if not hint and bare and not minutes % 5 and (at or self.stream[i].word[0] == "0") and not year:
            # "between 0930 and 1130", "at 1730"
            return point(hour * 60 + minutes, hinted=True), j
        if not hint:
            return None
        return point(self._on_clock(hour, hint) * 60 + minutes, hinted=True), j
