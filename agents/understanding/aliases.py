"""Services, people and places by the names customers use, in any form and script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import load_lists, pieces_of
from agents.understanding.wording import form_of
from domain.business import Business
from domain.business.services import Aliases
from domain.language import LANGUAGES, LocalText

_LITTLE = frozenset({
    "к", "на", "в", "у", "с", "и", "по", "для", "the", "a", "an", "to", "of", "at", "for", "my", "մոտ", "համար", "և",
})  # fmt: skip
_DOCTOR = frozenset({
    "доктор", "доктору", "доктора", "врач", "врачу", "врача", "dr", "doctor", "բժիշկ", "բժշկի",
})  # fmt: skip
"""Little words beside a name ("Dr Ani"); in the name of a visit ("see a doctor") they may be all that tells it."""
_ABOUT = frozenset({"по", "насчет", "для", "о", "об", "about", "on", "for", "regarding"})
_ABOUT_BEHIND = frozenset({"մասին", "համար", "վերաբերյալ", "հարցով"})
"""Armenian says it behind: "խորհրդատվություն բրեկետների մասին"."""
_MAX_GAP = 2
_MEASURES = frozenset({
    "м", "м2", "кв", "квм", "квадрат", "квадрата", "квадратов", "квадратных", "метр", "метра", "метров", "шт", "m", "m2",
    "sq", "sqm", "square", "metre", "metres", "meter", "meters", "pcs", "մ", "մ2", "քմ", "քառ", "քառակուսի", "մետր", "հատ",
})  # fmt: skip
"""How much of it may stand between as well: "paint a 20 sq m room"."""
CONJUNCTIONS = frozenset({"и", "and", "or", "или", "և", "եւ", "ու", "կամ", "ili", "ev", ",", "+", "&"})
"""Between the words of one name there is none of these, unless the name has it: "teeth cleaning and whitening" are two."""


_TWO_WISHES = (CONJUNCTIONS - {","}) | {"а", "իսկ"}
"""Between who does it and what is done: "a cleaning for me, and my son to the doctor"."""
_WORDS = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    ids: tuple[str, ...]
    broad: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    ids: tuple[str, ...]
    letters: int
    broad: bool


class AliasIndex:
    """Finds ids by alias. An alias may be inflected and have a word or two in between; the longest wins.

    `strict`: names of people and places, which differ from other names by their ends. `whole`: every word of an alias
    counts, so that "for the home" is not every home.
    """

    def __init__(
        self,
        aliases: Iterable[tuple[str, tuple[str, ...], bool]],
        *,
        strict: bool = False,
        whole: bool = False,
    ) -> None:
        self._strict = strict
        self._by_start: dict[str, list[_Alias]] = {}
        seen: dict[tuple[tuple[str, ...], bool], tuple[str, ...]] = {}
        joined: set[tuple[str, ...]] = set()
        for text, ids, broad in aliases:
            pieces = [p for p in pieces_of(text) if p[0].isalnum()]
            # What joins them is not told apart: "check-up and cleaning" is "check-up + cleaning".
            words = tuple(p for p in pieces if whole or p not in _LITTLE | CONJUNCTIONS)
            named = tuple(p for p in words if whole or p not in _DOCTOR)
            words = (named if strict or len(named) > 1 else words) or named or tuple(pieces)
            if words and (len(words) > 1 or len(words[0]) > 1):
                merged = dict.fromkeys((*seen.get((words, broad), ()), *ids))
                seen[words, broad] = tuple(merged)
                if CONJUNCTIONS.intersection(pieces_of(text)):
                    joined.add(words)
        for (words, broad), ids in seen.items():
            alias = _Alias(words, ids, broad, words in joined)
            self._by_start.setdefault(words[0][:3], []).append(alias)

    def words(self) -> list[str]:
        """Every word of the aliases."""
        return [w for aliases in self._by_start.values() for alias in aliases for w in alias.words]

    def find(self, pieces: list[str]) -> list[str]:
        """Ids in the order of the words, each once. A broad alias's ids give way to a narrow one's among them."""
        return list(dict.fromkeys(i for ids, _, _ in self.find_placed(pieces) for i in ids))

    def find_placed(self, pieces: list[str]) -> list[tuple[tuple[str, ...], int, int]]:
        """The same with their places in `pieces`, half-open."""
        hits = [hit for i in range(min(len(pieces), 200)) for hit in self._at(pieces, i)]
        hits.sort(key=lambda h: (-h.letters, h.broad))
        taken: list[_Hit] = []
        for hit in hits:
            overlaps = [t for t in taken if hit.start < t.end and t.start < hit.end]
            if all(t.start == hit.start and t.end == hit.end and t.broad == hit.broad for t in overlaps):
                taken.append(hit)
        taken = [
            h
            for h in taken
            if not (h.broad and (_says_of_what(h, taken, pieces) or _is_told_of_it(h, taken, pieces)))
        ]
        taken = [h for h in taken if not (h.broad and _only_says_who(h, taken, pieces))]
        narrow = {i for hit in taken if not hit.broad for i in hit.ids}
        taken = [h for h in taken if not (h.broad and narrow.intersection(h.ids))]
        return [(hit.ids, hit.start, hit.end) for hit in sorted(taken, key=lambda h: h.start)]

    def _is_form(self, word: str, base: str, alias: _Alias) -> bool:
        """A single word of a family ("for children") is no service in every form: a child may be spoken of."""
        if form_of(word, base, strict=self._strict):
            return True
        inflects = not self._strict and (not alias.broad or len(alias.words) > 1)
        return inflects and is_inflected(word, base)

    def _at(self, pieces: list[str], i: int) -> list[_Hit]:
        found = []
        for alias in self._by_start.get(pieces[i][:3], ()):
            if not self._is_form(pieces[i], alias.words[0], alias):
                continue
            j = i + 1
            for word in alias.words[1:]:
                k = next((k for k in _reach(pieces, j) if self._is_form(pieces[k], word, alias)), None)
                if k is None or (not alias.joined and not CONJUNCTIONS.isdisjoint(pieces[j:k])):
                    break
                j = k + 1
            else:
                found.append(_Hit(i, j, alias.ids, sum(map(len, alias.words)), alias.broad))
        return found


def _reach(pieces: list[str], start: int) -> Iterator[int]:
    """Places where the name's next word may stand: numbers and units in between are not counted."""
    between = 0
    for k in range(start, len(pieces)):
        yield k
        between += not (pieces[k].isdigit() or pieces[k] in _MEASURES)
        if between > _MAX_GAP:
            return


