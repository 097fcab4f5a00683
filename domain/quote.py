"""A price that was given: what it rests on, line by line, as it was on that day. Never worked out again (R29)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from domain.language import Language, LocalText
from domain.money import Money, PriceRange


class QuoteLine(BaseModel):
    """One item. `low` == `high` unless the price is a range. `quantity` is None where nothing is counted; `unit_low`
    and `unit_high` are the price of one. `rules` name the owner's rows that fired, for example `pricing.yaml work[3]`.
    """

    model_config = ConfigDict(frozen=True)

    name: LocalText
    low: Decimal
    high: Decimal
    quantity: str | None = None
    unit: LocalText | None = None
    unit_low: Decimal | None = None
    unit_high: Decimal | None = None
    rules: list[str] = Field(default_factory=list)


class QuoteFact(BaseModel):
    """One thing the price rests on, as it is shown: "Zone: Arabkir"."""

    model_config = ConfigDict(frozen=True)

    field: str
    value: str
    shown: LocalText


class Quote(BaseModel):
    """One version of an estimate. `replaces` is the id of the version before it; `number` is shown to people.

    Amounts are in major units of `currency`. `factors` widen the range and are empty for an exact price.
    `trace` says which rule fired on which facts. `valid_until` is a day in the business's timezone.
    """

    id: str
    number: str
    token: str
    """The unguessable part of its link; empty when there is no link."""
    version: int = 1
    replaces: str | None = None
    service_id: str
    service: LocalText
    language: Language
    facts: list[QuoteFact]
    lines: list[QuoteLine]
    low: Decimal
    high: Decimal
    currency: str
    factors: list[LocalText] = Field(default_factory=list)
    trace: list[str] = Field(default_factory=list)
    valid_until: date
    made_at: datetime

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def total(self) -> Money | PriceRange:
        """The sum as it is said."""
        low = Money(amount=self.low, currency=self.currency)
        if self.is_exact:
            return low
        return PriceRange(low=low, high=Money(amount=self.high, currency=self.currency))
