"""Days counted from what is talked about, not from today: "a week later", "на день раньше", "նույն ժամին, բայց ուրբաթ"."""

from __future__ import annotations

from datetime import datetime

from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lengths import Length
from agents.understanding.dates.lexer import read_meanings
from domain.language import Language
from domain.reading import Displacement

_LATER = frozenset({"later", "after", "позже", "позднее", "попозже", "вперед", "дальше", "ուշ", "հետո"})
_EARLIER = frozenset({"earlier", "sooner", "before", "раньше", "ранее", "пораньше", "շուտ", "վաղ", "առաջ"})
_MORE = frozenset({"ավելի", "to", "на"})
_ENDS = ("", "mark", "at", "suits", "pivot", "part")
_COUNTED_FROM = (
    "feast",
    "month",
    "number",
    "num",
    "ord",
    "weekday",
    "rel",
    "the",
    "of",
    "dm",
    "dmy",
    "unit",
    "season",
)
"""What "two days after" may be counted from, other than the time talked about."""
_COMPARED = ("than", "чем", "քան")
_NEXT_DAY = {
    ("next", "day"): 1, ("following", "day"): 1, ("day", "after"): 1, ("day", "before"): -1, ("previous", "day"): -1,
    ("следующий", "день"): 1, ("следующем", "дне"): 1, ("предыдущий", "день"): -1, ("днем", "позже"): 1,
    ("днем", "раньше"): -1, ("հաջորդ", "օրը"): 1, ("հաջորդ", "օր"): 1, ("նախորդ", "օրը"): -1, ("նախորդ", "օր"): -1,
}  # fmt: skip
_SAME_TIME = (
    ("same", "time"), ("same", "hour"), ("same", "slot"), ("то", "же", "время"), ("тоже", "время"), ("это", "же", "время"),
    ("тот", "же", "час"), ("то", "же", "самое", "время"), ("время", "то", "же"), ("такое", "же", "время"),
    ("նույն", "ժամին"), ("նույն", "ժամը"), ("նույն", "ժամի"), ("նույն", "ժամ"), ("նույն", "ժամն"), ("ժամը", "նույնը"),
)  # fmt: skip
_WEEK = ("շաբաթ", "շաբաթով")
_MOST_DAYS = 366
_MOVED = ("bring", "forward", "delay")
_BY_THAT_MUCH = ("օրով", "շաբաթով", "ամսով")
_SIGNS = frozenset(
    {
        *_LATER,
        *_EARLIER,
        *(words[-1] for words in _NEXT_DAY),
        *(words[0] for words in _SAME_TIME),
        *_BY_THAT_MUCH,
    }
    | {"by", "на", "մյուս"}
)
"""One of these words is in every such wish."""


def read_displacement(words: list[str], text: str, language: Language, now: datetime) -> Displacement | None:
    """What the message says relative to a visit or a time; None where it says nothing so. Hours are not its business.

    `words` are those of `text`, folded: most messages have none that it begins with, and cost nothing.
    "In a week" counts from today, unless the same time is wished for.
    """
    if _SIGNS.isdisjoint(words):
        return None
    same_time = any(
        tuple(words[n : n + len(said)]) == said
        for said in _SAME_TIME
        for n in range(len(words) - len(said) + 1)
    )
    reader = _Reader(read_meanings(text, language), now)
    for i in range(len(reader.stream)):
        found = reader.counted(i, same_time=same_time)
        if found is not None:
            length, way, from_it = found
            return Displacement(
                days=way * length.days, months=way * length.months, same_time=same_time or from_it
            )
    return Displacement(same_time=True) if same_time else None


class _Reader(DayReader):
    def counted(self, i: int, *, same_time: bool) -> tuple[Length, int, bool] | None:
        """The length and the way at this place, and whether the hour stays."""
        one_day = Length(days=1, unit="day")
        pair = (self.word(i), self.word(i + 1))
        if pair in _NEXT_DAY and self.kind(i + 2) not in _COUNTED_FROM:
            counted = self.word(i + 1) in _LATER | _EARLIER and not self.word(i).isascii()
            return one_day, _NEXT_DAY[pair], counted
        if self.word(i) == "մյուս" and self.kind(i) == "rel":  # "մյուս օրը": the next day
            return one_day, 1, False
        return self._length_and_way(i, same_time=same_time)

    def _length_and_way(self, i: int, *, same_time: bool) -> tuple[Length, int, bool] | None:
        amount = self.amount(i)
        j = amount[1] if amount else i
        if self.kind(j) in ("inunit", "agounit"):
            length = self.of_unit_at(j, amount[0] if amount else 1)
            from_it = not self.stream[j].case or same_time  # "շաբաթ հետո", but "շաբաթից" is from today
            ago = self.kind(j) == "agounit"
            if ago and self.kind(j + 1) not in _ENDS:  # "երկու օր առաջ էի ձեզ մոտ": that was
                return None
            return (length, -1 if ago else 1, True) if length and from_it else None
        found = self._whole_length(i, j, amount)
        if found is None or found[0].is_clock or found[0].days > _MOST_DAYS:
            return None
        length, k = found
        k = self._past(k, _MORE)
        way = self._way(k)
        if way and self._counts_from_it(k):
            return length, way, True
        before = self.word(i - 1)
        if before in ("на", "by") and (way := self._way(i - 2)):
            return length, way, True  # "позже на неделю"
        if same_time and self.kind(i - 1) == "in":
            return length, 1, True  # "in two weeks, same time"
        moved = any(m.kind == "move" or m.word in _MOVED for m in self.stream)
        if moved and (before in ("на", "by") or self.word(j) in _BY_THAT_MUCH):
            back = any(m.word in _EARLIER or m.word == "bring" for m in self.stream)
            return length, -1 if back else 1, True  # "move it by a week"
        return None

    def _counts_from_it(self, k: int) -> bool:
        """Two days later, two days after; not "two days after Christmas", "a week later than promised"."""
        if self.word(k) in ("after", "before"):
            return self.kind(k + 1) in _ENDS
        return self.word(k + 1) not in _COMPARED

    def _whole_length(self, i: int, j: int, amount: tuple[float, int] | None) -> tuple[Length, int] | None:
        if amount and self.word(j) in _WEEK and self.kind(j) == "weekday":  # one word is Saturday and week
            return Length(days=int(amount[0]) * 7, unit="week"), j + 1
        return self.length(i, bare=not self.word(i).isascii())

    def _past(self, k: int, words: frozenset[str]) -> int:
        return k + 1 if self.word(k) in words else k

    def _way(self, k: int) -> int:
        return 1 if self.word(k) in _LATER else -1 if self.word(k) in _EARLIER else 0
