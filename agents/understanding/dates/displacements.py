"""Days counted from what is talked about, not from today: "a week later", "на день раньше", "նույն ժամին, բայց ուրբաթ"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lengths import Length
from agents.understanding.dates.lexer import read_meanings
from agents.understanding.word_tables import read_table
from domain.language import Language
from domain.reading import Displacement

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
_MOST_DAYS = 366


class _Words:
    """The words of `displacements.toml`."""

    def __init__(self, table: Mapping[str, list[str]]) -> None:
        self.later, self.earlier = frozenset(table["later"]), frozenset(table["earlier"])
        self.more, self.compared = frozenset(table["more"]), frozenset(table["compared"])
        self.week, self.moved = frozenset(table["week"]), frozenset(table["moved"])
        self.by, self.by_that_much = frozenset(table["by"]), frozenset(table["by_that_much"])
        self.other = frozenset(table["other"])
        days = dict.fromkeys(table["next_day"], 1) | dict.fromkeys(table["previous_day"], -1)
        self.days = {tuple(phrase.split()): way for phrase, way in days.items()}
        """One day on or back, by the two words that say so."""
        self.same_time = [tuple(phrase.split()) for phrase in table["same_time"]]
        self.signs = self.later | self.earlier | self.by_that_much | self.by | self.other
        self.signs |= {words[-1] for words in self.days} | {words[0] for words in self.same_time}
        """One of these words is in every such wish."""


@lru_cache(maxsize=1)
def _load_words() -> _Words:
    return _Words(read_table("dates", "displacements.toml"))


def read_displacement(words: list[str], text: str, language: Language, now: datetime) -> Displacement | None:
    """What the message says relative to a visit or a time; None where it says nothing so. Hours are not its business.

    `words` are those of `text`, folded: most messages have none that it begins with, and cost nothing.
    "In a week" counts from today, unless the same time is wished for.
    """
    known = _load_words()
    if known.signs.isdisjoint(words):
        return None
    same_time = any(
        tuple(words[n : n + len(said)]) == said
        for said in known.same_time
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
        said, one_day = _load_words(), Length(days=1, unit="day")
        pair = (self.word(i), self.word(i + 1))
        if pair in said.days and self.kind(i + 2) not in _COUNTED_FROM:
            counted = self._way(i + 1) != 0 and not self.word(i).isascii()
            return one_day, said.days[pair], counted
        if self.word(i) in said.other and self.kind(i) == "rel":
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
        said = _load_words()
        k += self.word(k) in said.more
        way = self._way(k)
        if way and self._counts_from_it(k):
            return length, way, True
        before = self.word(i - 1)
        if before in said.by and (way := self._way(i - 2)):
            return length, way, True  # "позже на неделю"
        if same_time and self.kind(i - 1) == "in":
            return length, 1, True  # "in two weeks, same time"
        moved = any(m.kind == "move" or m.word in said.moved for m in self.stream)
        if moved and (before in said.by or self.word(j) in said.by_that_much):
            back = any(m.word in said.earlier or m.word == "bring" for m in self.stream)
            return length, -1 if back else 1, True  # "move it by a week"
        return None

    def _counts_from_it(self, k: int) -> bool:
        """Two days later, two days after; not "two days after Christmas", "a week later than promised"."""
        if self.word(k) in ("after", "before"):
            return self.kind(k + 1) in _ENDS
        return self.word(k + 1) not in _load_words().compared

    def _whole_length(self, i: int, j: int, amount: tuple[float, int] | None) -> tuple[Length, int] | None:
        if (
            amount and self.word(j) in _load_words().week and self.kind(j) == "weekday"
        ):  # one word is Saturday and week
            return Length(days=int(amount[0]) * 7, unit="week"), j + 1
        return self.length(i, bare=not self.word(i).isascii())

    def _way(self, k: int) -> int:
        word, said = self.word(k), _load_words()
        return 1 if word in said.later else -1 if word in said.earlier else 0
