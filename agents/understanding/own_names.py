"""The business's own names in a message: services, people of the staff, branches; of whom, and which of them are refused."""

from __future__ import annotations

from collections.abc import Callable

from agents.understanding.aliases import AliasIndex, index_branches, index_practitioners, index_services
from agents.understanding.facts.claims import Claims
from agents.understanding.facts.links import LINK
from agents.understanding.lexicon import WordList, load_lexicon
from agents.understanding.message import Message
from agents.understanding.misspelt import Misspelt
from domain.business import Business
from domain.reading import Entities

_NEAR_OTHERS = 3
"""Words before a name among which it is said whose it is."""
_NOT_BEFORE = 3
"""Words that may stand between "not" and the place: "not the one in the centre"."""


class OwnNames:
    """Built once per business; deterministic and safe to share. `known` tells words that are no slips of a name."""

    def __init__(self, business: Business, known: Callable[[str], bool]) -> None:
        self.services: AliasIndex = index_services(business)
        self.practitioners: AliasIndex = index_practitioners(business)
        self.branches: AliasIndex = index_branches(business)
        self._branch_ids = [b.id for b in business.profile.branches]
        self._misspelt = Misspelt(self.services.words(), known)

    def read(self, found: Entities, claims: Claims, message: Message) -> None:
        """Into `found`. Not in the words of the customer's own name, nor in links."""
        links = [link.span() for link in LINK.finditer(message.text)]
        kept = [
            i
            for i, part in enumerate(claims.parts)
            if not _is_named(claims, i, "name", "for_whom")
            and not any(start <= part.first < end for start, end in links)
        ]
        off_street = [i for i in kept if not _is_named(claims, i, "addresses")]
        lists = load_lexicon(message.language)
        people = _without_patients([claims.parts[i].word for i in off_street], lists)
        patients = [off_street[i] for i in people]
        for fact, index, places in (
            ("services", self.services, kept), ("practitioners", self.practitioners, patients),
            ("branches", self.branches, kept),
        ):  # fmt: skip
            ids: dict[str, None] = {}
            found_here = _either(index, claims, places)
            if fact == "services" and not found_here:
                found_here = self._read_misspelt(claims, places)
            if fact == "branches":
                self._read_refused(found, claims, places, found_here, lists)
                found_here = [one for one in found_here if one[0][0] not in found.not_branches]
            if fact == "practitioners":
                found_here = self._without_refused(found, message, claims, places, found_here)
            if fact == "services":
                found_here = _without_others(
                    [p.word for p in claims.parts], places, found_here, lists["others"]
                )
                found_here = _without_not_wanted([p.word for p in claims.parts], places, found_here, lists)
            for one, start, end in found_here:
                ids |= dict.fromkeys(one)
                claims.note_parts(fact, ", ".join(one), places[start], places[end - 1] + 1)
            setattr(found, fact, list(ids))
        left = [b for b in self._branch_ids if b not in found.not_branches]
        if found.not_branches and not found.branches and len(left) == 1:
            found.branches = left

    def _read_refused(
        self,
        found: Entities,
        claims: Claims,
        places: list[int],
        named: list[tuple[tuple[str, ...], int, int]],
        lists: dict[str, WordList],
    ) -> None:
        """ "Not the centre one", "только не в центре", "կենտրոնում չէ": a place that is not wanted."""
        words = [part.word for part in claims.parts]
        for one, start, end in named:
            first, last = places[start], places[end - 1] + 1
            before = words[max(first - _NOT_BEFORE, 0) : first]
            after = words[last : last + 1]
            if (
                lists["not_there"].found(before) is not None
                or lists["not_there_after"].found(after) is not None
            ):
                found.not_branches = [*found.not_branches, *one]

    def _without_refused(
        self,
        found: Entities,
        message: Message,
        claims: Claims,
        places: list[int],
        named: list[tuple[tuple[str, ...], int, int]],
    ) -> list[tuple[tuple[str, ...], int, int]]:
        """Without whom they do not want: "Դավիթին չեմ ուզում, Անիի մոտ կլինի՞", "не к Давиду". Where nobody else is named,
        another person is meant."""
        words, lists = [part.word for part in claims.parts], load_lexicon(message.language)

        def is_refused(start: int, end: int) -> bool:
            first, last = places[start], places[end - 1] + 1
            starts = range(max(first - _NOT_BEFORE, 0), first)
            before = any(lists["not_them"].match(words[:first], i) == first - i for i in starts)
            return before or (last < len(words) and lists["not_them_after"].match(words, last) > 0)

        # "չե՞ք անի": the verb that is spelled like a name
        named = [
            one
            for one in named
            if not (places[one[1]] and lists["before_a_verb"].match(words, places[one[1]] - 1))
        ]
        kept = [one for one in named if not is_refused(one[1], one[2])]
        if named and not kept:
            found.shift = "other_person"
        return kept

    def _read_misspelt(self, claims: Claims, places: list[int]) -> list[tuple[tuple[str, ...], int, int]]:
        for words in ([claims.parts[i].word for i in places], [claims.parts[i].raw for i in places]):
            meant = self._misspelt.corrected(words)
            if meant is not None and (found := self.services.find_placed(meant)):
                return found
        return []


