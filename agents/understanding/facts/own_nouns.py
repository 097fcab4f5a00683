"""Things the business itself counts: "пару розеток", "розеток штук пять", "от 5 до 8 светильников", "sockets: 4".

A number beside such a word is a count, even where it could be an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.understanding.facts.figures import Number
from agents.understanding.facts.grammar import load_table
from agents.understanding.facts.nouns import MOST_ADJECTIVES
from agents.understanding.facts.parts import Part
from agents.understanding.inflection import is_inflected
from agents.understanding.wording import fold, form_of
from domain.business import Business

IsNoun = Callable[[str], bool]
_LINKS = frozenset({":", "-", "–", "—", "`", "՝"})


def nouns_of(business: Business) -> IsNoun:
    """Whether a folded word is one that a price's number field counts, in any form."""
    nouns = {
        fold(alias)
        for one in business.estimates.fields
        if one.kind == "number" and one.unit == "piece"
        for alias in one.aliases
        if alias.isalpha() and len(alias) > 2
    }
    by_start: dict[str, list[str]] = {}
    for noun in nouns:
        by_start.setdefault(noun[:3], []).append(noun)

    def is_noun(word: str) -> bool:
        alike = by_start.get(word[:3], ())
        return any(form_of(word, noun, strict=True) or is_inflected(word, noun) for noun in alike)

    return is_noun


class OwnNouns:
    """Looks for the business's nouns around a number. Places are in the parts, half-open."""

    def __init__(self, parts: Sequence[Part], is_noun: IsNoun) -> None:
        self._parts = parts
        self._is_noun = is_noun

    def behind(self, i: int) -> int | None:
        """The place of the noun that a number ending at `i` counts, adjectives between them."""
        for j in range(i, min(i + MOST_ADJECTIVES + 1, len(self._parts))):
            if self._is_own(j):
                return j
            if load_table("units", "adverbs").find(self._parts, j) is None:
                return None
        return None

    def number_after(self, i: int, number_at: Callable[[int], Number | None]) -> Number | None:
        """розеток 5, sockets: 4, розеток штук пять: the number behind the noun at `i`, when nothing else goes on."""
        if not self._is_own(i):
            return None
        j = i + 1
        while j < len(self._parts) and (self._parts[j].word in _LINKS or self._is_pieces(j)):
            j += 1
        number = number_at(j) if j < len(self._parts) else None
        if number is None or number.scaled:
            return None
        end = number.end
        ended = (
            end >= len(self._parts)
            or self._is_pieces(end)
            or self._parts[end].word in (",", ".", "?", "!", ";")
        )
        return number if ended else None

    def _is_own(self, i: int) -> bool:
        part = self._parts[i]
        return part.kind == "word" and (self._is_noun(part.word) or self._is_noun(part.raw))

    def _is_pieces(self, i: int) -> bool:
        found = load_table("units", "measures").find(self._parts, i)
        return found is not None and found[0] == "piece"
