"""When we write first, and when we never do."""

from __future__ import annotations

from datetime import time

from pydantic import Field

from domain.business.strict import OwnerModel


class Cadences(OwnerModel):
    """R11, R20, R68."""

    reminder_hours: list[int] = Field(default=[24, 2])
    silence_hours: list[int] = Field(default=[2, 24])
    nudge_hours: int | None = Field(default=None, ge=1, le=24)
    """After a product's link was sent, one gentle word, unless the customer has bought or answered (R45)."""
    quiet_from: time = time(21)
    quiet_to: time = time(9)
