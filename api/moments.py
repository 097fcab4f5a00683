"""Moments that other programs send."""

from __future__ import annotations

from datetime import datetime

from domain.errors import BadRequest

_YEARS = range(1970, 2200)


def checked_moment(value: datetime, name: str) -> datetime:
    """`value`, which has a timezone and lies where calendars reach. Raises BadRequest, which calls it `name`."""
    if value.utcoffset() is None:
        raise BadRequest(f"`{name}` needs a timezone, such as 2026-11-24T09:00:00+04:00")
    if value.year not in _YEARS:
        raise BadRequest(f"`{name}` must lie between {_YEARS.start} and {_YEARS.stop - 1}")
    return value
