"""Days in a stream of meanings: dates, weekdays, and days counted from others."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.dates.lengths import Length, of_unit
from agents.understanding.dates.periods import MODIFIERS, PeriodReader, weekend_of
from agents.understanding.dates.spans import (
    Days,
    Instant,
    dated,
    day_of_month,
    month_days,
    one_day,
    weekday_dated,
)

_VERBS = ("may", "march", "mar", "sep", "jan", "dec")
"""Month words that are also other words: alone they need a word such as "in" before them."""
_BEFORE_MONTH = ("in", "at", "by", "before", "after", "from", "to", "between", "the", "of")
_DEEPEST = 3
_DAY_WORDS = ("օրը", "օրվա", "օր", "day")


class DayReader(PeriodReader):
    """Reads one day expression at a place of the stream. Returns it with the place after it, or None."""

    def read(self, i: int) -> tuple[Days | Instant, int] | None:
        """The expression that starts at `i`. Read once for each place; at most three deep ("the week of …")."""
        if not 0 <= i < len(self.stream) or self._depth >= _DEEPEST:
            return None
        if i not in self._read:
            self._depth += 1
            found = self._rules(i)
            self._depth -= 1
            if self._depth:  # a place read inside another expression may have been cut off by the depth
                return found
            self._read[i] = found
        return self._read[i]

    def _rules(self, i: int) -> tuple[Days | Instant, int] | None:
        rules = (
            self._counted,
            self.feast,
            self.nth,
            self._dated,
            self.edge,
            self.season,
            self._named,
            self.named_year,
        )
        for rule in rules:
            if (found := rule(i)) is not None:
                return found
        return None

    def _counted(self, i: int) -> tuple[Days | Instant, int] | None:
        """через 2 дня, in a week, երկու օրից, 3 days ago, two weeks from tomorrow, 2 Sundays from now."""
        kind = self.kind(i)
        if kind == "now" or (kind == "fromnow" and self.kind(i + 1) in ("before", "to", "mark")):
            return Instant(self.now, now=True), i + 1
        if kind in ("inhalfhour", "inhourandhalf"):
            return self.shifted(Length(minutes=30 if kind == "inhalfhour" else 90, unit="minute"), 1), i + 1
        if kind == "in":
            return self._ahead(i)
        if self.is_modifier(i):
            return self.rolling(i)
        amount = self.amount(i)
        j = amount[1] if amount else i
        if self.kind(j) in ("inunit", "agounit"):
            length = self.of_unit_at(j, amount[0] if amount else 1)
            return (self.shifted(length, 1 if self.kind(j) == "inunit" else -1), j + 1) if length else None
        if amount is None and kind not in ("half", "quarter", "halfhour", "hourandhalf", "unit", "halfyear"):
            return None
        if amount and self.kind(j) == "weekday" and self.kind(j + 1) in ("fromnow", "ago"):
            return self._weekdays_from_now(j, int(amount[0])), j + 2
        if amount and (self.kind(j) == "past" or self.kind(j) in MODIFIERS) and self.unit(j + 1):
            unit_length = self.of_unit_at(j + 1, amount[0])
            return (self.rolled(unit_length, j), j + 2) if unit_length else None
        found = self.length(i, bare=True)
        return (
            None if found is None else self._from(found[0], found[1], bare=amount is None and kind == "unit")
        )

    def of_unit_at(self, i: int, number: float) -> Length | None:
        return of_unit(self.stream[i].name or "quarter", number)

    def _ahead(self, i: int) -> tuple[Days | Instant, int] | None:
        j = self.skip(i + 1, "around", "the")
        found = self.length(j, bare=self.word(i).isalpha() and not self.word(i).isascii())
        if found is None:
            return None
        length, k = found
        if self.kind(k) == "fromnow":
            k += 1
        elif self.kind(k) == "from" and self.kind(k + 1) == "rel":
            return self._from(length, k, bare=False)
        if self.word(i) == "within" and length.is_clock:
            return Instant(self.now, until=length.after(self.now)), k
        return self.shifted(length, 1), k

    def _from(self, length: Length, k: int, *, bare: bool) -> tuple[Days | Instant, int] | None:
        """What a length is counted from: now, today, another day."""
        kind = self.kind(k)
        if kind in ("fromnow", "ago"):
            return self.shifted(length, 1 if kind == "fromnow" else -1), k + 1
        weeks = kind == "rel" and length.unit in ("week", "fortnight")  # "a fortnight today"
        if (
            (bare and not weeks)
            or length.is_clock
            or not (weeks or kind in ("from", "after", "before", "past"))
        ):
            return None
        base = self.read(k if weeks else self.skip(k + 1, "the"))
        if base is None or not isinstance(base[0], Days) or base[0].start is None or base[0].end is None:
            return None
        if base[0].end - base[0].start > timedelta(days=9):
            return None
        return self.shifted(length, -1 if kind == "before" else 1, base[0].start), base[1]

    def _weekdays_from_now(self, j: int, number: int) -> Days:
        weekday = self.stream[j].value
        if self.kind(j + 1) == "ago":
            back = (self.today.weekday() - weekday - 1) % 7 + 1
            return one_day(self.today - timedelta(days=back, weeks=number - 1))
        return one_day(self.coming(weekday) + timedelta(weeks=number - 1))

    def _dated(self, i: int) -> tuple[Days, int] | None:
        m = self.stream[i]
        if m.kind == "dmy":
            day, month, year = m.parts
            if (month > 12 and day <= 12) or self._said_weekday(i, (month, day, year)):
                day, month = month, day
            return dated(day, month, year, self.today), i + 1
        if m.kind == "ym":
            return self._month_of_year(m.parts[0], m.parts[1]), i + 1
        if m.kind in ("dm", "hm") and (m.kind == "dm" or m.name == "dot") and self._is_date(i):
            day, month = m.parts
            if (month > 12 and day <= 12) or self._said_weekday(i, (month, day, None)):
                day, month = month, day
            if (self.unit(i + 1) and self.kind(i + 1) == "unit") or self.kind(i + 1) in (
                "quantity",
                "am",
                "pm",
            ):
                return None
            return dated(day, month, None, self.today), self.skip_dot(i + 1)
        if m.kind == "num" and m.word in ("a", "an"):
            return None
        if m.kind == "month":
            return self._month_first(i)
        if m.kind == "ofmonth" and (number := self.month_day(i + 1)):
            found = day_of_month(number[0], self.today)
            return (found, number[1]) if found else None
        number = self.month_day(i)
        if number is None:
            return None
        j = self._to_month(number[1])
        if self.kind(j) == "month" and not (m.kind == "num" and self.word(j) == "may"):
            return self._with_year(number[0], self.stream[j].value, self.skip_dot(j + 1))
        j = self.skip(number[1], "of", "the")
        if self.unit(j) == "day" and self.kind(j + 1) == "ofmonth":
            found = day_of_month(number[0], self.today)
            return (found, j + 2) if found else None
        day_word = self.unit(j) == "day" and self.kind(j + 1) == "of"
        j = self.skip(j + 1, "of", "the") if day_word else j
        whole = self._whole(j) if j > number[1] else None
        if whole and whole[0].start and whole[0].end and 27 < (whole[0].end - whole[0].start).days < 32:
            return dated(number[0], whole[0].start.month, whole[0].start.year, self.today), whole[1]
        return self._number_alone(i, number)

    def _to_month(self, j: int) -> int:
        """The place of the month after a day's number: "15 of February", "22/Jan", "2 Dec."."""
        k = self.skip(j, "of", "the")
        if k == j and self.kind(j) == "mark" and self.word(j) in ("/", "-", "."):
            k = j + 1
        return k if self.kind(k) == "month" else j

    def _number_alone(self, i: int, number: tuple[int, int]) -> tuple[Days, int] | None:
        m = self.stream[i]
        ended = self.kind(number[1]) in ("", "mark")
        the = self.kind(i - 1) == "the"
        explicit = self.kind(number[1]) == "ofmonth" or m.name == "ordinal" or self.kind(i + 1) == "ordsuffix"
        if the and m.kind in ("ord", "num") and number[0] > 5 and ended:
            explicit = True
        if self.unit(number[1]) == "century" or self.kind(number[1]) == "feast":
            return None
        alone = m.kind == "number" and m.case == "at" and m.value > 24
        alone = alone or (m.kind == "number" and the and self.word(i - 2) == "on" and 1 <= m.value <= 31)
        if (explicit or alone) and (found := day_of_month(number[0], self.today)):
            return found, self.skip(number[1], "ofmonth")
        return None

    def _month_first(self, i: int) -> tuple[Days, int] | None:
        """March 3, June the 5th, Oct/2, September 2027."""
        m = self.stream[i]
        j = self.skip_dot(i + 1)
        if self.kind(j) == "mark" and self.word(j) == "/":
            j += 1
        number = self.month_day(self.skip(j, "the"))
        other = ("quantity", "oclock", "am", "pm", "unit")
        if number and 1 <= number[0] <= 31 and self.kind(number[1]) not in other:
            return self._with_year(number[0], m.value, number[1])
        if self.kind(j) == "dmy":
            return None
        return self.month(i) if self.year(self.skip(j, "of", "mark")) is not None else None

    def _month_of_year(self, a: int, b: int) -> Days:
        year, month = (a, b) if a > 100 else (b, a)
        if not 1 <= month <= 12:
            return Days(None, None)
        return month_days(date(year, month, 1))

    def _is_date(self, i: int) -> bool:
        day, month = self.stream[i].parts
        return (1 <= day <= 31 and 1 <= month <= 12) or self.stream[i].name == "slash"

    def _said_weekday(self, i: int, swapped: tuple[int, int, int | None]) -> bool:
        """Friday 7/6: whether only month and day the other way round is that weekday."""
        before = self.skip_back(i, "mark", "the", "at")
        if self.kind(before) != "weekday":
            return False
        weekday = self.stream[before].value
        other = dated(*swapped, self.today).start
        as_read = dated(swapped[1], swapped[0], swapped[2], self.today).start
        if other is None or other.weekday() != weekday:
            return False
        return as_read is None or as_read.weekday() != weekday or other < as_read

    def _with_year(self, day: int, month: int, j: int) -> tuple[Days, int]:
        k = j + 1 if self.kind(j) == "mark" and self.word(j) in (",", "/", "-", ".") else j
        k = self.skip(k, "of", "in")
        if self.kind(k) == "mark" and self.word(k) == ",":
            k += 1
        year = self.year(k)
        if year is not None:
            return dated(day, month, year[0], self.today), year[1]
        m = self.stream[k] if k < len(self.stream) else None
        short = m is not None and k == j and m.kind == "number" and len(m.word) == 2 and m.value > 31
        if m is not None and short and self.kind(k + 1) in ("", "mark", "hm", "at"):
            return dated(day, month, m.value, self.today), k + 1
        return dated(day, month, None, self.today), j

    def _named(self, i: int) -> tuple[Days | Instant, int] | None:
        m = self.stream[i]
        if m.kind == "rel":
            day = one_day(self.today + timedelta(days=m.value))
            return self._week_or_day(day, i + 1)
        if self.is_modifier(i):
            return self._modified(i, i + 1 if self.word(i + 1) == "on" else self.skip(i + 1, "at", "the"))
        if m.kind == "weekday":
            return self._weekday(i)
        if m.kind == "weekend":
            saturday = self.monday + timedelta(days=5)
            modifier = self._week_after(i + 1)
            if modifier:
                saturday += timedelta(weeks=modifier[0])
                return Days(saturday, saturday + timedelta(days=2)), modifier[1]
            return self._around(i) or (Days(max(saturday, self.today), saturday + timedelta(days=2)), i + 1)
        if m.kind == "unit" and m.name == "week":
            return self._around(i)
        if m.kind == "workdays":
            return Days(None, None, every=(0, 1, 2, 3, 4)), i + 1
        if m.kind == "month":
            alone = len(self.stream) == 1 or self.kind(i + 1) == "to"
            if m.word in _VERBS and self.kind(i - 1) not in _BEFORE_MONTH and not alone:
                return None
            return self.month(i)
        if m.kind == "ofmonth":
            return None
        of_the = self.kind(i - 1) == "the" and self.kind(i - 2) in ("of", "in", "at")
        of_the = of_the or (self.word(i - 1) == "in" and m.name == "year")  # "in the" is one word here
        if (
            m.kind == "unit"
            and of_the
            and (m.name == "year" or (m.name == "day" and self.kind(i - 2) == "of"))
        ):
            return self.period(m.name, 0), i + 1
        return None

    def _week_or_day(self, day: Days, after: int) -> tuple[Days, int]:
        """tomorrow week, a fortnight today: so long after that day."""
        return day, after

    def _around(self, i: int) -> tuple[Days, int] | None:
        """the week of October 6th, weekend of Halloween."""
        if self.kind(i + 1) != "of":
            return None
        found = self.read(self.skip(i + 2, "the"))
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        days = found[0]
        if (found[0].end - found[0].start).days > 9:
            return None
        if self.kind(i) == "weekend":
            return weekend_of(days), found[1]
        monday = found[0].start - timedelta(days=found[0].start.weekday())
        return Days(monday, monday + timedelta(weeks=1), "week"), found[1]

    def _modified(self, i: int, j: int) -> tuple[Days | Instant, int] | None:
        if j >= len(self.stream):
            return None
        m, modifier, step = self.stream[j], self.kind(i), self.step(i)
        twice = m.kind in MODIFIERS or m.kind == "past"  # "this coming Monday", "this past weekend"
        if twice and (found := self._modified(j, j + 1)) is not None:
            return found
        if m.kind == "or":  # "this or next week"
            k = self.skip(j + 1, "at", "the")
            if self.kind(k) in MODIFIERS and self.unit(k + 1):
                return self.period(self.unit(k + 1), step), k + 2
        if m.kind == "weekday" and m.word == "շաբաթ" and m.end - m.start == len(m.word):
            return self.period("week", step), j + 1
        if m.kind == "weekday":
            day = self.monday + timedelta(days=m.value, weeks=1 if modifier == "next" else 0)
            if modifier == "nearest" or (modifier == "this" and day < self.today):
                day = self.coming(m.value)
            if step < 0:
                day = self.today - timedelta(days=(self.today.weekday() - m.value - 1) % 7 + 1)
            return one_day(day, m.value), j + 1
        if m.kind == "weekend":
            saturday = self.monday + timedelta(days=5, weeks=0 if m.word and modifier == "nearest" else step)
            return Days(saturday, saturday + timedelta(days=2)), j + 1
        if m.kind == "workdays":
            monday = self.monday + timedelta(weeks=step)
            return Days(monday, monday + timedelta(days=5)), j + 1
        if m.kind == "workweek":
            monday = self.monday + timedelta(weeks=step)
            return Days(monday, monday + timedelta(days=5)), j + 1
        unit = self.unit(j)
        if unit in ("week", "fortnight", "month", "quarter", "year", "decade", "century"):
            return self.period(unit, step), j + 1
        if unit == "day" and modifier == "next":
            return self.period(unit, step), j + 1
        if m.kind == "part" and step and m.word.isascii():
            return one_day(self.today + timedelta(days=-1 if step < 0 else 1)), j
        if m.kind == "month":
            first = self.month_first(m.value).replace(year=self.today.year)
            if step >= 0 and first < self.today.replace(day=1):
                first = first.replace(year=first.year + 1)
            if step < 0 and first >= self.today.replace(day=1):
                first = first.replace(year=first.year - 1)
            return month_days(first), j + 1
        return None

    def coming(self, weekday: int) -> date:
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def _week_after(self, i: int) -> tuple[int, int] | None:
        """... на следующей неделе, ... next week, after a weekday: weeks from now."""
        j = self.skip(i, "at", "the", "of", "in")
        if self.is_modifier(j) and self.unit(j + 1) == "week":
            return self.step(j), j + 2
        return None

    def _weekday(self, i: int) -> tuple[Days, int]:
        m = self.stream[i]
        after = self.skip_dot(i + 1)
        if self.kind(after) == "unit" and self.word(after) in _DAY_WORDS:
            after += 1
        week = self._week_after(after)
        if week:
            return one_day(self.monday + timedelta(days=m.value, weeks=week[0]), m.value), week[1]
        before = self._week_before(i)
        if before is not None:
            return one_day(self.monday + timedelta(days=m.value, weeks=before), m.value), after
        if self.kind(after) in ("after", "past") and self.kind(after + 1) == "next":
            return one_day(self.coming(m.value) + timedelta(weeks=1), m.value), after + 2
        numbered = self._weekday_number(m.value, self.skip(after, "comma", "the"))
        if numbered:
            return numbered
        day = self.coming(m.value)
        return Days(
            day, day + timedelta(days=1), "day", m.value, today_too=m.value == self.today.weekday()
        ), after

    def _weekday_number(self, weekday: int, j: int) -> tuple[Days, int] | None:
        """Tuesday the 2nd, Thu 15th: the next such day that is that weekday."""
        number = self.month_day(j)
        if number is None or self._to_month(number[1]) != number[1] or self.kind(number[1]) == "month":
            return None
        m = self.stream[j]
        plain = m.kind == "number" and m.value > 24 and self.kind(number[1]) in ("", "mark")
        ordinal = m.name == "ordinal" or m.kind == "ord" or number[1] > j + 1
        the = self.kind(j - 1) == "the"
        if not (ordinal or plain or the) or self.kind(number[1]) in (
            "of",
            "ofmonth",
            "unit",
            "quantity",
            "weekday",
        ):
            return None
        found = weekday_dated(weekday, number[0], self.today)
        return (found, number[1]) if found else None

    def _week_before(self, i: int) -> int | None:
        """The week just named ("на следующей неделе в среду"), in weeks from now."""
        j = self.skip_back(i, "at", "the", "of", "mark", "in")
        week = self.unit(j) == "week" or (
            self.kind(j) == "weekday" and self.word(j) == "շաբաթ" and self.kind(j - 1) in MODIFIERS
        )
        return self.step(j - 1) if week and self.kind(j - 1) in MODIFIERS else None