def _says_of_what(broad: _Hit, hits: list[_Hit], pieces: list[str]) -> bool:
    """ "консультация по брекетам": what stands right before the family's name, or is said of it, is the one that is meant."""
    if any(not h.broad and h.end == broad.start for h in hits):
        return True  # "botox consultation", "բոտոքսի խորհրդատվություն"
    beside = [h for h in hits if not h.broad and 0 <= h.start - broad.end <= _MAX_GAP]
    if broad.end < len(pieces) and pieces[broad.end] in _ABOUT:
        return any(h.start > broad.end for h in beside)
    behind = (pieces[h.end] for h in beside if h.start == broad.end and h.end < len(pieces))
    return any(word in _ABOUT_BEHIND for word in behind)


def _is_told_of_it(broad: _Hit, hits: list[_Hit], pieces: list[str]) -> bool:
    """ "Is there time for a filling? My filling fell out": the trouble is told with the name of what is wished for, so
    that no other visit is meant by it."""
    narrow = {tuple(pieces[h.start : h.end]) for h in hits if not h.broad}
    inside = pieces[broad.start : broad.end]
    sizes = range(1, len(inside))
    return any(tuple(inside[i : i + size]) in narrow for size in sizes for i in range(len(inside) - size + 1))


def _only_says_who(broad: _Hit, hits: list[_Hit], pieces: list[str]) -> bool:
    """ "To the dentist, for a cleaning": who does it, where what is wished for has a name of its own. "A cleaning and a
    dentist" are two."""
    who = load_lists(_WORDS)["who"]

    def is_who(hit: _Hit) -> bool:
        return all(word in _LITTLE or who.match([word], 0) for word in pieces[hit.start : hit.end])

    if not is_who(broad) or all(is_who(hit) for hit in hits):
        return False
    between = [
        word
        for hit in hits
        if not is_who(hit)
        for word in pieces[min(hit.end, broad.end) : max(hit.start, broad.start)]
    ]
    return _TWO_WISHES.isdisjoint(between)


def _spellings(text: LocalText) -> list[str]:
    return [text.in_language(language) for language in LANGUAGES]


def _listed(aliases: Aliases) -> list[str]:
    return [*aliases.ru, *aliases.hy, *aliases.en]


def index_services(business: Business) -> AliasIndex:
    """Services by name and alias; a family's name stands for all its services."""
    entries: list[tuple[str, tuple[str, ...], bool]] = []
    for family in business.services.families:
        ids = tuple(s.id for s in business.family(family.id))
        entries += [(text, ids, True) for text in (*_spellings(family.name), *_listed(family.aliases))]
    for service in business.services.services:
        texts = (*_spellings(service.name), *_spellings(service.short_name), *_listed(service.aliases))
        entries += [(text, (service.id,), False) for text in texts]
    return AliasIndex(entries)


def index_practitioners(business: Business) -> AliasIndex:
    """Practitioners by full name, surname, first name and alias; a title in small letters ("мастер") is nobody's name."""
    entries = []
    for person in business.profile.practitioners:
        names = _spellings(person.name)
        parts = [part for name in names for part in name.split() if len(part) > 2 and part[0].isupper()]
        entries += [(text, (person.id,), False) for text in (*names, *parts, *person.aliases)]
    return AliasIndex(entries, strict=True)


def index_branches(business: Business) -> AliasIndex:
    """Branches by name and alias."""
    entries = [
        (text, (branch.id,), False)
        for branch in business.profile.branches
        for text in (*_spellings(branch.name), *branch.aliases)
    ]
    return AliasIndex(entries, strict=True)
