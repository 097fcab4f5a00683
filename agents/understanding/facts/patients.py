"""The name of whom a visit is for, where it is not the writer: "the child's name is Davit, I'm Gohar", "жену Анну",
"Լիլիթ է անունը, ես Գոռն եմ"."""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.facts.first_names import first_names, is_first_name
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.names import FoundName, NameReader
from agents.understanding.facts.parts import Part

_MARKS = frozenset(":,-`՝")
_CASES = (("у", "а"), ("у", ""), ("ы", "а"), ("е", "а"), ("а", ""), ("ю", "я"), ("ю", "й"), ("и", "я"), ("е", "я"),
    ("я", "й"), ("я", "ь"), ("ի", ""), ("յի", ""), ("ին", ""), ("յին", ""), ("i", ""), ("yi", ""), ("in", ""))  # fmt: skip
"""Endings of a name beside the one it has by itself: "жену Анну", "Լիլիթի համար"."""


class PatientReader(NameReader):
    """Looks before the writer's name is looked for, so that neither is taken for the other's, or for a doctor's."""

    def find_patient(self, free: Sequence[bool]) -> FoundName | None:
        """The name that is said to be somebody else's, or stands beside who they are to the writer."""
        whose, kin = load_table("names", "whose"), load_table("names", "kin")
        for i in range(len(self._parts)):
            told = whose.find(self._parts, i)
            found = self._beside_whose(i, told[1]) if told is not None else None
            if found is None and (of := kin.find(self._parts, i)) is not None:
                found = self._of_kin(i, of[1])
            if found is not None and all(free[found.start : found.end]):
                return found
        return self._called_beside_writer(free)

    def _beside_whose(self, i: int, behind: int) -> FoundName | None:
        """ "The child's name is Davit", "Davit a erexayi anuny"."""
        start = self._behind_marks(behind)
        end = self._name(start, certain=True)
        if end is not None and not self._is_asked(end):
            return self._found(start, end, i)
        before = i - 1
        if before > 0 and load_table("names", "is").find(self._parts, before) is not None:
            before -= 1
        if before < 0 or not is_first_name(self._parts[before]) or self._is_others(before):
            return None
        return self._found(before, before + 1, before)

    def _of_kin(self, i: int, start: int) -> FoundName | None:
        """ "For my wife Anna", "сына Артёма": a first name, right behind who it is."""
        while start < len(self._parts) and self._parts[start].word in _MARKS:
            start += 1
        name = _by_itself(self._parts[start]) if start < len(self._parts) else None
        return FoundName(name, start, start + 1, i) if name is not None else None

    def _called_beside_writer(self, free: Sequence[bool]) -> FoundName | None:
        """ "Lilit is the name, I'm Gor": of two names, that which is not the writer's."""
        called = load_table("names", "called")
        if not self._writers(free):
            return None
        for i, part in enumerate(self._parts):
            if not free[i] or not is_first_name(part):
                continue
            behind = called.find(self._parts, self._behind_is(i + 1))
            if behind is None and called.find_back(self._parts, i) is None:
                continue
            end = behind[1] if behind is not None else i + 1
            rest = [ok and not i <= n < end for n, ok in enumerate(free)]
            if self._writers(rest):
                return self._found(i, i + 1, i)
        return None

    def _writers(self, free: Sequence[bool]) -> bool:
        """Whether somebody says who they are themselves."""
        for i in range(len(self._parts)):
            me = load_table("names", "me").find(self._parts, i)
            if (
                me is not None
                and me[1] < len(self._parts)
                and free[me[1]]
                and is_first_name(self._parts[me[1]])
            ):
                return True
        return False

    def _behind_is(self, i: int) -> int:
        if i < len(self._parts) and load_table("names", "is").find(self._parts, i) is not None:
            return i + 1
        return i

    def _found(self, start: int, end: int, begins: int) -> FoundName:
        return FoundName(self.said(start, end), start, end, begins)


def _by_itself(part: Part) -> str | None:
    """The first name as it is called by itself; None for any other word."""
    if part.kind != "word":
        return None
    written = part.written[:1].upper() + part.written[1:]
    if is_first_name(part):
        return written
    names = first_names()
    for ending, own in _CASES:
        stem = written.removesuffix(ending)
        if stem != written and (stem + own).lower().replace("ё", "е") in names:
            return stem + own
    return None
