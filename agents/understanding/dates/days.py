"""Days in a stream of meanings: every way to say one, tried in turn."""

from __future__ import annotations

from datetime import timedelta

from agents.understanding.dates.edges import weekend_of
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.weekdays import WeekdayReader

_VERBS = ("may", "march", "mar", "sep", "jan", "dec")
"""Month words that are also other words: alone they need a word such as "in" before them."""
_NAMES = ("марта", "мая")
_BEFORE_MONTH = ("in", "at", "by", "before", "after", "from", "to", "between", "the", "of")
_ONLY = ("only", "только", "միայն")
_DEEPEST = 3
_BEGINNING = ("beginning", "commencing", "starting")
_INTRODUCED = ("зовут", "имя", "called", "named", "անունը", "անունս")
"""Before a month's name these make it a person's."""
WEEKEND = (5, 6)


class DayReader(WeekdayReader):
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

    def _named(self, i: int) -> tuple[Days | Instant, int] | None:
        m = self.stream[i]
        if m.kind == "every":
            return self._every(i)
        if m.kind == "rel" and self.word(i + 1) == "week" and self.kind(i + 2) in ("", "mark", "at"):
            return one_day(self.today + timedelta(days=m.value, weeks=1)), i + 2  # "tomorrow week"
        if m.kind == "rel":
            day = one_day(self.today + timedelta(days=m.value))
            return day, i + 1
        if self.is_modifier(i):
            return self._modified(i, i + 1 if self.word(i + 1) == "on" else self.skip(i + 1, "at", "the"))
        if m.kind == "weekday":
            return self._weekday(i)
        if m.kind == "weekend":
            return self._weekend(i)
        if m.kind == "unit" and m.name == "week":
            return self._week(i)
        if m.kind == "workdays":
            return Days(None, None, every=(0, 1, 2, 3, 4)), i + 1
        if m.kind == "month":
            return self.month(i) if self._is_a_month(i) else None
        return self._this_one(i) if m.kind == "unit" else None

    def _weekend(self, i: int) -> tuple[Days, int] | None:
        """weekends, this weekend, the weekend after next, выходные на следующей неделе."""
        if self.stream[i].word in ("weekends", "выходным") or self.word(i - 1) in _ONLY:
            return Days(None, None, every=WEEKEND), i + 1
        saturday = self.monday + timedelta(days=5)
        modifier = self._week_after(i + 1)
        if modifier:
            saturday += timedelta(weeks=modifier[0])
            return Days(saturday, saturday + timedelta(days=2)), modifier[1]
        if self._after_next(i + 1):
            saturday += timedelta(weeks=1)
            return Days(saturday, saturday + timedelta(days=2)), i + 3
        if (beside := self._beside(i + 1)) is not None:
            saturday = self._nearest(WEEKEND[0], beside[0], beside[1])
            return Days(saturday, saturday + timedelta(days=2)), beside[2]
        return self._around(i) or (Days(max(saturday, self.today), saturday + timedelta(days=2)), i + 1)

    def _week(self, i: int) -> tuple[Days, int] | None:
        """the week before Christmas, the week after next, the week of the 5th."""
        if (beside := self._beside(i + 1)) is not None:
            monday = self._nearest(0, beside[0], beside[1])
            if beside[1] < 0 and beside[0].start is not None:
                monday = beside[0].start - timedelta(days=beside[0].start.weekday(), weeks=1)
            return Days(monday, monday + timedelta(weeks=1), "week"), beside[2]
        return (self.period("week", 2), i + 3) if self._after_next(i + 1) else self._around(i)

    def _is_a_month(self, i: int) -> bool:
        """Not "may" the verb, "Марта" the name, or "the April collection"."""
        word, before = self.stream[i].word, self.kind(i - 1)
        if self.word(i - 1) in _INTRODUCED or (self.word(i - 1) == "the" and self.kind(i + 1) == "word"):
            return False
        if len(self.stream) == 1 or self.kind(i + 1) == "to":
            return True
        if word in _VERBS and before not in _BEFORE_MONTH:
            return False
        return word not in _NAMES or before in (*_BEFORE_MONTH, "begin", "end", "middle")

    def _this_one(self, i: int) -> tuple[Days, int] | None:
        """the end of the day, in the year: the one we are in."""
        name = self.stream[i].name
        of_the = self.kind(i - 1) == "the" and self.kind(i - 2) in ("of", "in", "at")
        in_the = self.word(i - 1) == "in" and name == "year" and self.count(i + 1) is None  # one word here
        if not (of_the or in_the):
            return None
        if name == "year" or (name == "day" and self.kind(i - 2) == "of"):
            return self.period(name, 0), i + 1
        return None

    def _after_next(self, i: int) -> bool:
        return self.kind(i) in ("after", "past") and self.kind(i + 1) == "next"

    def _every(self, i: int) -> tuple[Days, int] | None:
        """every Monday, каждый вторник, every weekend."""
        kind = self.kind(i + 1)
        after = i + 3 if self.unit(i + 2) == "day" else i + 2
        if kind == "weekday":
            days = [self.stream[i + 1].value]
            while self.kind(after) in ("and", "or") and self.kind(after + 1) == "weekday":
                days, after = [*days, self.stream[after + 1].value], after + 2
            return Days(None, None, every=tuple(sorted(set(days)))), after
        return (Days(None, None, every=WEEKEND), i + 2) if kind == "weekend" else None

    def _around(self, i: int) -> tuple[Days, int] | None:
        """the week of October 6th, weekend of Halloween."""
        begins = self.kind(i) == "unit" and (self.kind(i + 1) == "from" or self.word(i + 1) in _BEGINNING)
        if self.kind(i + 1) != "of" and not begins:
            return None
        found = self.read(self.skip(i + 2, "the", "at"))
        if begins and found is not None and self.kind(found[1]) in ("to", "mark", "before"):
            return None  # "на неделе с 7 по 9"
        if found is None or not isinstance(found[0], Days) or found[0].start is None or found[0].end is None:
            return None
        days = found[0]
        if (found[0].end - found[0].start).days > 9 or (begins and days.weekday is not None):
            return None
        if self.kind(i) == "weekend":
            return weekend_of(days), found[1]
        monday = found[0].start - timedelta(days=found[0].start.weekday())
        return Days(monday, monday + timedelta(weeks=1), "week"), found[1]
