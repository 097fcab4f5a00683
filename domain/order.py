"""An order of the business's shop, as its own program knows it. Read before an identity check, told only after it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.language import LocalText
from domain.money import Money

OrderStatus = Literal["preparing", "on_way", "ready", "delivered", "returned", "cancelled"]
"""preparing: paid, not sent yet. on_way: with the carrier. ready: waits at a pick-up point."""

UNDER_WAY: frozenset[OrderStatus] = frozenset({"preparing", "on_way", "ready"})


class Scan(BaseModel):
    """Where the carrier saw the parcel last. `at` is aware UTC."""

    model_config = ConfigDict(frozen=True)

    place: LocalText | str
    at: datetime


class Order(BaseModel):
    """`phone` is E.164. Phone, postcode and name are what a customer confirms an order with (R32); they and the
    e-mail address are compared, and never said."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1, max_length=64)
    status: OrderStatus
    email: str = ""
    phone: str = ""
    postcode: str = ""
    name: str = ""
    total: Money
    placed_on: date
    expected_on: date | None = None
    delivered_on: date | None = None
    carrier: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    last_scan: Scan | None = None

    def is_late(self, today: date) -> bool:
        """It should have come before today and has not; one that waits to be picked up has come."""
        awaited = self.status in ("preparing", "on_way")
        return awaited and self.expected_on is not None and self.expected_on < today


class ReturnLabel(BaseModel):
    """What the customer shows or sticks on the parcel."""

    model_config = ConfigDict(frozen=True)

    code: str
    url: str = ""
    valid_until: date | None = None


class ResetLink(BaseModel):
    """How a password is reset: by a page, or by an e-mail that is on its way when `url` is empty."""

    model_config = ConfigDict(frozen=True)

    url: str = ""
