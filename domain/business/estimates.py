"""How a price is worked out: what has to be known, the owner's tables, and when a person prices instead (R25-R30)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator

from domain.business.strict import OwnerModel
from domain.language import LocalText
from domain.reading import Unit

SERVICE = "service"
"""The fact every table may ask for: which service of services.yaml is priced."""
TOTAL = "total"
"""What an exception may look at besides the facts: the whole sum, its upper end where it is a range."""

_NUMBER = r"\d+(?:\.\d+)?"
COMPARED = re.compile(rf"(<=|>=|<|>)\s*({_NUMBER})")
SPAN = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")


def is_number_condition(text: str) -> bool:
    """Whether `text` compares a number: `> 60`, `20..60`, `4`."""
    return any(re.fullmatch(form, text.strip()) for form in (COMPARED, SPAN, _NUMBER))


def bounds_of(text: str) -> list[Decimal]:
    """The numbers a comparison names; at them a price may jump."""
    return [Decimal(n) for n in re.findall(_NUMBER, text)] if is_number_condition(text) else []


NextOffer = Literal["book", "measure", "call"]
"""R28. book: the service itself. measure: a visit that measures first. call: a person says a fixed price by phone."""


class EstimateOption(OwnerModel):
    """One value of a choice. `aliases` are the words that say it anywhere in a message."""

    id: str
    label: LocalText
    """At most 20 characters: fits a WhatsApp button."""
    aliases: list[str] = Field(default_factory=list)
    means_urgent: bool = False
    """Taken when the customer says that it is urgent, in whatever words."""


class EstimateField(OwnerModel):
    """One fact a price depends on, and its question. `kind` tells how the answer is read.

    `number` is a count or a measure in `unit`; `zone` one of the business's zones; the others are as in an intake.
    """

    id: str
    question: LocalText
    kind: Literal["text", "choice", "contact", "time", "number", "zone"] = "text"
    options: list[EstimateOption] = Field(default_factory=list, max_length=4)
    name: LocalText | None = None
    """What a range depends on when it is not known: "the area of the floor"."""
    unit: Unit = "piece"
    unit_name: LocalText | None = None
    """As said after the number: "m²", "pcs."."""
    aliases: list[str] = Field(default_factory=list)
    """The words that are counted ("sockets"), where a message holds several numbers."""
    at_least: Decimal = Decimal(1)
    at_most: Decimal | None = None
    unsure: list[str] = Field(default_factory=list)
    """What it may be when it is not known: ids of options or zones, or numbers; the price is then a range (R27)."""
    assumed: str | None = None
    """What holds unless the customer says otherwise; the question is then never asked."""


class PriceRow(OwnerModel):
    """One line of a table. The first row whose `when` fits counts.

    `when`: by fact, one value, several, or for numbers `> 60`, `<= 3`, `20..60`. `per` multiplies `price` by a number.
    `price_to` makes it a range, `because` says what of. `percent` is a share of the work so far, down to tens of a
    percent; below zero it is a reduction.
    """

    when: dict[str, list[str]] = Field(default_factory=dict)
    price: Decimal | None = Field(default=None, ge=0)
    price_to: Decimal | None = Field(default=None, ge=0)
    because: LocalText | None = None
    per: str | None = None
    percent: Decimal | None = Field(default=None, ge=-100, le=1000)
    name: LocalText | None = None

    @field_validator("when", mode="before")
    @classmethod
    def _as_lists(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {k: v if isinstance(v, list) else [v] for k, v in value.items()}


class PriceTable(OwnerModel):
    """One part of a price, for example the work, the urgency, the way there. A table none of whose rows fits adds
    nothing, unless it `must_fit`: then a person prices."""

    id: str
    name: LocalText
    must_fit: bool = False
    by_zone: bool = False
    """Its rows are the zones of business.yaml with their `travel_price`."""
    rows: list[PriceRow] = Field(default_factory=list)


class PricedJob(OwnerModel):
    """Services that are priced by the tables, what is asked for them, and what is offered afterwards."""

    services: list[str] = Field(min_length=1)
    asks: list[str] = Field(default_factory=list, max_length=5)
    """Ids of the fields that are asked, in order (R26)."""
    uses: list[str] = Field(default_factory=list)
    """Ids of fields that count when they were volunteered, and are never asked."""
    walls: bool = False
    """Square metres are those of walls: a room told by its sides, or by its floor and height, is turned into them."""
    photos: LocalText | None = None
    """What a photo should show; asked for once, together with the first question (R25)."""
    then: list[NextOffer] = Field(default=["book"], min_length=1, max_length=3)


class PriceException(OwnerModel):
    """When a person prices (R30). `when` as in a table, and `total` besides; `words` raise it wherever they stand."""

    id: str
    name: LocalText
    when: dict[str, list[str]] = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)
    unlisted: bool = False
    """Work that no service is, and that is done all the same: named to the customer as it is called here."""

    @field_validator("when", mode="before")
    @classmethod
    def _as_lists(cls, value: object) -> object:
        return PriceRow._as_lists(value)


class EstimateRules(OwnerModel):
    """`pricing.yaml`. Without `jobs` the fields are collected and a person prices."""

    fields: list[EstimateField] = Field(min_length=1, max_length=16)
    team: str = "estimates"
    answer_within_minutes: int = 120
    starting_from: Decimal | None = None
    jobs: list[PricedJob] = Field(default_factory=list)
    tables: list[PriceTable] = Field(default_factory=list)
    exceptions: list[PriceException] = Field(default_factory=list)
    measuring: str | None = None
    """The service of services.yaml that is the measuring visit."""
    round_to: Decimal = Field(default=Decimal(1), gt=0)
    """Every line is rounded to a multiple of it, halves up."""
    valid_days: int = Field(default=14, ge=1)

    def field(self, field_id: str) -> EstimateField | None:
        return next((f for f in self.fields if f.id == field_id), None)

    def job_of(self, service_id: str) -> PricedJob | None:
        """The job that prices the service, if any does."""
        return next((j for j in self.jobs if service_id in j.services), None)
