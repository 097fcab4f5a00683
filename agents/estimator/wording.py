"""The owner's words of prices in a message: options, zones, exceptions; looked up by alias in any form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agents.estimator.tables import PriceTables
from agents.understanding.aliases import AliasIndex
from agents.understanding.lexicon import pieces_of
from domain.business import Business
from domain.business.services import Service
from domain.language import LANGUAGES, LocalText

_PHOTOS = (
    "фото",
    "фотку",
    "фотографию",
    "видео",
    "foto",
    "photo",
    "photos",
    "picture",
    "video",
    "լուսանկար",
    "նկար",
    "ֆոտո",
    "տեսանյութ",
    "nkar",
    "lusankar",
)


class EstimateWords:
    """Made once per business. Finds ids in the order of the words."""

    def __init__(self, business: Business) -> None:
        rules = business.estimates
        self._options = {
            f.id: AliasIndex(
                [(a, (o.id,), False) for o in f.options for a in (*_spellings(o.label), *o.aliases)]
            )
            for f in rules.fields
            if f.options
        }
        self._zones = AliasIndex(
            [(a, (z.id,), False) for z in business.profile.zones for a in (*_spellings(z.name), *z.aliases)]
        )
        self._photos = AliasIndex([(word, ("photo",), False) for word in _PHOTOS])
        self._exceptions = AliasIndex(
            [(w, (e.id,), False) for e in rules.exceptions if not e.unlisted for w in e.words]
        )
        self._unlisted = AliasIndex(
            [(w, (e.id,), False) for e in rules.exceptions if e.unlisted for w in e.words]
        )
        self._listed = AliasIndex(
            [(name, (s.id,), False) for s in business.services.services for name in _names(s)]
        )

    def option(self, field_id: str, text: str) -> str | None:
        """The one option of the field that is said; None for none, and for several."""
        index = self._options.get(field_id)
        found = index.find(pieces_of(text)) if index is not None else []
        return found[0] if len(found) == 1 else None

    def zone(self, text: str) -> str | None:
        found = self._zones.find(pieces_of(text))
        return found[0] if found else None

    def mentions(self, text: str) -> bool:
        """Whether a value of any choice is named ("uneven walls")."""
        pieces = pieces_of(text)
        return any(index.find(pieces) for index in self._options.values())

    def photo(self, text: str) -> bool:
        """Whether a picture is spoken of."""
        return bool(self._photos.find(pieces_of(text)))

    def unlisted(self, text: str) -> list[str]:
        """Work that is named and stands on no list. What a service's own name has a word of is that service's: where
        windows are to be cleaned, they are no other work."""
        pieces = pieces_of(text)
        found = self._unlisted.find(pieces)
        if not found:
            return []
        placed = self._listed.find_placed(pieces)
        listed = {one for _, start, end in placed for one in self._unlisted.find(pieces[start:end])}
        return [one for one in found if one not in listed]

    def exceptions(self, text: str) -> list[str]:
        return self._exceptions.find(pieces_of(text))


def _names(service: Service) -> list[str]:
    aliases = [alias for language in LANGUAGES for alias in getattr(service.aliases, language)]
    return [*_spellings(service.name), *aliases]


def _spellings(text: LocalText) -> list[str]:
    return [text.in_language(language) for language in LANGUAGES]


@dataclass(frozen=True)
class Pricing:
    """What is compiled of one business's price rules."""

    tables: PriceTables
    words: EstimateWords


class _Same:
    """A key that is equal for the same loaded business and keeps it alive while it is one."""

    def __init__(self, business: Business) -> None:
        self.business = business

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.business is other.business

    def __hash__(self) -> int:
        return id(self.business)


@lru_cache(maxsize=8)
def _compile(same: _Same) -> Pricing:
    return Pricing(PriceTables(same.business), EstimateWords(same.business))


def pricing_of(business: Business) -> Pricing:
    """The compiled rules of `business`; made on first use."""
    return _compile(_Same(business))
