"""An hour or a part of the day as a value, and what relations make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight, half-open; None is open. `point`: one exact time was named (lo).

    `hinted`: the half of the day was said ("7 pm", 19:00), not guessed. `name` is the part of the day named.
    """

    lo: int | None
    hi: int | None
    point: bool = False
    part: bool = False
    case: str = ""
    hinted: bool = False
    name: str = ""


def point(minutes: int, case: str = "", *, hinted: bool = False) -> Clock:
    return Clock(minutes, minutes + 1, point=True, case=case, hinted=hinted)


def as_time(minutes: int | None) -> time | None:
    """None for an open bound and for midnight at the day's end."""
    return None if minutes is None or minutes >= DAY_MINUTES else time(minutes // 60, minutes % 60)


def between(a: Clock, b: Clock) -> Clock | None:
    """From `a` to `b`; "from 9 to 3" ends in the afternoon, "3 to 8 am" begins at night."""
    if a.lo is None or b.lo is None:
        return None
    lo, hi = a.lo, b.lo
    half = DAY_MINUTES // 2
    if b.hinted and not a.hinted:
        lo = lo % half + half if lo % half + half < hi else lo % half
    elif a.hinted and not b.hinted:
        hi = hi % half if hi % half > lo else hi % half + half
    if hi <= lo and hi + half <= DAY_MINUTES and not b.hinted:
        hi += half
    if hi - lo > half and lo >= half:
        hi -= half
    if hi <= lo:
        return None
    return Clock(lo, hi, hinted=a.hinted or b.hinted)


def apply_relation(clock: Clock, relation: str) -> Clock:
    """after 3, before noon, around 11."""
    if relation in ("after", "from"):
        return Clock(clock.hi if clock.part and relation == "after" else clock.lo, None)
    if relation in ("before", "by"):
        return Clock(None, clock.hi if clock.name == "dayend" else clock.lo, name=clock.name)
    if relation == "around" and clock.point and clock.lo is not None:
        return Clock(clock.lo, clock.lo + 60)
    return replace(clock, case="")


def narrowed(part: Clock, left: Clock) -> Clock:
    """evenings only, I work till 6: the evening from six on."""
    lo = left.lo if left.lo is not None and (part.hi is None or left.lo < part.hi) else part.lo
    hi = left.hi if left.hi is not None and (part.lo is None or left.hi > part.lo) else part.hi
    return replace(part, lo=max(lo or 0, part.lo or 0), hi=hi)
