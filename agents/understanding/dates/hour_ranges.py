"""Stretches of hours: "from 10 to 12", "5 to 7 pm", "between 2 tomorrow and 4", "from now until eight"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.understanding.dates.clock_values import DAY_MINUTES, Clock, between
from agents.understanding.dates.clocks import ClockReader
from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.ranges import UNTIL
from agents.understanding.dates.spans import Days, Instant


class HourRangeReader:
    """Reads the second hour of a stretch, and what tells that there is one. Returns it with the place after it."""

    def __init__(self, stream: list[Meaning], days: DayReader, clocks: ClockReader) -> None:
        self.stream = stream
        self.days = days
        self.clocks = clocks
        self.kind = days.kind

    def from_now(self, now: Instant, k: int, relation: str) -> tuple[Instant, int] | None:
        """between now and eight, from now until ten minutes later."""
        joiner = self._clock_joiner(k, Clock(None, None), relation)
        if joiner is None:
            return None
        moment = self.days.read(joiner)
        if moment is not None and isinstance(moment[0], Instant):
            return replace(now, until=moment[0].at, now=False), moment[1]
        hour = self.clocks.read(joiner, bare=True)
        if hour is None or not hour[0].point or hour[0].lo is None:
            return None
        midnight = now.at.replace(hour=0, minute=0, second=0, microsecond=0)
        until = midnight + timedelta(minutes=hour[0].lo)
        if until <= now.at:
            until += timedelta(hours=24 if hour[0].hinted or until + timedelta(hours=12) <= now.at else 12)
        return replace(now, until=until, now=False), hour[1]

    def until_now(self, clock: Clock, k: int) -> tuple[Instant, int] | None:
        """between eight o'clock and now."""
        if self.kind(k) not in ("and", "to", "before") or self.kind(k + 1) != "now" or clock.lo is None:
            return None
        start = self.days.now.replace(hour=clock.lo // 60, minute=clock.lo % 60, second=0, microsecond=0)
        return (Instant(start, until=self.days.now), k + 2) if start < self.days.now else None

    def begins(self, j: int) -> bool:
        """from 6 tomorrow: the hour a day is free from."""
        number = self.days.count(j + 1)
        if number is None or number[0] > 24 or self.stream[j + 1].name:
            return False
        lasts = self._lasts(number[1])
        return lasts is not None or self.kind(number[1]) in ("rel", "weekday", "postfrom")

    def follows(self, j: int) -> bool:
        number = self.days.count(j + 1)
        k = number[1] if number else j + 2
        k = self.days.skip(k, "unit", "part", "am", "pm", "oclock", "num")
        if self.kind(k) in ("at", "weekday", "rel"):  # "from 5 on Friday to 7"
            k = self.days.skip(k, "at", "weekday", "rel")
        return self.kind(k) in ("to", "before") or (self.kind(k) == "mark" and self.stream[k].word == "-")

    def first_of_two(self, j: int) -> tuple[Clock, int] | None:
        """5 to 6 pm, 9-11am: a number alone is an hour when the second says so."""
        if self.kind(j) not in ("number", "num") or self.kind(j - 1) in ("month", "mark"):
            return None
        taken = self.clocks.read(j, bare=True)
        if taken is None or not taken[0].point:
            return None
        if self.kind(taken[1]) == "and" and (held := self._held_between(taken[0], taken[1])) is not None:
            return held
        if self.kind(taken[1]) == "or" and self._day_behind_both(taken[1] + 1):
            return taken
        joiner = self._clock_joiner(taken[1], taken[0], "at")
        second = self.clocks.read(joiner, bare=True) if joiner else None
        if second is None or joiner is None or not second[0].point:
            return None
        half = second[0].hinted and (
            self._said_half(joiner, second[1])
            or (self.kind(second[1]) == "rel" and self.kind(joiner) == "number")
        )
        return taken if half or self._day_follows(j, joiner, second[1]) else None

    def _day_behind_both(self, j: int) -> bool:
        """4 or 5 on Wednesday, 10 or 11 tomorrow."""
        second = self.clocks.read(j, bare=True) if self.kind(j) in ("number", "num", "hm") else None
        if second is None or not second[0].point:
            return False
        k = self.days.skip(second[1], "at", "the")
        return self.kind(k) in ("rel", "weekday") and (k > second[1] or self.kind(second[1]) == "rel")

    def _day_follows(self, j: int, joiner: int, k: int) -> bool:
        """10-12 on Friday, 2-4 tomorrow: figures joined by a dash, with the day behind them."""
        figures = self.kind(j) == "number" and self.kind(joiner) == "number" and not self.stream[joiner].name
        if not figures or self.stream[joiner - 1].word != "-" or joiner != j + 2:
            return False
        return self.kind(self.days.skip(k, "at", "the")) in ("rel", "weekday")

    def _held_between(self, clock: Clock, k: int) -> tuple[Clock, int] | None:
        """5-ի և 7-ի միջև: the word for "between" stands behind both."""
        second = self.clocks.read(k + 1, bare=True)
        if second is None or self.kind(second[1]) != "postbetween":
            return None
        span = between(clock, second[0])
        return (span, second[1] + 1) if span else None

    def _said_half(self, j: int | None, k: int) -> bool:
        return any(self.kind(n) in ("am", "pm", "part", "oclock") for n in range(j or 0, k))

    def _clock_joiner(self, k: int, clock: Clock, relation: str) -> int | None:
        """The place of a stretch's second hour, or None."""
        dash = self.kind(k) == "mark" and self.stream[k].word in "-/"
        joined = self.kind(k) in (("and", "to") if relation == "between" else ("to", "before"))
        if (
            self.kind(k) == "before"
            and self.stream[k].word not in UNTIL
            and relation not in ("from", "between")
        ):
            joined = False
        if not (
            dash or joined or (clock.case == "from" and self.kind(k) in ("number", "hm", "num", "before"))
        ):
            return None
        return self.days.skip(k + (1 if dash else 0), "and", "to", "before", "at")

    def range(self, clock: Clock, k: int, relation: str) -> tuple[Clock, int] | None:
        if clock.point and self.kind(k) == "and" and (held := self._held_between(clock, k)) is not None:
            return held
        joiner = None if clock.part or not clock.point else self._clock_joiner(k, clock, relation)
        second = self.clocks.read(joiner, bare=True) if joiner else None
        if second is None or second[0].part:
            return None
        span = between(clock, second[0])
        return (span, second[1]) if span else None

    def lasting(self, clock: Clock, k: int, relation: str, i: int) -> tuple[Clock, int] | None:
        """at 4 for an hour, for 30 minutes from 4 pm: the hour with how long it lasts."""
        if not clock.point or clock.lo is None:
            return None
        minutes, after = 0, k
        if (told := self._lasts(k)) is not None:
            minutes, after = told
        if not minutes and relation == "from":
            minutes = self.minutes_before(i)
        end = min(clock.lo + minutes, DAY_MINUTES)
        return (replace(clock, hi=end, point=False), after) if minutes else None

    def _lasts(self, k: int) -> tuple[int, int] | None:
        """for 45 minutes, на час, behind an hour: how long, in minutes, and the place after it."""
        if self.days.word(k) not in ("for", "на"):
            return None
        length = self.days.length(k + 1, bare=self.days.word(k) == "на")
        if (
            length is None
            or not length[0].is_clock
            or self.kind(length[1]) == "part"
            or self.days.word(length[1]) == "дня"
        ):
            return None
        return int(length[0].minutes), length[1]

    def minutes_before(self, i: int) -> int:
        """for an hour from 4 pm: the minutes said before "from"; 0 when there are none."""
        for start in range(max(1, i - 4), i):
            length = self.days.length(start) if self.stream[start - 1].word == "for" else None
            if length is not None and length[1] == i and length[0].is_clock:
                return int(length[0].minutes)
        return 0

    def day_between(self, clock: Clock, k: int, relation: str) -> tuple[Days, Clock, int] | None:
        """between 2 tomorrow and 4, from 5 on Friday to 7: the day stands between the hours."""
        day = self.days.read(self.days.skip(k, "at", "the"))
        if day is None or not isinstance(day[0], Days) or day[0].start is None:
            return None
        joiner = self._clock_joiner(day[1], clock, relation)
        if joiner is None or self.days.read(joiner) is not None:
            return None
        second = self.clocks.read(joiner, bare=True)
        if second is None or not second[0].point or self.days.read(second[1]) is not None:
            return None
        span = between(clock, second[0])
        beyond = self.days.skip(second[1], "at", "the", "mark")
        return (day[0], span, second[1]) if span and self.days.read(beyond) is None else None
