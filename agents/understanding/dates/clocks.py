"""Hours and parts of the day in a stream of meanings."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from agents.understanding.dates.clock_values import DAY_MINUTES, Clock, apply_relation, point
from agents.understanding.dates.hours import HourReader
from agents.understanding.dates.lexer import Meaning

_EARLY_OR_LATE = ("early", "late")


class ClockReader(HourReader):
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
