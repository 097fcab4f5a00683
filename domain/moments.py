"""Moments, zones and durations as people type them on the command line and in files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import BadRequest

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def parse_moment(text: str | None, zone: tzinfo) -> datetime | None:
    """An ISO moment as aware UTC; without an offset it is wall time in `zone`. Raises BadRequest."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(
            f"{text!r} is no moment: write 2026-11-21T18:00 or 2026-11-21T18:00+04:00"
        ) from error
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)


def parse_duration(text: str) -> timedelta:
    """An ISO 8601 duration of weeks, days, hours, minutes and seconds. Raises BadRequest."""
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    parts = {k: int(v) for k, v in match.groupdict().items() if v} if match else {}
    if not parts:
        raise BadRequest(f"{text!r} is no duration: write PT2H, P1D or P1DT30M")
    return timedelta(**parts)


def parse_zone(name: str) -> tzinfo:
    """`Asia/Yerevan`, or a fixed offset such as `-02:00`. Raises BadRequest."""
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        sign, hours, minutes = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        if ahead < timedelta(days=1):
            return timezone(ahead if sign == "+" else -ahead)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadRequest(f"no timezone {name!r}; write one like Asia/Yerevan or +04:00") from error