def _without_patients(pieces: list[str], lists: dict[str, WordList]) -> list[int]:
    """Places of the words that are no names of those who are to be treated: "my husband Davit", "запишите Тиграна"."""
    kept: list[int] = []
    i = 0
    while i < len(pieces):
        size = max(lists["relative"].match(pieces, i), lists["book_whom"].match(pieces, i))
        kept += range(i, i + (size or 1))
        i += size or 1
        if size and i < len(pieces) and pieces[i][0].isalpha() and not lists["relative"].match(pieces, i):
            is_service_or_day = lists["not_whom"].match(pieces, i)
            if not is_service_or_day:
                i += 1  # the name itself
    return kept


def _without_others(
    words: list[str], places: list[int], found: list[tuple[tuple[str, ...], int, int]], others: WordList
) -> list[tuple[tuple[str, ...], int, int]]:
    """What is named of somebody else ("my friend's dentist does it for half") is not wished for, beside what is.
    `others`: how such people and places are called."""
    own = [
        one
        for one in found
        if others.found(words[max(places[one[1]] - _NEAR_OTHERS, 0) : places[one[1]]]) is None
    ]
    return own or found


def _without_not_wanted(
    words: list[str],
    places: list[int],
    found: list[tuple[tuple[str, ...], int, int]],
    lists: dict[str, WordList],
) -> list[tuple[tuple[str, ...], int, int]]:
    """ "Not botox, a facial", "не чистку, а отбеливание", "մաքրում չէ, սպիտակեցում": of several, those that are wanted."""

    def is_refused(one: tuple[tuple[str, ...], int, int]) -> bool:
        first, last = places[one[1]], places[one[2] - 1] + 1
        starts = range(max(first - _NOT_BEFORE, 0), first)
        before = any(lists["not_there"].match(words[:first], i) == first - i for i in starts)
        return before or (last < len(words) and lists["not_there_after"].match(words, last) > 0)

    return [one for one in found if not is_refused(one)] or found


def _is_named(claims: Claims, i: int, *facts: str) -> bool:
    """Whether a part belongs to one of the facts."""
    part = claims.parts[i]
    return any(s.fact in facts and part.first < s.end and part.last > s.start for s in claims.spans)


def _either(index: AliasIndex, claims: Claims, places: list[int]) -> list[tuple[tuple[str, ...], int, int]]:
    """By the native words, and by the words as typed where those say nothing (English names inside romanised text, and
    names that are usual in Latin letters)."""
    found = index.find_placed([claims.parts[i].word for i in places])
    typed = index.find_placed([claims.parts[i].raw for i in places])
    more = [t for t in typed if all(t[1] >= end or t[2] <= start for _, start, end in found)]
    both = [*found, *more] if found else typed
    # "to the cosmetologist for a facial": of what one word may mean, what another says
    told = [hit for hit in both if not any(set(other[0]) < set(hit[0]) for other in both)]
    return sorted(told, key=lambda hit: hit[1])
