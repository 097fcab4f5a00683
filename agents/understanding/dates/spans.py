"""Days and moments as values, and the calendar's arithmetic."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.reading import Grain


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, half-open. `weekday` is set when only a weekday was named. `start` None: the date cannot exist.

    `every` names weekdays meant in general ("по будням"), without a date.
    """

    start: date | None
    end: date | None
    grain: Grain = "day"
    weekday: int | None = None
    every: tuple[int, ...] = ()
    misnamed: date | None = None
    """The date said with a weekday that it is not."""
    tail: bool = False
    """The end of something: what is "until" it goes until its last day."""
    today_too: bool = False
    """A weekday that is also today's: with an hour still ahead, today is meant."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment counted from now ("через 2 часа"), or a stretch up to `until` ("last 10 minutes"). `now`: now itself."""

    at: datetime
    grain: Grain = "minute"
    until: datetime | None = None
    now: bool = False


def one_day(day: date, weekday: int | None = None) -> Days:
    return Days(day, day + timedelta(days=1), "day", weekday)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_days(first: date, grain: Grain = "month") -> Days:
    return Days(first, add_months(first, 1), grain)


_FAR_DAYS = 60
"""Nobody books by weekday and number so far ahead: there it was a slip."""


def weekday_dated(weekday: int, day: int, today: date) -> Days | None:
    """The next day of that number that is also that weekday ("Tuesday the 2nd"), or the last when it was just now."""
    if 1 <= day <= today.day and (past := today.replace(day=day)).weekday() == weekday:
        return one_day(past, weekday)
    for ahead in range(48):
        first = add_months(today.replace(day=1), ahead)
        if 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if found >= today and found.weekday() == weekday:
                near = day_of_month(day, today) if (found - today).days > _FAR_DAYS else None
                return replace(one_day(found, weekday), misnamed=near.start if near is not None else None)
    return None


_RECENT_DAYS = 31


def dated(day: int, month: int, year: int | None, today: date) -> Days:
    """That date; without a year the next one, or the last one when that was less than a month ago.

    Days(None, None) when no calendar has it.
    """
    if year is not None:
        year = year + (2000 if year < 70 else 1900) if year < 100 else year
        valid = 1 <= month <= 12 and 1900 <= year <= 2200 and 1 <= day <= calendar.monthrange(year, month)[1]
        return one_day(date(year, month, day)) if valid else Days(None, None)
    for candidate in range(today.year - (today.month < 3), today.year + 5):
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(candidate, month)[1]:
            found = date(candidate, month, day)
            if found >= today - timedelta(days=_RECENT_DAYS):
                return one_day(found)
    return Days(None, None)


def day_of_month(day: int, today: date) -> Days | None:
    """The next day with that number, today included."""
    if not 1 <= day <= 31:
        return None
    for ahead in range(3):
        first = add_months(today.replace(day=1), ahead)
        if day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return one_day(first.replace(day=day))
    return None
