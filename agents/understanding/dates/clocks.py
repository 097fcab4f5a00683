"""Hours and parts of the day in a stream of meanings."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.dates.clock_values import DAY_MINUTES, Clock, point
from agents.understanding.dates.halves import HalfHourReader


class ClockReader(HalfHourReader):
    """Reads one clock expression at a place of the stream. Bare hours 1 to 7 are in the afternoon."""

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
        local = (clock.lo - self.stream[k].value + int(offset.total_seconds() // 60)) % DAY_MINUTES
        return point(local, hinted=True), k + 1

    def _part(self, i: int) -> tuple[Clock, int]:
        """вечером; also вечером в 7, երեկոյան 5-ին, morning at 9."""
        name = self.stream[i].name
        lo, hi = self.parts[name]
        if (
            name == "night"
            and self.stream[i].word == "night"
            and self.kind(i - 1) in ("weekday", "rel", "next")
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
        return replace(clock, lo=lo, hi=min(lo + length, DAY_MINUTES), hinted=True, name=name)

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
