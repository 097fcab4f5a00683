"""What can be booked."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from domain.business.strict import OwnerModel
from domain.language import LocalText

Visit = Literal["first", "repeat", "package"]


class Aliases(OwnerModel):
    """How customers call it, per language; romanised spellings may stand in any list."""

    ru: list[str] = Field(default_factory=list)
    hy: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class ServiceFamily(OwnerModel):
    """Services that answer one wish ("консультация") and differ by visit: first, repeat, package (R12)."""

    id: str
    name: LocalText
    aliases: Aliases = Field(default_factory=Aliases)


class Service(OwnerModel):
    """`price` is in the business's currency, major units; `price_to` makes it a range."""

    id: str
    family: str
    visit: Visit | None = None
    name: LocalText
    short_name: LocalText
    """At most 20 characters: fits a WhatsApp button."""
    aliases: Aliases = Field(default_factory=Aliases)
    in_other_words: Aliases = Field(default_factory=Aliases)
    """How customers tell what they want without naming it: a symptom, a wish, an occasion. Compared by meaning only."""
    duration_minutes: int = Field(ge=5, le=600)
    price: Decimal = Field(ge=0)
    price_to: Decimal | None = None
    includes: LocalText
    """A short list that continues "includes …": at most 12 words."""
    preparation: LocalText
    """One sentence the customer reads after booking (R18)."""
    bring: LocalText | None = None
    practitioners: list[str] = Field(min_length=1)
    online: bool = False
    needs_person: bool = False
    """Booked by staff only (surgery, VIP packages; R18)."""
    at_customer: bool = False
    """Done at the customer's place: the address is asked before it is booked."""
    for_children: bool = False
    """For children alone: meant where a child is spoken of, and only then."""
    deposit: bool = False
    """Booked against the deposit of the booking rules (`deposit_percent`)."""


class ServiceList(OwnerModel):
    """Both lists are empty where nothing is booked (a shop)."""

    families: list[ServiceFamily] = Field(default_factory=list)
    services: list[Service] = Field(default_factory=list)
