"""Hours said by their halves, quarters and minutes: "half past four", "без пяти три", "полпятого"."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.dates.clock_values import DAY_MINUTES, Clock, point
from agents.understanding.dates.hour_hints import HintReader

_FIVE = 5


class HalfHourReader(HintReader):
    """Minutes before and after an hour."""

    def _halves(self, i: int) -> tuple[Clock, int] | None:
        """полпятого, половина шестого, half past four, quarter to seven, без пяти три, չորս անց կես."""
        kind, count = self.kind(i), self.days.count
        if kind == "halfto":
            return self._adjusted(self.stream[i].value, -30, i + 1)
        if kind == "halfpast":  # երկուսուկեսին
            return (
                None
                if self.kind(i + 1) in ("unit", "quantity")
                else self._cased(self.stream[i].value, 30, i + 1)
            )
        if kind in ("half", "quarter"):
            minutes = 30 if kind == "half" else 15
            n = i + 2 if self.days.word(i + 1) == "-" else i + 1
            if self.kind(n) == "ord" and not self.stream[n].word.isascii():
                return self._adjusted(self.stream[n].value, minutes - 60, n + 1)
            named = count(i + 1)
            if named and self.days.word(i)[:1] in "կք" and self.stream[named[1] - 1].case == "at":
                return self._adjusted(named[0], -minutes, named[1])  # կես վեցին
            sign = -1 if self.kind(i + 1) in ("to", "before") else 1
            j = i + 2 if self.kind(i + 1) in ("to", "past", "after", "before") else i + 1
            hour = count(j) if self.days.word(j) not in ("a", "an") else None  # "half a dozen" is no hour
            if hour and (kind == "half" or hour[1] > i + 2) and self.stream[i].word[0].isascii():
                return self._adjusted(hour[0], sign * minutes, hour[1])
            return None
        if kind == "without":
            quarter = self.kind(i + 1) == "quarter" or (
                self.kind(i + 1) == "ord" and self.stream[i + 1].value == 4
            )
            less = (15, i + 2) if quarter else self._less(i + 1)
            hour = count(self.days.skip(less[1], "unit")) if less else None
            if less and hour is None and self.days.word(less[1]) == "час":
                hour = 1, less[1] + 1  # "без четверти час"
            return self._adjusted(hour[0], -less[0], hour[1]) if less and hour else None
        first = count(i)
        if first is None:
            return None
        j = first[1]
        if self.kind(j) == "unit" and self.stream[j].name == "minute" and self.kind(j + 1) == "ord":
            if 0 < first[0] < 60 and self.stream[j + 1].word.endswith(("ого", "его")):  # 20 минут четвёртого
                return self._adjusted(self.stream[j + 1].value, first[0] - 60, j + 2)
            return None
        if self.kind(j) in ("past", "after", "to") and (
            self.stream[i].kind == "num" or self.stream[j].word == "անց"
        ):
            if self.kind(j + 1) == "half":
                return self._cased(first[0], 30, j + 2)
            second = count(j + 1)
            if second and self.stream[j].word == "անց":
                return self._adjusted(first[0], second[0], self.days.skip(second[1], "unit"))
        if self.kind(j) == "and" and self.kind(j + 1) == "half" and self.stream[j].word in ("ու", "և"):
            return None if self.kind(j + 2) in ("unit", "inunit") else self._cased(first[0], 30, j + 2)
        if self.kind(j) == "quarter" and self.kind(j + 1) == "minus":
            return self._adjusted(first[0], -15, j + 2)
        if self.kind(j) == "past" and self.kind(j + 1) == "quarter" and not self.stream[j].word.isascii():
            return self._cased(first[0], 15, j + 2)
        second = count(j)
        if second and self.kind(second[1]) == "minus":
            return self._adjusted(first[0], -second[0], second[1] + 1)
        return self._minutes_past(i, *first)

    def _cased(self, hour: int, minutes: int, j: int) -> tuple[Clock, int] | None:
        """An hour whose last word has the ending: հինգ ու կեսից."""
        found = self._adjusted(hour, minutes, j)
        return (replace(found[0], case=self.stream[j - 1].case), found[1]) if found else None

    def _less(self, i: int) -> tuple[int, int] | None:
        """The minutes of "без двадцати четыре": 20, and four is the hour; "без двадцати пяти четыре" are 25."""
        whole = self.days.count(i)
        if whole is None or whole[1] <= i + 1 or self.days.count(whole[1]) is not None:
            return whole
        return self.stream[i].value, i + 1

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
            spelled = self.stream[i].kind == "num" and (
                minutes > hour[0] or self._is_until(i, minutes, k, hour)
            )
            if minutes < 10 and self.stream[i].kind == "number" and self.stream[k + 1].kind == "num":
                return None  # "5 to seven in the morning"
            hint = self._hint(hour[1])[0] if spelled or minutes > hour[0] or word == "past" else ""
            told = self.kind(i - 1) == "at" or minutes > 12 or hint not in ("", "am", "pm")
            if word != "past" and not (spelled or (told and minutes < 30)):
                return None
        elif word in ("from", "after") and not self._hint(self._hour_word(hour[1]))[0]:
            return None
        return self._adjusted(hour[0], -minutes if word in ("to", "before") else minutes, hour[1])

    def _is_until(self, i: int, minutes: int, k: int, hour: tuple[int, int]) -> bool:
        """five to nine tomorrow: minutes before nine, as all but "ten to eleven" and "ten to twelve" are in words."""
        words = (
            self.stream[k + 1].kind == "num" and self.stream[k].word == "to" and self.kind(i - 1) != "from"
        )
        day = self.kind(self.days.skip(hour[1], "at")) in ("rel", "weekday") or self.kind(i - 1) in (
            "rel",
            "weekday",
        )
        return words and day and minutes == _FIVE

    def _adjusted(self, hour: int, minutes: int, j: int) -> tuple[Clock, int] | None:
        if not 1 <= hour <= 24:
            return None
        hint, j = self._hint(self._hour_word(j))
        if hour > 12:
            return point((hour * 60 + minutes) % DAY_MINUTES, hinted=True), j
        total = (hour * 60 + minutes) % (12 * 60)
        shown = total // 60 or 12
        return point(self._on_clock(shown, hint) * 60 + total % 60, hinted=bool(hint)), j
