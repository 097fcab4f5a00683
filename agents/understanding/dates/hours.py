"""One hour, in figures or in words: "17:30", "в 5", "8 40", "fifteen thirty", "0900 hours"."""

from __future__ import annotations

from agents.understanding.dates.clock_values import Clock, point
from agents.understanding.dates.halves import HalfHourReader

_BOUNDS = ("before", "after", "from", "toward", "around", "by")
_NO_HOURS = ("a", "an", "մի", "две", "одну", "одна", "одной", "пару", "пара")
_OF_24 = ("h", "ч")
"""Letters behind the figures of an hour: 16h."""


class HourReader(HalfHourReader):
    """An hour of the clock, where it is certain that one is meant."""

    def _hour(self, i: int, *, bare: bool, hint: str = "") -> tuple[Clock, int] | None:
        """The hour at `i`; see `ClockReader.read`. `hint`: the part of the day that was said before it."""
        if i >= len(self.stream):
            return None
        m = self.stream[i]
        if m.kind == "hm":
            return self._written(i, hint)
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
        return self._numbered(i, *number, bare=bare, hint=hint)

    def _written(self, i: int, hint: str) -> tuple[Clock, int] | None:
        """17:30, 5.30 pm. "1.50 euros" is a price, "version 3.20" a number."""
        m = self.stream[i]
        if self.kind(i + 1) == "quantity" or self._is_a_figure(i) or m.parts[0] > 24 or m.parts[1] > 59:
            return None
        after_hint, j = self._hint(self._hour_word(i + 1))
        as_written = m.word[0] == "0"
        hour = m.parts[0] if as_written and not after_hint else self._on_clock(m.parts[0], after_hint or hint)
        told = bool(hint or after_hint) or as_written or m.parts[0] > 12
        return point(hour * 60 + m.parts[1], m.case, hinted=told), j

    def _numbered(self, i: int, hour: int, j: int, *, bare: bool, hint: str) -> tuple[Clock, int] | None:
        """в 5, at seven thirty, 8 часов 20 минут: the number `hour`, which ends at `j`, as an hour."""
        m, case = self.stream[i], self.stream[j - 1].case
        named = self._hour_word(j)
        minutes, j_minutes = self._spelled_minutes(i, j)
        after_hint, after = self._hint(named if j_minutes == j else j_minutes)
        marked = after_hint != "" or (case == "at" and bare) or self._is_marked(i, hour, j)
        marked = marked or (j_minutes > j and self._stands_alone(i, minutes, j_minutes))
        if j_minutes > j and (marked or bare):
            told = bool(hint or after_hint) or hour > 12
            return point(self._on_clock(hour, after_hint or hint) * 60 + minutes, hinted=told), after
        if j_minutes > j:
            after_hint, after = self._hint(named)
        if not (marked or bare) or (m.kind == "num" and m.word in _NO_HOURS):
            return None
        if not marked and self._is_counted(i, j):
            return None
        if self._counts_something(i, j, bare=bare, of_the_day=after_hint != ""):
            return None
        minutes = 0
        if named > j and (behind := self._minutes_named(named)) is not None:
            minutes, (after_hint, after) = behind[0], self._hint(behind[1])
        told = bool(hint or after_hint) or hour > 12 or m.word[0] == "0"
        return point(self._on_clock(hour, after_hint or hint) * 60 + minutes, case, hinted=told), after

    def _is_marked(self, i: int, hour: int, j: int) -> bool:
        """16h, five o'clock, "7 tomorrow", "10 on Sunday": what stands behind the number makes it an hour."""
        m, behind = self.stream[i], self.kind(j)
        if behind == "oclock":
            return True
        glued = 0 < j < len(self.stream) and self.stream[j - 1].end == self.stream[j].start
        if glued and m.kind == "number" and behind == "unit" and self.stream[j].word in _OF_24:
            return True
        tomorrow = behind == "rel" and self.stream[j].word.isascii() and self.kind(i - 1) != "at"
        on_sunday = behind == "at" and self.stream[j].word == "on" and self.kind(j + 1) == "weekday"
        first = i == 0 or not self.stream[i - 1].word.isalpha()
        return (tomorrow or on_sunday) and m.kind == "number" and hour <= 12 and first

    def _counts_something(self, i: int, j: int, *, bare: bool, of_the_day: bool) -> bool:
        """Behind the number stands what it counts: "5 кг", "3 марта", "на 2 дня", "for 3 hours"."""
        kind = self.kind(j)
        if kind in ("month", "of"):
            return True
        if kind == "quantity":
            return self.stream[j - 1].case != "at"  # "10-ին ատամների մաքրում": at ten
        if kind != "unit":
            return False
        unit = self.stream[j]
        if unit.name != "hour" and not of_the_day:
            return True
        if unit.word.isascii() and unit.start != self.stream[j - 1].end:
            return True  # "for 3 hours" is a duration
        at_two = bare and self.stream[i - 1].word != "на"
        return unit.word == "дня" and not at_two  # "на 2 дня" is a duration

    def _minutes_named(self, i: int) -> tuple[int, int] | None:
        """The minutes of "8 часов 20 минут" behind the hour, with the place after them."""
        extra = self.days.count(i)
        if extra is None or not 0 < extra[0] < 60 or self.kind(extra[1]) != "unit":
            return None
        return (extra[0], extra[1] + 1) if self.stream[extra[1]].name == "minute" else None

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
