"""When we write first, and when we never do."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise

from pydantic import Field, field_validator

from domain.business.strict import OwnerModel


class Cadences(OwnerModel):
    """R11, R20, R68."""

    reminder_hours: list[int] = Field(default=[24, 2])
    silence_hours: list[int] = Field(default=[2, 24])
    nudge_hours: int | None = Field(default=None, ge=1, le=24)
    """After a product's link was sent, one gentle word, unless the customer has bought or answered (R45)."""
    proposal_hours: list[int] = Field(default=[24, 72, 168], max_length=3)
    """Hours after a proposal was sent at which we come back to it, if nothing was answered (R48); none: never."""
    quiet_from: time = time(21)
    quiet_to: time = time(9)

    @field_validator("proposal_hours")
    @classmethod
    def _one_after_another(cls, hours: list[int]) -> list[int]:
        if any(later <= earlier for earlier, later in pairwise([0, *hours])):
            raise ValueError(
                "write hours after the sending, each more than the one before, such as [24, 72, 168]"
            )
        return hours

    def quiet_stretch(self, local: datetime) -> tuple[datetime, datetime] | None:
        """Begin and end of the quiet hours that `local` (aware wall time) falls into; None outside them."""
        if self.quiet_from == self.quiet_to:
            return None
        for days in (0, 1):
            day = local.date() - timedelta(days=days)
            over_midnight = self.quiet_from > self.quiet_to
            begins = datetime.combine(day, self.quiet_from, local.tzinfo)
            ends = datetime.combine(day + timedelta(days=over_midnight), self.quiet_to, local.tzinfo)
            if begins <= local < ends:
                return begins, ends
        return None
