"""The answer to "your address, name and phone": what is place and what is name, in any order and punctuation.

Used only where a place was asked for, so that "Avan, Khudyakov 12/3, Sarkis" is no date and no service. What sounds
like an hour ("better at 15:00") stays free for the readers of times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agents.understanding.facts.addresses import AddressReader
from agents.understanding.facts.first_names import is_first_name
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.names import MAX_NAME_WORDS
from agents.understanding.facts.parts import Part

_BREAKS = frozenset(",;:`()•?")
_ABBREVIATED = 5
"""A full stop behind so few letters ends an abbreviation ("кв.", "բն.") and no sentence."""
_LONGEST_HOUSE = 4
_MOST_WORDS = 12
"""A longer stretch between commas tells a story."""
_PLACE_WORDS = ("house", "rest", "quarters", "marks_before", "marks_after")


@dataclass(frozen=True)
class Whereabouts:
    """Places in the parts, half-open. `name` is None when nobody is named, or several words might be the name."""

    address: list[tuple[int, int]] = field(default_factory=list)
    name: tuple[int, int] | None = None


class WhereaboutsReader:
    """`zones`: places of the zones in the parts. `is_name_word` and `is_ours` as `NameReader` takes them."""

    def __init__(
        self,
        parts: Sequence[Part],
        zones: Sequence[tuple[int, int]],
        is_name_word: Callable[[str], bool],
        is_ours: Callable[[str], bool],
        is_new_line: Callable[[Part, Part], bool],
    ) -> None:
        self._parts = parts
        self._zones = dict(zones)
        self._zone_ends = {end: start for start, end in zones}
        self._is_name_word = is_name_word
        self._is_ours = is_ours
        self._is_new_line = is_new_line

    def find(self, free: Sequence[bool], *, names: bool) -> Whereabouts:
        """The address, and the name where `names` may be answered."""
        streets = AddressReader(self._parts).find(free)
        address: list[tuple[int, int]] = []
        candidates: list[tuple[int, int]] = []
        for stretch in self._stretches(free):
            start, end, called = self._cut_name(*self._bare(*stretch))
            if called is not None:
                candidates.append(called)
            start, end = self._bare(start, end)
            if start >= end:
                continue
            if self._is_place(start, end, streets):
                address.append((start, end))
            elif self._may_be_name(start, end):
                candidates.append((start, end))
        return Whereabouts(address, self._chosen(candidates) if names else None)

    def _stretches(self, free: Sequence[bool]) -> list[tuple[int, int]]:
        """What stands between commas, full stops, new lines and what has been read before."""
        found: list[tuple[int, int]] = []
        start = 0
        for i, part in enumerate(self._parts):
            new_line = i > 0 and self._is_new_line(self._parts[i - 1], part)
            if new_line and start < i:
                found.append((start, i))
                start = i
            if not free[i] or self._is_break(i):
                found.append((start, i))
                start = i + 1
        found.append((start, len(self._parts)))
        return [(s, e) for s, e in found if s < e]

    def _is_break(self, i: int) -> bool:
        part = self._parts[i]
        if part.word == ":" and self._is_clock(i):
            return False
        if part.word in _BREAKS:
            return True
        if part.word in ("-", "—", "–"):
            return not part.touching
        if part.word not in (".", "!"):
            return False
        before = self._parts[i - 1] if i else None
        return before is None or before.kind != "word" or len(before.word) >= _ABBREVIATED

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Without "my address is" and the like, and without a zone beside the street; "Davtashen 2" keeps it."""
        while start < end:
            zone = self._zones.get(start)
            if self._is_label(start):
                start += 1
            elif zone is not None and not (zone < end and self._is_figure(zone)):
                start = min(zone, end)
            else:
                break
        while start < end:
            begins = self._zone_ends.get(end)
            if self._is_label(end - 1):
                end -= 1
            elif begins == start or (
                begins is not None and begins > start and not self._is_figure(begins - 1)
            ):
                end = begins
            else:
                break
        return start, end

    def _is_figure(self, i: int) -> bool:
        return self._parts[i].kind == "figure"

    def _is_label(self, i: int) -> bool:
        part = self._parts[i]
        if part.kind == "mark":
            return True
        return load_table("places", "labels").find(self._parts, i) is not None and not is_first_name(part)

    def _cut_name(self, start: int, end: int) -> tuple[int, int, tuple[int, int] | None]:
        """ "Garegin Nzhdeh 12 apt 8 Lusine", "Sarkis Avan Khudyakov 12": a name at either end of an address."""
        figures = [i for i in range(start, end) if self._parts[i].kind == "figure"]
        if not figures:
            return start, end, None
        tail = figures[-1] + 1
        while tail < end and (self._parts[tail].kind == "mark" or self._belongs_to_house(tail)):
            tail += 1
        street_before = any(self._parts[i].kind == "word" for i in range(start, figures[-1]))
        if street_before and tail < end and self._may_be_name(tail, end):
            return start, tail, (tail, end)
        after = start + 1
        if is_first_name(self._parts[start]) and after < end:
            street = load_table("places", "streets").find(self._parts, after) is not None
            mark = load_table("places", "marks_before").find(self._parts, after) is not None
            if street or mark or after in self._zones:
                return after, end, (start, after)
        return start, end, None

    def _belongs_to_house(self, i: int) -> bool:
        """ "15 дом", "22 кв", "12а", "2-րդ"."""
        part = self._parts[i]
        return part.touching or len(part.word) == 1 or self._is_place_word(i)

    def _is_place_word(self, i: int) -> bool:
        return any(load_table("places", name).find(self._parts, i) is not None for name in _PLACE_WORDS)

    def _is_place(self, start: int, end: int, streets: Sequence[tuple[int, int]]) -> bool:
        if any(s < end and e > start for s, e in streets):
            return True
        words = [i for i in range(start, end) if self._parts[i].kind == "word"]
        figures = [i for i in range(start, end) if self._parts[i].kind == "figure"]
        if len(words) > _MOST_WORDS or any(len(self._parts[i].word) > _LONGEST_HOUSE for i in figures):
            return False
        if any(self._is_place_word(i) for i in words):
            return bool(figures) or len(words) > 1
        if not figures or not words or self._is_hour(start, end):
            return False
        first = self._parts[words[0]]
        return first.written[:1].isupper() or not any(self._is_ours(self._parts[i].written) for i in words)

    def _is_clock(self, i: int) -> bool:
        """The colon of 15:00."""
        after = i + 1
        if not 0 < i < len(self._parts) - 1 or not (self._is_figure(i - 1) and self._is_figure(after)):
            return False
        return self._parts[i].touching and self._parts[after].touching

    def _is_hour(self, start: int, end: int) -> bool:
        """A clock time, or a figure with none but common words beside it ("better at 15")."""
        if any(self._parts[i].word == ":" for i in range(start, end)):
            return True
        words = [self._parts[i] for i in range(start, end) if self._parts[i].kind == "word"]
        return all(self._is_ours(w.written) or len(w.word) == 1 for w in words)

    def _may_be_name(self, start: int, end: int) -> bool:
        words = self._parts[start:end]
        if not 0 < len(words) <= MAX_NAME_WORDS or any(part.kind != "word" for part in words):
            return False
        if not all(self._is_name_word(part.written) for part in words):
            return False
        if any(is_first_name(part) for part in words):
            return True
        if any(self._is_place_word(i) for i in range(start, end)):
            return False
        capital = words[0].written[:1].isupper()
        return capital and not any(self._is_ours(part.written) for part in words)

    def _chosen(self, candidates: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        known = [c for c in candidates if any(is_first_name(p) for p in self._parts[c[0] : c[1]])]
        found = known or list(candidates)
        return found[0] if len(found) == 1 else None
