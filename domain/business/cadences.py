"""When we write first, and when we never do."""

from __future__ import annotations

from datetime import datetime, time, timedelta

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
