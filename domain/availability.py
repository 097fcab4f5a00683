"""Free times: working hours, minus holidays, minus what is taken, cut into slots. Pure; UTC in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge

from domain.appointment import TimeSlot
from domain.business import Business, Practitioner, Service
from domain.business.booking import WEEKDAYS


@dataclass(frozen=True)
class Busy:
    """A stretch in which a practitioner cannot be booked; aware UTC, half-open."""

    practitioner_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class SlotQuery:
    """What to look for. `start` and `end` are aware; `daily_*` is local wall time on every day of the range."""

    service_id: str
    start: datetime
    end: datetime
    daily_from: time | None = None
    daily_to: time | None = None
    exclude: frozenset[date] = frozenset()
    spans: tuple[tuple[datetime, datetime], ...] = ()
    """When there are any, a slot starts in one of them; half-open."""
    practitioners: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    nearest_to: datetime | None = None
    """The exact moment the customer wished for; slots close to it come first."""
    skip: frozenset[datetime] = frozenset()
    """Starts that were shown and not taken."""
    online: bool = False
    """By video: any branch will do."""
    avoid: tuple[tuple[datetime, datetime], ...] = ()
    """When the customer is here already: nobody has two visits at once."""


@dataclass
class DayHours:
    """One practitioner's working stretch at one branch on one day, UTC."""

    practitioner_id: str
    branch_id: str
    starts_at: datetime
    ends_at: datetime
    busy: list[Busy] = field(default_factory=list)


@lru_cache(maxsize=64)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays(country, years=year))


def is_closed(business: Business, day: date) -> bool:
    """Whether the whole business is shut on that local day."""
    profile = business.profile
    if day in profile.closed:
        return True
    if not profile.public_holidays or day in profile.open_despite_holiday:
        return False
    return day in _public_holidays(profile.country, day.year)


def _working(business: Business, practitioner: Practitioner, day: date) -> Iterator[DayHours]:
    if day in practitioner.days_off or is_closed(business, day):
        return
    weekday = WEEKDAYS[day.weekday()]
    for stretch in practitioner.hours:
        if weekday not in stretch.days:
            continue
        for opening in business.branch_by_id[stretch.branch].hours:
            if weekday not in opening.days:
                continue
            opens, closes = max(stretch.opens, opening.opens), min(stretch.closes, opening.closes)
            if opens < closes:
                yield DayHours(
                    practitioner.id,
                    stretch.branch,
                    datetime.combine(day, opens, business.zone).astimezone(UTC),
                    datetime.combine(day, closes, business.zone).astimezone(UTC),
                )


def _cut(business: Business, service: Service, hours: DayHours, query: SlotQuery) -> Iterator[TimeSlot]:
    length = timedelta(minutes=service.duration_minutes)
    step = timedelta(minutes=business.profile.booking.slot_step_minutes)
    at, opens, closes = hours.starts_at, hours.starts_at, hours.ends_at
    busy = [(b.starts_at, b.ends_at) for b in hours.busy if b.starts_at < closes and b.ends_at > opens]
    busy += [(begins, ends) for begins, ends in query.avoid if begins < closes and ends > opens]
    any_hour = query.daily_from is None and query.daily_to is None and not query.spans
    while at + length <= closes and at < query.end:
        fits = query.start <= at and at not in query.skip and (any_hour or _hour_fits(business, at, query))
        if fits and not any(begins < at + length and ends > at for begins, ends in busy):
            yield TimeSlot(
                service_id=service.id,
                practitioner_id=hours.practitioner_id,
                branch_id=hours.branch_id,
                starts_at=at,
                ends_at=at + length,
                online=query.online,
            )
        at += step


def _hour_fits(business: Business, at: datetime, query: SlotQuery) -> bool:
    if query.spans and not any(begins <= at < ends for begins, ends in query.spans):
        return False
    local = at.astimezone(business.zone).time()
    return (query.daily_from is None or local >= query.daily_from) and (
        query.daily_to is None or local < query.daily_to
    )


def find_slots(
    business: Business, query: SlotQuery, busy: Iterable[Busy], now: datetime
) -> Iterator[TimeSlot]:
    """Every free slot of the query in order of time, lazily: take as many as are needed.

    Respects the notice and the horizon of the booking rules (R14: only real slots are offered).
    """
    service = business.service_by_id[query.service_id]
    rules = business.profile.booking
    start = max(query.start, now + timedelta(minutes=rules.notice_minutes))
    end = min(query.end, now + timedelta(days=rules.horizon_days))
    bounded = SlotQuery(**{**query.__dict__, "start": start, "end": end})
    taken: dict[str, list[Busy]] = {}
    for one in busy:
        taken.setdefault(one.practitioner_id, []).append(one)
    who = [p for p in service.practitioners if not query.practitioners or p in query.practitioners]
    day = start.astimezone(business.zone).date()
    last = end.astimezone(business.zone).date()
    while day <= last:
        if day not in query.exclude:
            streams = []
            for practitioner_id in who:
                practitioner = business.practitioner_by_id[practitioner_id]
                for hours in _working(business, practitioner, day):
                    if query.branches and not query.online and hours.branch_id not in query.branches:
                        continue
                    hours.busy = taken.get(practitioner_id, [])
                    streams.append(_cut(business, service, hours, bounded))
            yield from merge(*streams, key=lambda s: (s.starts_at, s.practitioner_id))
        day += timedelta(days=1)


def opening_after(business: Business, moment: datetime) -> datetime:
    """`moment` itself while any branch is open, else the next opening; aware UTC."""
    local = moment.astimezone(business.zone)
    for offset in range(60):
        day = local.date() + timedelta(days=offset)
        if is_closed(business, day):
            continue
        stretches = sorted(
            (h.opens, h.closes)
            for branch in business.profile.branches
            for h in branch.hours
            if WEEKDAYS[day.weekday()] in h.days
        )
        for opens, closes in stretches:
            opens_at = datetime.combine(day, opens, business.zone)
            closes_at = datetime.combine(day, closes, business.zone)
            if local < closes_at:
                return max(local, opens_at).astimezone(UTC)
    return moment.astimezone(UTC)


def answer_due(business: Business, now: datetime, minutes: int) -> datetime:
    """When a person can honestly be expected to have answered: `minutes` of opening time from now (R65)."""
    left = timedelta(minutes=minutes)
    at = opening_after(business, now)
    for _ in range(60):
        closes = _closing_of(business, at)
        if at + left <= closes:
            return at + left
        left -= closes - at
        at = opening_after(business, closes + timedelta(seconds=1))
    return at


def _closing_of(business: Business, moment: datetime) -> datetime:
    local = moment.astimezone(business.zone)
    closings = [
        datetime.combine(local.date(), h.closes, business.zone)
        for branch in business.profile.branches
        for h in branch.hours
        if WEEKDAYS[local.weekday()] in h.days
    ]
    later = [c for c in closings if c > local]
    return (max(later) if later else local + timedelta(hours=1)).astimezone(UTC)
