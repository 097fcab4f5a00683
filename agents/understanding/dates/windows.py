"""Wishes to windows: days and hours become moments with bounds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo

from agents.understanding.dates.clock_values import Clock, as_time
from agents.understanding.dates.spans import Days, Instant, one_day
from domain.business.booking import BookingRules
from domain.reading import Grain, TimeWindow

_MIDNIGHT = time(0)
_DAY = timedelta(days=1)


@dataclass
class Wish:
    """A day, an hour, both, or a moment, with the place in the text. `either`: offered as an alternative."""

    start: int
    end: int
    days: Days | None = None
    clock: Clock | None = None
    instant: Instant | None = None
    relation: str = "at"
    either: bool = False
    only: tuple[int, ...] = ()
    """The weekdays of the days that are meant: "Mondays in December"."""
    otherwise: bool = False
    """Wished for only where what is named before it is not to be had."""
    left: bool = False
    """The hours are what a refusal left ("till 6 I work"): an hour that is wished for takes their place."""
    excluded: list[Days] = field(default_factory=list)


def to_windows(wishes: list[Wish], text: str, now: datetime, rules: BookingRules) -> list[TimeWindow]:
    """One window per wish; the bounds are aware local time of `now`'s zone."""
    return [_marked(wish, _window(wish, text, now, rules), now) for wish in wishes]


def _marked(wish: Wish, window: TimeWindow, now: datetime) -> TimeWindow:
    """The window, told apart when nobody can come then: it ended, or it is now itself."""
    if wish.days is not None and wish.days.misnamed is not None:
        window = window.model_copy(update={"misnamed": wish.days.misnamed})
    if wish.otherwise:
        window = window.model_copy(update={"otherwise": True})
    over = window.end is not None and window.end <= now
    present = wish.instant is not None and wish.instant.now and window.start is not None
    return window.model_copy(update={"passed": True}) if over or present else window


def _window(wish: Wish, text: str, now: datetime, rules: BookingRules) -> TimeWindow:
    quoted = text[wish.start : wish.end].strip()
    exclude = _excluded(wish, now.date(), rules.horizon_days)
    if wish.instant is not None:
        return _moment(wish.instant, wish.relation, quoted, exclude)
    clock, days = wish.clock, wish.days
    if days is None and clock is not None and clock.name == "dayend" and clock.lo is None:
        days = one_day(now.date())  # "by the end of the day" is today's
    if days is None or days.every:
        if days is not None:
            horizon = (now.date() + timedelta(days=n) for n in range(rules.horizon_days))
            exclude = sorted({*exclude, *(d for d in horizon if d.weekday() not in days.every)})
        return _of_any_day(clock, quoted, exclude)
    if days.start is None or days.end is None:
        return TimeWindow(text=quoted, impossible=True, exclude=exclude)
    first, last = days.start, days.end
    if wish.only:
        span = (first + timedelta(days=n) for n in range(min((last - first).days, rules.horizon_days)))
        exclude = sorted({*exclude, *(day for day in span if day.weekday() not in wish.only)})
    if clock is not None and first == now.date() and last - first == _DAY:
        clock = _later_today(clock, now, rules)
    if days.today_too and clock is not None and wish.relation != "after" and _still_ahead(clock, now):
        first, last = now.date(), now.date() + _DAY
    zone = now.tzinfo
    hours = _hours_of(first, clock, wish.relation, zone) if clock and last - first == _DAY else None
    if hours is not None:
        start, end, grain = hours
        return TimeWindow(text=quoted, start=start, end=end, grain=grain, exclude=exclude)
    start, end = _at(first, None, zone), _at(last, None, zone)
    if wish.relation == "after":
        start, end = end, None
    elif wish.relation == "from":
        end = None
    elif wish.relation == "before":
        up_to_the_end = last - first != _DAY and (days.tail or first <= now.date())
        start, end = None, end if up_to_the_end else start
    elif wish.relation == "by":
        start = None
    return TimeWindow(
        text=quoted,
        start=start,
        end=end,
        grain=days.grain,
        daily_from=as_time(clock.lo) if clock else None,
        daily_to=as_time(clock.hi) if clock else None,
        exclude=[d for d in exclude if end is None or d < end.date()],
    )


