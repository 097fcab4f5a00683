"""Amounts with their currency. Never a float."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Money(BaseModel):
    """`amount` in major units of the ISO 4217 `currency`."""

    model_config = ConfigDict(frozen=True)

    amount: Decimal
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class PriceRange(BaseModel):
    """A price that is fixed on the spot, between two amounts of one currency."""

    model_config = ConfigDict(frozen=True)

    low: Money
    high: Money
