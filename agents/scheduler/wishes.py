"""From wished times to a calendar query. All wall time is the business's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.scheduler.frame import SchedulerFrame
from domain.appointment import TimeSlot
from domain.availability import SlotQuery
from domain.business import Business, Service
from domain.reading import Reading, Shift, TimeWindow
from domain.speech import SpeechAct

_LOOK_AHEAD = timedelta(days=21)
"""How far to look when the customer named no day."""


def merge_wish(old: TimeWindow | None, found: Sequence[TimeWindow]) -> TimeWindow | None:
    """The wish after this message: a new day replaces the old one, a bare hour refines it."""
    wish = old
    for window in found:
        if window.impossible or any(_says_less(window, hour) for hour in found):
            continue
        if window.start is None and window.end is None and wish is not None:
            if window.exclude and _is_one_day(wish):  # "any day except Friday", after a day was named
                wish = wish.model_copy(update={"start": None, "end": None, "grain": "day"} | _hours_of(wish))
            until = (
                window.daily_to is not None and wish.grain == "minute"
            )  # "before 18": of that day, not at that moment
            hours = window.daily_from is not None or until
            wish = wish.model_copy(
                update={
                    "daily_from": window.daily_from or (None if until else wish.daily_from),
                    "daily_to": window.daily_to or wish.daily_to,
                    "exclude": [*wish.exclude, *window.exclude],
                    "spans": [] if window.daily_from else wish.spans,
                    "grain": window.grain if hours else wish.grain,
                    "start": _midnight(wish.start) if hours else wish.start,
                    "end": _next_midnight(wish) if hours else wish.end,
                }
            )
        elif wish is not None and wish.start is None and wish.end is None and window.grain == "day":
            wish = window.model_copy(
                update={
                    "daily_from": window.daily_from or wish.daily_from,
                    "daily_to": window.daily_to or wish.daily_to,
                    "exclude": [*window.exclude, *wish.exclude],
                }
            )
        else:
            wish = window
    return wish


def _says_less(window: TimeWindow, hour: TimeWindow) -> bool:
    """Whether `window` only bounds the day of an hour by the clock that is named beside it: "half past five, I have to be
    home by seven", "Friday at 3, I work till 2"."""
    by_the_clock = hour.grain == "minute" and not hour.impossible and not window.exclude
    if not by_the_clock or (window.grain == "minute" and _is_a_moment(window)):
        return False
    if window.start is None and window.end is None:
        one_side = (window.daily_from is None) != (window.daily_to is None)
        return one_side and (hour.start is not None or hour.daily_to is not None)
    if hour.start is None or window.start is None or window.end is None or window.daily_from is not None:
        return False
    return window.grain != "day" and window.start <= hour.start < window.end


def _is_a_moment(wish: TimeWindow) -> bool:
    if wish.start is not None and wish.end is not None:
        return wish.end - wish.start <= timedelta(minutes=1)
    return wish.daily_from is not None and _is_point(wish.daily_from, wish.daily_to)


def _hours_of(wish: TimeWindow) -> dict[str, time]:
    """Which hours of its day are wished for, where it is not the whole day: they hold for another one, too."""
    if wish.start is None or wish.end is None or wish.daily_from is not None or wish.start.time() == time(0):
        return {}
    return {"daily_from": wish.start.time(), "daily_to": wish.end.time()}


def with_hours_of(old: TimeWindow, day: TimeWindow) -> TimeWindow:
    """ "And tomorrow?", after an evening was wished for: the evening of that day. `day` as it is where it is no day, or where
    no hours were wished for, or one moment was."""
    whole = day.grain == "day" and _is_one_day(day) and day.daily_from is None and day.daily_to is None
    if not whole or day.exclude or old.grain == "minute":
        return day
    hours: dict[str, time] = _hours_of(old)
    if old.daily_from is not None or old.daily_to is not None:
        hours = {"daily_from": old.daily_from or time(0), "daily_to": old.daily_to or time(0)}
    return day.model_copy(update={bound: hour for bound, hour in hours.items() if hour != time(0)})


