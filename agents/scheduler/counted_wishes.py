"""Wishes counted from a visit or a time that is talked about: an hour later, the same time on Friday, that time next week.
All wall time is the business's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.reading import Displacement, Shift, TimeWindow

_WEEK = timedelta(days=7)


def moment_after(moment: datetime, shift: Shift, minutes: int, zone: ZoneInfo) -> TimeWindow:
    """ "An hour later", "half an hour earlier": that very moment, local."""
    way = -1 if shift == "earlier" else 1
    return wish_at(moment + way * timedelta(minutes=minutes), zone)


def wish_at(moment: datetime, zone: ZoneInfo) -> TimeWindow:
    """That very moment, local; what is free nearest to it is offered where it is not."""
    start = moment.astimezone(zone)
    return TimeWindow(text="", start=start, end=start + timedelta(minutes=1), grain="minute")


def window_beside(
    wishes: Sequence[TimeWindow], day: date, hour: time, told: Displacement, zone: ZoneInfo
) -> TimeWindow:
    """That day: at the hour wished for beside it ("a week later at 5"), at the same one, or all of it. Local."""
    start = datetime.combine(day, time(), zone)
    named = next((w for w in wishes if w.grain in ("minute", "hour") and (w.start or w.daily_from)), None)
    if named is not None:
        lo, hi = named.daily_from, named.daily_to
        if named.start is not None:
            ends = named.end.astimezone(zone).time() if named.end is not None else None
            lo, hi = named.start.astimezone(zone).time(), ends
        return TimeWindow(
            text="", start=start, end=start + timedelta(days=1), daily_from=lo, daily_to=hi, grain=named.grain
        )
    if told.same_time:
        return wish_at(datetime.combine(day, hour, zone), zone)
    return TimeWindow(text="", start=start, end=start + timedelta(days=1))


def at_same_hour(wishes: Sequence[TimeWindow | None], moment: datetime, zone: ZoneInfo) -> TimeWindow | None:
    """ "Same time on Friday": that hour on the first days that are wished for; "same time next week": on its weekday of
    that week, or a week on where it is in that week already. None without days. `moment` is local."""
    days = next(
        (w for w in wishes if w is not None and w.start is not None and w.grain not in ("minute", "hour")),
        None,
    )
    if days is None or days.start is None:
        return None
    first = days.start.astimezone(zone).date()
    length = None if days.end is None else days.end - days.start
    if length is not None and length <= timedelta(days=1):
        return wish_at(datetime.combine(first, moment.time(), zone), zone)
    if length == _WEEK:
        day = first + timedelta(days=(moment.weekday() - first.weekday()) % 7)
        day += _WEEK if day == moment.date() else timedelta()
        return wish_at(datetime.combine(day, moment.time(), zone), zone)
    return days.model_copy(update={"daily_from": moment.time(), "daily_to": None})
