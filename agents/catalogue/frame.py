"""What is known of what somebody wants to buy. Small: it is checkpointed with every turn."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from domain.goods import Measure, Occasion, Recipient


class CatalogueFrame(BaseModel):
    """`shown` are the products that were suggested, so that "something else" means others."""

    product: str | None = None
    colour: str | None = None
    not_colours: list[str] = Field(default_factory=list)
    """Colours that were ruled out."""
    size: str | None = None
    quantity: int = 1
    categories: list[str] = Field(default_factory=list)
    styles: list[str] = Field(default_factory=list)
    named: list[str] = Field(default_factory=list)
    """Several products that one name fits."""
    recipient: Recipient | None = None
    occasion: Occasion | None = None
    gift: bool = False
    hints: list[str] = Field(default_factory=list)
    low: Decimal | None = None
    high: Decimal | None = None
    """The budget, in the business's currency."""
    measures: dict[Measure, Decimal] = Field(default_factory=dict)
    age_years: int | None = None
    zone: str | None = None
    deadline: date | None = None
    """The last day on which it is still of use."""
    shown: list[str] = Field(default_factory=list)
    waited_for: str | None = None
    """The sku that is out of stock, for the waiting list."""
    asked_what: bool = False
    told_arrival: bool = False
    """Whether it was said if things arrive by the deadline."""
    at: datetime | None = None
    """When a link was sent; what was spoken of is forgotten a day later."""

    @classmethod
    def of(cls, stored: dict[str, Any]) -> CatalogueFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