def days_that_are_none(reading: Reading) -> list[SpeechAct]:
    """What is said about a date that does not exist or is another weekday, or is over while no other time is wished for.

    Only a date with its number: "I was there yesterday" names no wish.
    """
    windows = reading.entities.windows
    for window in windows:
        if window.impossible:
            return [SpeechAct(say="date-impossible", values={"words": window.text})]
    other = next((w for w in reading.entities.wishes if w.misnamed is not None), None)
    if other is not None and other.misnamed is not None:
        return [SpeechAct(say="date-other-weekday", values={"day": other.misnamed})]
    over = next((w for w in windows if w.passed and any(c.isdigit() for c in w.text)), None)
    if over is None or over.grain != "day" or reading.entities.wishes:
        return []
    return [SpeechAct(say="date-passed", values={"words": over.text})]


def shifted(frame: SchedulerFrame, shift: Shift, zone: ZoneInfo) -> dict[str, object]:
    """What "later", "earlier", "another day", "another doctor" or "the soonest" changes, seen from the time chosen or
    those shown."""
    shown = [frame.slot] if frame.slot is not None else frame.offered
    if shift == "soonest":
        wished = (
            frame.window if shown and frame.window is not None and frame.window.start is not None else None
        )
        return {
            "window": wished,
            "slot": None,
            "shift": shift,
        }  # of the day they named, where its times are shown
    if not shown:
        return {}
    if shift == "other_person":
        people = _one_more(frame.not_by, [s.practitioner_id for s in shown])
        return {"practitioner_id": None, "not_by": people, "slot": None, "shift": shift}
    if shift == "other_place":
        places = _one_more(frame.not_at, [s.branch_id for s in shown])
        return {"branch_id": None, "not_at": places, "slot": None, "shift": shift}
    return {"window": _shifted_window(frame, shift, shown, zone), "slot": None, "shift": shift}


def _one_more(before: list[str], shown: list[str]) -> list[str]:
    """What is not wished for any more: what all shown times have, or the first of them has."""
    return [*before, shown[0]] if shown[0] not in before else before


def _shifted_window(
    frame: SchedulerFrame, shift: Shift, shown: Sequence[TimeSlot], zone: ZoneInfo
) -> TimeWindow:
    moments = sorted(s.starts_at.astimezone(zone) for s in shown)
    days = sorted({m.date() for m in moments})
    wish = frame.window or TimeWindow(text="")
    if shift == "other_day":
        hours = {} if frame.slot is not None else {"daily_from": wish.daily_from, "daily_to": wish.daily_to}
        return TimeWindow(text="", exclude=sorted({*wish.exclude, *days}), **hours)
    if shift == "earlier":
        named_day = len(days) == 1 and wish.start is not None
        start = datetime.combine(days[0], time(), zone) if named_day else None
        return TimeWindow(text="", start=start, end=moments[0], exclude=wish.exclude)
    start = datetime.combine(days[0], time(), zone)
    after = max(m.time() for m in moments)
    end = start + timedelta(days=1) if len(days) == 1 else None
    later = (datetime.combine(days[0], after) + timedelta(minutes=1)).time()
    return TimeWindow(text="", start=start, end=end, daily_from=later, exclude=wish.exclude)


def _is_one_day(wish: TimeWindow) -> bool:
    return wish.start is not None and wish.end is not None and wish.end - wish.start <= timedelta(days=1)