def _of_any_day(clock: Clock | None, quoted: str, exclude: list[date]) -> TimeWindow:
    """Hours of no day in particular, or only what is ruled out."""
    if clock is None:
        return TimeWindow(text=quoted, grain="day", exclude=exclude)
    return TimeWindow(
        text=quoted,
        grain="minute" if clock.point else "hour",
        daily_from=as_time(clock.lo),
        daily_to=as_time(clock.hi),
        exclude=exclude,
    )


def _hours_of(
    day: date, clock: Clock, relation: str, zone: tzinfo | None
) -> tuple[datetime | None, datetime | None, Grain] | None:
    """Hours of one day as moments; None where the whole day bounds the wish."""
    if relation == "by" and clock.lo is not None:
        return None, _at(day, clock.hi if clock.part else clock.lo, zone), "minute"
    if relation in ("at", "from", "toward", "by", "around"):
        end = day + _DAY if clock.hi is None else day
        return _at(day, clock.lo, zone), _at(end, clock.hi, zone), "minute" if clock.point else "hour"
    if relation == "after" and clock.lo is not None:
        return _at(day, clock.lo, zone), None, "minute"
    if relation == "before":
        return None, _at(day, clock.lo if clock.point else clock.hi, zone), "minute"
    return None


def _at(day: date, minutes: int | None, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, _MIDNIGHT, tzinfo=zone) + timedelta(minutes=minutes or 0)


def _later_today(clock: Clock, now: datetime, rules: BookingRules) -> Clock:
    """ "today before 8", said at ten in the morning, is eight in the evening."""
    bound = clock.lo if clock.lo is not None else clock.hi
    half, closing = 12 * 60, rules.evening_to.hour * 60 + rules.evening_to.minute
    if clock.hinted or clock.part or bound is None or bound > now.hour * 60 + now.minute:
        return clock
    if not 60 <= bound < half or bound + half >= closing:
        return clock
    lo, hi = (
        None if minutes is None or minutes > half else minutes + half for minutes in (clock.lo, clock.hi)
    )
    return replace(clock, lo=lo, hi=hi if hi is not None or clock.hi is None else clock.hi)


def _still_ahead(clock: Clock, now: datetime) -> bool:
    """ "Saturday 9 pm", said on Saturday afternoon, is today's."""
    last = clock.lo if clock.point or clock.hi is None else clock.hi
    return last is not None and last > now.hour * 60 + now.minute


def _moment(instant: Instant, relation: str, quoted: str, exclude: list[date]) -> TimeWindow:
    """A moment, a stretch of time, or an open window from or up to a moment."""
    start: datetime | None = instant.at.replace(second=0, microsecond=0)
    end: datetime | None = instant.at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    if instant.until is not None:
        end = instant.until.replace(second=0, microsecond=0)
    elif relation in ("after", "from"):
        end = None
    elif relation in ("before", "by"):
        start, end = None, start
    return TimeWindow(text=quoted, start=start, end=end, grain="minute", exclude=exclude)


def _excluded(wish: Wish, today: date, horizon_days: int) -> list[date]:
    """Every ruled-out date; a weekday is ruled out for the whole booking horizon."""
    dates: set[date] = set()
    in_general = all(days.weekday is not None or days.every for days in wish.excluded)
    for days in wish.excluded:
        if days.every:
            ahead = (today + timedelta(days=n) for n in range(horizon_days))
            dates.update(day for day in ahead if day.weekday() in days.every)
            continue
        if days.weekday is not None and in_general and (wish.days is None or wish.days.every):
            dates.update(
                day
                for n in range(horizon_days)
                if (day := today + timedelta(days=n)).weekday() == days.weekday
            )
        elif days.start is not None and days.end is not None:
            span = 1
            if days.weekday is not None and wish.days is not None and wish.days.start and wish.days.end:
                span = (wish.days.end - wish.days.start).days
            if span > 1 and wish.days is not None and wish.days.start:
                inside = (wish.days.start + timedelta(days=n) for n in range(min(span, horizon_days)))
                dates.update(d for d in inside if d.weekday() == days.weekday)
                if not wish.days.start <= days.start:
                    continue  # "next week, but not Wednesday" is not about tomorrow
            dates.update(
                days.start + timedelta(days=n) for n in range(min((days.end - days.start).days, horizon_days))
            )
    return sorted(dates)
