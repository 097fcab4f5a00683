"""Figures as people read them."""

from __future__ import annotations

from datetime import datetime

from evals.statistics.bootstrap import Estimate

NO_BREAK = "\u00a0"
MINUS = "\u2212"


def percent(share: float, digits: int = 0) -> str:
    """`93 %`. Never rounds to all or nothing what is neither: 99.7 stays `99.7 %`."""
    value = 100 * share
    if 0 < share < 1:
        value = min(max(value, 0.01), 99.99)
    shown = f"{value:.{digits}f}"
    while 0 < value < 100 and float(shown) in (0.0, 100.0):
        digits += 1
        shown = f"{value:.{digits}f}"
    return f"{shown}{NO_BREAK}%"


def interval(found: Estimate, digits: int = 0) -> str:
    """`88-97 %`, with an en dash."""
    return f"{100 * found.low:.{digits}f}\u2013{percent(found.high, digits)}"


def points(difference: float) -> str:
    """`+2.1`, in percentage points, with a true minus."""
    shown = f"{100 * difference:+.1f}"
    return "0.0" if float(shown) == 0 else shown.replace("-", MINUS)


def points_interval(found: Estimate) -> str:
    """`-0.5 to +4.8`."""
    return f"{points(found.low)} to {points(found.high)}"


def verdict(found: Estimate) -> str:
    """What a difference with its interval allows one to say."""
    if not found.excludes_zero:
        return "no sure difference"
    return "better" if found.value > 0 else "worse"


def short(value: float) -> str:
    """A count or duration in at most one decimal: `4`, `2.5`; shares keep two."""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 play`, `240 plays`."""
    return f"{number}{NO_BREAK}{one if number == 1 else many or one + 's'}"


def moment(at: datetime) -> str:
    """`21 Nov 2026, 18:30 UTC`."""
    zone = at.tzname() or ""
    return f"{at.day}{NO_BREAK}{at:%b %Y, %H:%M} {zone}".strip()


def day(at: datetime) -> str:
    """`Tue 24 Nov`."""
    return f"{at:%a} {at.day} {at:%b}"