def _midnight(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _next_midnight(wish: TimeWindow) -> datetime | None:
    if wish.start is not None and wish.grain in ("minute", "hour"):
        midnight = _midnight(wish.start)
        return None if midnight is None else midnight + timedelta(days=1)
    return wish.end


def exact_moment(wish: TimeWindow | None, zone_day: date | None, business: Business) -> datetime | None:
    """The one moment the customer asked for ("завтра в 15:00"), or None when a range was meant."""
    if wish is None or wish.grain not in ("minute", "hour"):
        return None
    if wish.start is not None and wish.daily_from is None:
        length = None if wish.end is None else wish.end - wish.start
        return wish.start if length is not None and length <= timedelta(hours=1) else None
    if wish.daily_from is not None and _is_point(wish.daily_from, wish.daily_to):
        day = wish.start.astimezone(business.zone).date() if wish.start is not None else zone_day
        return None if day is None else datetime.combine(day, wish.daily_from, business.zone)
    return None


def closest_to_wish(frame: SchedulerFrame, business: Business) -> TimeSlot:
    """Of the times shown, the one nearest to the moment wished for; the first where none was."""
    moment = exact_moment(frame.window, None, business)
    if moment is None:
        return frame.offered[0]
    return min(frame.offered, key=lambda slot: (abs(slot.starts_at - moment), slot.starts_at))


def _is_point(daily_from: time, daily_to: time | None) -> bool:
    if daily_to is None:
        return False
    minutes = (daily_to.hour - daily_from.hour) * 60 + daily_to.minute - daily_from.minute
    return 0 <= minutes <= 60


def to_query(frame: SchedulerFrame, service_id: str, now: datetime, business: Business) -> SlotQuery:
    """The query for the frame's wish. An exact moment searches its whole day, nearest first."""
    wish = frame.window
    start, end = now, now + _LOOK_AHEAD
    daily_from = daily_to = None
    exclude: frozenset[date] = frozenset()
    moment = exact_moment(wish, None, business)
    if wish is not None:
        exclude = frozenset(wish.exclude)
        if moment is not None:
            start = moment.astimezone(business.zone).replace(hour=0, minute=0, second=0, microsecond=0)
            end = start + timedelta(days=1)
        else:
            start = wish.start or now
            if wish.end is not None:
                end = wish.end
            elif wish.start is not None and wish.grain in ("minute", "hour"):
                local = wish.start.astimezone(business.zone)
                end = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
            elif wish.start is not None:
                end = wish.start + _LOOK_AHEAD
            daily_from, daily_to = wish.daily_from, wish.daily_to
            if daily_from is not None and _is_point(daily_from, daily_to):
                daily_to = None
    return SlotQuery(
        service_id=service_id,
        start=max(start, now),
        end=max(end, now),
        daily_from=daily_from,
        daily_to=daily_to,
        exclude=exclude,
        spans=tuple(wish.spans) if wish is not None else (),
        practitioners=wished_people(frame, business.service_by_id[service_id]),
        branches=wished_places(frame, business),
        nearest_to=moment,
        skip=frozenset(frame.refused),
        online=bool(frame.online),
    )


def wished_people(frame: SchedulerFrame, service: Service) -> frozenset[str]:
    """Who may do it; empty: anybody."""
    if frame.practitioner_id is not None:
        return frozenset({frame.practitioner_id})
    return frozenset(set(service.practitioners) - set(frame.not_by)) if frame.not_by else frozenset()


def wished_places(frame: SchedulerFrame, business: Business) -> frozenset[str]:
    """Where it may be; empty: anywhere."""
    if frame.branch_id is not None:
        return frozenset({frame.branch_id})
    others = {b.id for b in business.profile.branches} - set(frame.not_at)
    return frozenset(others) if frame.not_at else frozenset()


def on_other_days(query: SlotQuery, now: datetime, zone: ZoneInfo) -> SlotQuery:
    """The same hours on whatever day: what to look at first when nothing fits."""
    moment = query.nearest_to
    daily_from = moment.astimezone(zone).time() if moment is not None else query.daily_from
    return replace(widened(query, now), nearest_to=None, daily_from=daily_from, daily_to=query.daily_to)


def widened(query: SlotQuery, now: datetime) -> SlotQuery:
    """The same wish without its day and hours: what to look at when nothing fits on other days, either."""
    return SlotQuery(
        service_id=query.service_id,
        start=max(query.start, now),
        end=max(query.start, now) + _LOOK_AHEAD,
        practitioners=query.practitioners,
        branches=query.branches,
        exclude=query.exclude,
        nearest_to=query.nearest_to,
        skip=query.skip,
        online=query.online,
        avoid=query.avoid,
    )
