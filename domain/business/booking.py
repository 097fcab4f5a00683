"""Where, who and when: branches, practitioners and the rules of booking."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from domain.business.strict import OwnerModel
from domain.language import LocalText

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OpeningHours(OwnerModel):
    """Local wall time on the named days; `to` is exclusive."""

    days: list[Weekday] = Field(min_length=1)
    opens: time
    closes: time

    @model_validator(mode="after")
    def _order(self) -> OpeningHours:
        if self.opens >= self.closes:
            advice = "write the time the place closes, at most 23:59"
            if self.opens > self.closes:
                advice = f"write opens: {self.closes:%H:%M}, closes: {self.opens:%H:%M}, or 23:59 for a night"
            raise ValueError(f"closes must be later than opens; {advice}")
        return self


class WorkingHours(OpeningHours):
    """When a practitioner is at a branch."""

    branch: str


class Branch(OwnerModel):
    """One address of the business, with its hours."""

    id: str
    name: LocalText
    aliases: list[str] = Field(default_factory=list)
    address: LocalText
    directions: LocalText
    phone: str
    hours: list[OpeningHours] = Field(min_length=1)


class Practitioner(OwnerModel):
    """A person who is booked: where and when they work, and what customers call them."""

    id: str
    name: LocalText
    """As said in a sentence: "доктор Ани Саргсян"."""
    title: LocalText
    aliases: list[str] = Field(default_factory=list)
    hours: list[WorkingHours] = Field(min_length=1)
    days_off: list[date] = Field(default_factory=list)


class Zone(OwnerModel):
    """A part of town that is served or, with `served` no, named so that the refusal can be told at once (R76)."""

    id: str
    name: LocalText
    aliases: list[str] = Field(default_factory=list)
    """Districts, streets and places in it, in any language and script."""
    served: bool = True
    instead: LocalText | None = None
    """Of a place that is not served: what the customer can do, one sentence."""
    travel_price: Decimal = Field(default=Decimal(0), ge=0)
    """Added to what is done there, in the business's currency."""


class Refusal(OwnerModel):
    """Something customers ask for that the business does not do."""

    id: str
    name: LocalText
    words: list[str] = Field(min_length=1)
    """Phrases that ask for it, any language and script, in any of their forms."""
    answer: LocalText
    """Says so and names the alternative: at most 30 words."""


class BookingRules(OwnerModel):
    """R14, R15, R17, R22. Minutes and hours are in the field names."""

    slot_step_minutes: int = Field(default=15, ge=5, le=120)
    notice_minutes: int = Field(default=60, ge=0)
    horizon_days: int = Field(default=60, ge=1, le=366)
    hold_minutes: int = Field(default=15, ge=1)
    waitlist_minutes: int = Field(default=30, ge=5, le=240)
    """How long a time that got free is kept for whoever waited for it, before the next is asked (R23)."""
    offers: int = Field(default=3, ge=2, le=4)
    free_cancellation_hours: int = Field(default=24, ge=0)
    late_minutes: int = Field(default=15, ge=0)
    online_link: str | None = Field(default=None, pattern=r"^https?://")
    """The room of visits by video, said after the booking; none: the link is sent before the visit."""
    deposit_percent: int = Field(default=0, ge=0, le=100)
    morning_from: time = time(6)
    afternoon_from: time = time(12)
    evening_from: time = time(17)
    evening_to: time = time(22)
