"""When we do not write first (R68)."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.business import Business


def outside_quiet_hours(business: Business, moment: datetime) -> datetime:
    """`moment`, or the end of the quiet hours it falls into (business's wall time)."""
    local = moment.astimezone(business.zone)
    quiet_from, quiet_to = business.cadences.quiet_from, business.cadences.quiet_to
    clock = local.time().replace(tzinfo=None)
    in_quiet = (
        clock >= quiet_from or clock < quiet_to if quiet_from > quiet_to else quiet_from <= clock < quiet_to
    )
    if not in_quiet:
        return moment
    day = local.date() + (
        timedelta(days=1) if clock >= quiet_from and quiet_from > quiet_to else timedelta(0)
    )
    return datetime.combine(day, quiet_to, business.zone).astimezone(moment.tzinfo)
