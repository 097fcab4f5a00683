"""The hours a customer wishes for ("not before six"): kept when their day has none free, and named when no day has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.narrowing import anyone_anywhere
from agents.scheduler.wishes import widened
from agents.turn_context import TurnContext
from domain.appointment import TimeSlot
from domain.availability import SlotQuery
from domain.reading import TimeWindow
from domain.speech import SpeechAct

_CLOSE_HOURS = (1, 2, 3)
"""How far from the hours wished for a time still counts as close to them, nearest first."""
_MIDNIGHT = time(0)
_NOTHING_FITS = ("book-day-full", "book-nothing-fits")


@dataclass(frozen=True, slots=True)
class Hours:
    """Local wall time on every day; None is open. `day`: a moment of the day that was named, aware."""

    lo: time | None
    hi: time | None
    day: datetime | None

    @property
    def side(self) -> str:
        """Which side was bounded: "after", "before", or "those" for a stretch."""
        return "after" if self.hi is None else "before" if self.lo is None else "those"


def hours_wished(wish: TimeWindow | None, zone: ZoneInfo) -> Hours | None:
    """The hours of a wish that is no exact moment; None where any hour of its days will do."""
    if wish is None:
        return None
    if wish.spans:  # "today or tomorrow after six"
        hours = {(_hour(begins, zone), _hour(ends, zone)) for begins, ends in wish.spans}
        lo, hi = next(iter(hours))
        return None if len(hours) > 1 or lo == hi else Hours(lo, hi, None)
    day = wish.start if wish.start is not None and _is_a_day(wish) else None
    lo, hi = wish.daily_from, wish.daily_to
    if lo is None and hi is None and day is not None:
        lo = _hour(wish.start, zone)
        hi = _hour(wish.end, zone)
    return None if lo is None and hi is None else Hours(lo, hi, day)


async def beside_those_hours(
    turn: TurnContext, frame: SchedulerFrame, hours: Hours, query: SlotQuery, said: list[SpeechAct]
) -> tuple[list[TimeSlot], list[SpeechAct]]:
    """Nothing is free at the hours wished for: those of other days, else what is closest, and which of them it is."""
    count = turn.business.profile.booking.offers
    asked = _at_those_hours(hours, query, turn.now)
    slots = await turn.calendar.find_free(asked, holder=turn.case_id, count=count)
    act = _none_then(hours, elsewhere=bool(slots))
    if not slots and anyone_anywhere(frame) is not None:
        act = None  # somebody else may have those hours
    said = [act if act is not None and _is_of_that_day(one, hours) else one for one in said]
    for close in _close_to(hours, query, turn.now, turn.business.zone) if not slots else ():
        slots = slots or await turn.calendar.find_free(close, holder=turn.case_id, count=count)
    return slots, said


def _is_of_that_day(said: SpeechAct, hours: Hours) -> bool:
    """Whether it says that nothing fits on the day of those hours, and not on another that was a second choice."""
    day = said.values.get("day")
    return said.say in _NOTHING_FITS and (day is None or hours.day is None or day == hours.day)


def of_those_hours(said: list[SpeechAct], slots: list[TimeSlot], zone: ZoneInfo) -> list[SpeechAct]:
    """A day is not called full above times of that very day: only the hours wished for are."""
    days = {slot.starts_at.astimezone(zone).date() for slot in slots}
    return [
        act.model_copy(update={"say": "book-hours-full"})
        if act.say == "book-day-full" and _day_of(act.values["day"], zone) in days
        else act
        for act in said
    ]


def _none_then(hours: Hours, *, elsewhere: bool) -> SpeechAct | None:
    """That nothing is free at those hours: on the day named, while other days have some (`elsewhere`), or on none.

    None where what is usually said is plain enough.
    """
    if elsewhere and hours.day is None:
        return None
    hour = hours.lo if hours.side == "after" else hours.hi
    values: dict[str, object] = {"side": hours.side, "hour": hour or _MIDNIGHT}
    if elsewhere and hours.day is not None:
        return SpeechAct(say="book-hours-none", values=values | {"day": hours.day})
    return SpeechAct(say="book-hours-nowhere", values=values)


def _close_to(hours: Hours, query: SlotQuery, now: datetime, zone: ZoneInfo) -> Iterator[SlotQuery]:
    """Where to look when no day has those hours: a little earlier and later, then at any hour."""
    start = query.start if hours.day is None else _day_begins(hours.day, zone)
    any_hour = replace(widened(replace(query, start=start), now), nearest_to=None)
    if (
        hours.side == "those" and hours.day is not None
    ):  # "first thing Thursday": the day is meant at least as much
        yield replace(any_hour, end=max(start + timedelta(days=1), now))
    for away in _CLOSE_HOURS:
        lo = _moved(hours.lo, -away) if hours.lo is not None else None
        hi = _moved(hours.hi, away) if hours.hi is not None else None
        yield replace(any_hour, daily_from=lo, daily_to=hi)
    yield any_hour


def _at_those_hours(hours: Hours, query: SlotQuery, now: datetime) -> SlotQuery:
    """The same hours on whatever day."""
    return replace(widened(query, now), nearest_to=None, daily_from=hours.lo, daily_to=hours.hi)


def _day_begins(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_a_day(wish: TimeWindow) -> bool:
    return wish.start is not None and (wish.end is None or wish.end - wish.start <= timedelta(days=1))


def _hour(moment: datetime | None, zone: ZoneInfo) -> time | None:
    """The wall time of a bound; None for midnight, which bounds the day."""
    local = None if moment is None else moment.astimezone(zone).time()
    return None if local in (None, _MIDNIGHT) else local


def _moved(hour: time, hours: int) -> time:
    return time(min(23, max(0, hour.hour + hours)), hour.minute)


def _day_of(value: object, zone: ZoneInfo) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return value if isinstance(value, date) else None
