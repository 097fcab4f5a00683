""" "Tomorrow afternoon or Thursday morning", "after six, or on Saturday": one wish with several stretches of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.reading import TimeWindow

_MOST_ALTERNATIVES = 3
_LOOK_AHEAD_DAYS = 21
_DAY = timedelta(days=1)


def either_wish(
    found: Sequence[TimeWindow], now: datetime, zone: ZoneInfo, context: TimeWindow | None = None
) -> TimeWindow | None:
    """One wish for all of them; None where they are no times to choose from. Hours of no day ("after six") are those of
    the one day in `context`, else of every day of the coming three weeks."""
    if not 1 < len(found) <= _MOST_ALTERNATIVES or any(w.impossible or w.exclude for w in found):
        return None
    if not any(w.start is not None or w.end is not None for w in found) and any(map(_is_point, found)):
        return None
    local = now.astimezone(zone)
    day = context if context is not None and _is_one_day(context) else None
    spans = sorted(span for wish in found for span in _stretches(wish, local, zone, day))
    if not spans:
        return None
    last = max(end for _, end in spans)
    return TimeWindow(text="", start=spans[0][0], end=last, spans=spans)


def _stretches(
    wish: TimeWindow, now: datetime, zone: ZoneInfo, day: TimeWindow | None
) -> Iterator[tuple[datetime, datetime]]:
    bounds = day if day is not None and wish.start is None and wish.end is None else wish
    start = (bounds.start or now).astimezone(zone)
    end = bounds.end.astimezone(zone) if bounds.end is not None else None
    if end is None:  # "after three tomorrow" is that day's, "from Monday on" is not
        days = 1 if bounds.start is not None and wish.grain in ("minute", "hour") else _LOOK_AHEAD_DAYS
        end = _midnight(start) + days * _DAY
    if wish.daily_from is None and wish.daily_to is None:
        yield start, end
        return
    at = _midnight(start)
    while at < end:
        lo = datetime.combine(at.date(), wish.daily_from or time(), zone)
        hi = datetime.combine(at.date(), wish.daily_to, zone) if wish.daily_to is not None else at + _DAY
        if max(lo, start) < min(hi, end) and not (_is_point(wish) and lo < start):
            yield max(lo, start), min(hi, end)
        at = datetime.combine(at.date() + _DAY, time(), zone)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _is_point(wish: TimeWindow) -> bool:
    return wish.grain == "minute" and wish.daily_from is not None and wish.daily_to is not None


def _is_one_day(wish: TimeWindow) -> bool:
    return wish.start is not None and wish.end is not None and wish.end - wish.start <= _DAY
