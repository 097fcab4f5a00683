"""What stands around a time and says how it is meant: lunch or a meal, an hour or a measure, a day or an event's."""

from __future__ import annotations

from datetime import datetime

from agents.understanding.dates.clocks import ClockReader
from agents.understanding.dates.days import DayReader
from agents.understanding.dates.hour_ranges import HourRangeReader
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.pieces import Piece
from agents.understanding.dates.ranges import RangeReader
from agents.understanding.dates.spans import Days
from domain.business.booking import BookingRules

GLUE = ("at", "the", "of", "any", "in", "mark")
NEAR = 12
"""Letters between a weekday and "the next one"."""
_UNITS_TURNED = frozenset({
    "минут", "минуток", "минутки", "часа", "дня", "дней", "недели", "недель", "месяца", "месяцев",
})  # fmt: skip
_NAMED_BEFORE_ONE = ("weekday", "rel", "part", "pm", "am", "hm", "number", "ordsuffix", "weekend")
_BE = frozenset({"is", "on", "the", "my", "our", "we", "have", "у", "меня", "нас", "будет", "է", "իմ"})


class Surroundings:
    """The readers of one message, and what is asked about the meanings beside a place."""

    def __init__(self, stream: list[Meaning], now: datetime, rules: BookingRules) -> None:
        self.stream = stream
        self.days = DayReader(stream, now)
        self.clocks = ClockReader(stream, self.days, rules)
        self.ranges = RangeReader(self.days)
        self.hours = HourRangeReader(stream, self.days, self.clocks)
        self.kind = self.days.kind

    def _is_close(self, last: Piece, i: int) -> bool:
        return self.stream[i].start - last.end <= NEAR

    def _leaves_out(self, i: int) -> bool:
        """any afternoon but Thursday, anything bar Wednesday."""
        if self.stream[i].word not in ("but", "bar") or self.kind(self.days.skip(i + 1, "the")) != "weekday":
            return False
        return self.stream[i].word == "bar" or any(
            m.kind in ("any", "every", "workdays") for m in self.stream[:i]
        )

    def _is_a_span(self, j: int) -> bool:
        """Behind "not this": a weekday, a week, a weekend; or nothing ("not next")."""
        return self.kind(j) in ("weekday", "weekend", "mark", "") or self.days.unit(j) in ("week", "month")

    def _is_a_measure(self, i: int, j: int) -> bool:
        """4 by 6, 3 на 4: two sides of a thing, unless something is moved from the one hour to the other."""
        if self.stream[i].word not in ("by", "на") or j != i + 1:
            return False
        if (
            self.kind(i - 1) == "number"
            and self.days.word(i - 2) in ("by", "на")
            and self.kind(i - 3) == "number"
        ):
            return True  # "30 by 20 by 10"
        sides = all(self.kind(n) == "number" and not self.stream[n].name for n in (i - 1, j))
        return sides and self.kind(i - 2) not in ("at", "from", "rel", "weekday", "part", "before", "after")

    def _week_of(self, j: int, k: int) -> Days | None:
        """any evening but Thursday this week: the week that was named with the weekday."""
        if self.kind(j) == "weekday" and self.days.unit(k - 1) == "week" and self.days.is_modifier(k - 2):
            return self.days.period("week", self.days.step(k - 2))
        return None

    def _is_a_length(self, j: int) -> bool:
        """минут на 10, дней на пять: Russian for about so long. "Часов на 5" is about five o'clock."""
        return self.days.word(j - 1) == "на" and self.days.word(j - 2) in _UNITS_TURNED

    def _is_of_an_event(self, i: int, k: int) -> bool:
        """wedding tomorrow, в субботу день рождения: what is wished for must be done by then."""
        if self.stream[i].word in ("for", "на"):
            return False  # "a flight for the weekend" is what is booked
        before = i - 1
        while before > 0 and self.stream[before].word in _BE:
            before -= 1
        while k < len(self.stream) and self.stream[k].word in _BE:
            k += 1
        return (before >= 0 and self.kind(before) == "event") or self.kind(k) == "event"

    def _is_a_bound(self, k: int) -> bool:
        """before 9 and after 6; "9 and after" alone is from nine on."""
        return self.kind(k) == "postfrom" and self.kind(k + 1) in ("number", "num", "hm")

    def _is_eve(self, k: int) -> bool:
        return (
            self.kind(k) == "dayprior"
            and not self.stream[k].word.isascii()
            and self.stream[k].word != "накануне"
        )

    def _skip_day_word(self, k: int) -> int:
        return k + 1 if self.kind(k) == "unit" and self.stream[k].word in ("օրը", "օրվա", "օր") else k

    def _case(self, k: int) -> str:
        return self.stream[k - 1].case if 0 < k <= len(self.stream) else ""

    def _corrects(self, previous: Piece, i: int) -> bool:
        """at 3, no sorry, 4: nothing but the slip between the hours."""
        between = [m for m in self.stream if previous.end <= m.start < self.stream[i].start]
        slip = any(m.kind == "correction" for m in between)
        return slip and all(m.kind in ("correction", "mark", "at") for m in between)

    def _is_about(self, j: int) -> bool:
        """like 4 ish, 4-ի կողմերը: a number that is only about right is an hour."""
        number = self.days.count(j)
        return number is not None and number[0] <= 24 and self.kind(number[1]) == "postaround"

    def _is_replaced(self, j: int) -> bool:
        """4 instead of 3 on Friday, 3-ի փոխարեն 4-ին: an hour for an hour. Not "10 instead of 8 chairs"."""
        first = self.days.count(j)
        if first is None or first[0] > 24 or self.kind(first[1]) != "insteadof":
            return False
        second = self.days.count(self.days.skip(first[1] + 1, "at"))
        return second is not None and self.kind(second[1]) in (
            "",
            "mark",
            "at",
            "rel",
            "weekday",
            "part",
            "suits",
        )

    def _is_lunch_time(self, i: int, j: int, previous: Piece | None) -> bool:
        """ "at lunch", "lunch tomorrow", "Friday lunch"; to have lunch is no time."""
        if any(self.kind(n) in ("at", "after", "before") for n in range(i, j)) or self.kind(j + 1) in (
            "rel",
            "weekday",
            "at",
        ):
            return True
        return previous is not None and self._touching(previous, i)

    def _stands_for_a_time(self, j: int) -> bool:
        """ "The Thursday one", "that 3 pm one": one of the times that were named, and no hour."""
        if self.stream[j].word != "one" or self.kind(j - 1) not in _NAMED_BEFORE_ONE:
            return False
        return any(m.kind == "the" or m.word == "that" for m in self.stream[max(j - 4, 0) : j])

    def _touching(self, previous: Piece, i: int) -> bool:
        gap = [m for m in self.stream if previous.end <= m.start < self.stream[i].start]
        return all(m.kind in GLUE or m.word == "," for m in gap)
