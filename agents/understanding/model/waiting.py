"""How long an endpoint asks us to wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime


def named_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds until the endpoint wants to be asked again, or None when it says nothing that can be understood.

    `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). A date counts from the answer's own
    `Date`: the endpoint's clock may be another than ours.
    """
    millis = _number(headers.get("retry-after-ms"))
    if millis is not None:
        return millis / 1000
    written = headers.get("retry-after")
    seconds = _number(written)
    if seconds is not None:
        return seconds
    until, answered = _date(written), _date(headers.get("date"))
    if until is None or answered is None:
        return None
    return max(0.0, (until - answered).total_seconds())


def _number(written: str | None) -> float | None:
    try:
        number = float(written or "")
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None


def _date(written: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(written or "")
    except (ValueError, IndexError):
        return None
    return found if found.utcoffset() is not None else None
