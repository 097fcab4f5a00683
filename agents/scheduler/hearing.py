"""What a message says about a visit: services, times, whom and where, name and phone, merged into the frame."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from agents.asked_of_us import spoken_of
from agents.scheduler.counted_wishes import at_same_hour, moment_after, window_beside, wish_at
from agents.scheduler.either import either_wish
from agents.scheduler.for_whom import names_told
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.hours import hours_wished
from agents.scheduler.modes import visits_meant
from agents.scheduler.party import read_party
from agents.scheduler.services import each_on_its_day, service_facts
from agents.scheduler.wishes import merge_wish, shifted, with_hours_of
from agents.turn_context import TurnContext
from agents.understanding.dates.bare_weekday import is_bare_weekday
from agents.understanding.dates.spans import add_months
from agents.understanding.lexicon import is_said
from agents.understanding.shifts import minutes_shifted
from domain.appointment import TimeSlot
from domain.reading import Entities, TimeWindow

_A_DAY_AND_LITTLE = 4


def merge_facts(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    """The frame with the services, times, people, places and contact details that this message names."""
    found = turn.reading.entities
    update: dict[str, object] = {}
    if found.shift not in ("other_person", "other_place"):  # "to another doctor" names no service
        update |= service_facts(turn, frame)
    each = each_on_its_day(turn, update)
    update |= each
    update |= _whom_we_spoke_of(turn, frame, str(update.get("service_id") or frame.service_id or ""))
    if turn.reading.intent == "cannot_come" and frame.mode == "move":
        update["absent"] = True
    update |= _whom_and_where(frame, found, anyone=turn.reading.intent == "anyone")
    of_both = frame.visits() and read_party(turn.reading).at_once is not None  # "both at the same time"
    beside = _displaced(turn, frame) if turn.answers is None and not of_both else None
    if beside is not None:
        update |= {"window": beside, "slot": None, "refused": []}
    elif turn.reading.intent == "cannot_come" and frame.mode != "book":
        update["window"] = _all_but(turn, frame, found.wishes)
    elif any(not w.impossible for w in found.wishes) and (
        turn.answers is None or turn.answers.partition(":")[0] in ("family", "service")
    ):
        first = [w for w in found.wishes if not w.otherwise] or found.wishes
        either = _either(turn, frame, first)
        elsewhere = frame.branch_id is not None and found.branches not in ([], [frame.branch_id])
        # "In the centre, then, in the morning": of the day that was wished for.
        context = frame.window if elsewhere else _wish_in_context(turn, frame)
        wish = either or merge_wish(context, _in_that_week(turn, frame, first))
        if wish is not None and frame.window is not None and _asks_of_a_day_alone(turn):
            wish = with_hours_of(frame.window, wish)
        offered = _offered_match(frame, turn, first)
        if wish is not None:
            update["otherwise"] = [w for w in map(partial(_refined, wish), found.wishes) if w.otherwise]
        update |= {"window": wish, "slot": offered, "refused": []} | {
            k: v for k, v in each.items() if k == "window"
        }
        if frame.offered and not turn.reading.marked and is_said(turn.reading, "any_time"):
            update["shift"] = (
                "soonest"  # "Saturday, any time", after times were shown: one of that day is taken
            )
    elif found.shift == "same_day":
        update |= _same_day(turn, frame)
    elif found.shift not in (None, "displaced") and turn.answers is None:
        by_minutes = _shifted_by(turn, frame)
        update |= {"refused": []} | (by_minutes or shifted(frame, found.shift, turn.business.zone))
    update |= names_told(turn, frame)
    if found.phones:
        update["phone"] = found.phones[0]
    if found.emails:
        update["email"] = found.emails[0]
    return frame.model_copy(update=update) if update else frame


def _either(turn: TurnContext, frame: SchedulerFrame, wishes: list[TimeWindow]) -> TimeWindow | None:
    """One wish for times that "or" stands between."""
    if not read_party(turn.reading).either:
        return None
    return either_wish(wishes, turn.now, turn.business.zone, frame.window)


def _refined(first: TimeWindow, wish: TimeWindow) -> TimeWindow:
    """The second choice: an hour alone is of the day that was wished for first."""
    refined = merge_wish(first, [wish]) if wish.start is None and not first.spans else wish
    return (refined or wish).model_copy(update={"otherwise": wish.otherwise})


def _asks_of_a_day_alone(turn: TurnContext) -> bool:
    """ "And on Friday?": a day with next to nothing beside it."""
    return "ask" in turn.reading.acts and len(turn.reading.text.split()) <= _A_DAY_AND_LITTLE


def _whom_we_spoke_of(turn: TurnContext, frame: SchedulerFrame, service_id: str) -> dict[str, object]:
    """The person whose days were told as the last word, when a booking begins with a day and nobody is named."""
    spoken = spoken_of(turn.frames, turn.now)
    begins = frame.practitioner_id is None and not frame.offered and frame.mode in (None, "book")
    if spoken.fact != "person" or spoken.practitioner is None or not begins:
        return {}
    service = turn.business.service_by_id.get(service_id)
    fits = service is None or spoken.practitioner in service.practitioners
    return {"practitioner_id": spoken.practitioner} if fits else {}


def _whom_and_where(frame: SchedulerFrame, found: Entities, *, anyone: bool) -> dict[str, object]:
    """Another person or place than the chosen time's: that time is not chosen any more."""
    update: dict[str, object] = {}
    slot = frame.slot
    if anyone:
        update["practitioner_id"] = None
    if found.practitioners:
        update["practitioner_id"] = found.practitioners[0]
        if slot is not None and slot.practitioner_id != found.practitioners[0]:
            update["slot"] = None
    if found.online is not None and found.online != bool(frame.online):
        update |= {"online": found.online, "slot": None}
    if found.branches:
        update["branch_id"] = found.branches[0]
        if slot is not None and slot.branch_id != found.branches[0]:
            update["slot"] = None
    return update


def _displaced(turn: TurnContext, frame: SchedulerFrame) -> TimeWindow | None:
    """ "A week later", "same time on Friday": counted from the time or the visit that is talked about (R21).

    None where nothing such is said, or nothing is there to count from.
    """
    told = turn.reading.entities.displaced
    base = _talked_about(turn, frame) if told is not None else None
    if told is None or base is None:
        return None
    local = base.astimezone(turn.business.zone)
    if told.days or told.months:
        day = add_months(local.date(), told.months) + timedelta(days=told.days)
        return window_beside(turn.reading.entities.wishes, day, local.time(), told, turn.business.zone)
    named = None
    if told.same_time and frame.slot is None and len(frame.offered) > 1 and frame.mode != "move":
        return _same_hours(turn, frame)
    if turn.reading.entities.shift != "other_day":
        named = at_same_hour([*turn.reading.entities.wishes, frame.window], local, turn.business.zone)
    other_day = turn.reading.entities.shift == "other_day" or frame.mode == "move"
    if named is None and told.same_time and turn.reading.intent == "as_before":
        return wish_at(local, turn.business.zone)  # "my wife wants one too, at the same time"
    if named is None and other_day:
        return TimeWindow(text="", daily_from=local.time(), exclude=[local.date()])
    return named


def _same_hours(turn: TurnContext, frame: SchedulerFrame) -> TimeWindow | None:
    """ "Same time on Friday", while several times are shown: the hours they were wished for at, on that day."""
    hours = hours_wished(frame.window, turn.business.zone)
    day = next((w for w in turn.reading.entities.wishes if w.start is not None and w.grain == "day"), None)
    if hours is None or day is None:
        return None
    return day.model_copy(update={"daily_from": hours.lo, "daily_to": hours.hi})


def _talked_about(turn: TurnContext, frame: SchedulerFrame) -> datetime | None:
    """The chosen time, the only one shown, the visit that is to be moved; else the first shown, when all are that day's."""
    own = visits_meant(turn, frame)
    shown = [s.starts_at for s in ([frame.slot] if frame.slot is not None else frame.offered)]
    one_more = turn.reading.intent == "as_before" and not shown
    if len(shown) != 1 and (frame.mode == "move" or one_more) and len(own) == 1:
        return own[0].starts_at
    same_day = len({moment.astimezone(turn.business.zone).date() for moment in shown}) == 1
    return shown[0] if same_day else None


def _same_day(turn: TurnContext, frame: SchedulerFrame) -> dict[str, TimeWindow | None]:
    """ "The same day": that of the visit that is moved, or of the next one; without one, of the time that is chosen, or the
    first shown."""
    times = [a.starts_at for a in visits_meant(turn, frame)]
    times += [slot.starts_at for slot in ([frame.slot] if frame.slot is not None else frame.offered)]
    if not times:
        return {}
    local = times[0].astimezone(turn.business.zone)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {"window": TimeWindow(text="", start=start, end=start + timedelta(days=1)), "slot": None}


def _shifted_by(turn: TurnContext, frame: SchedulerFrame) -> dict[str, object]:
    """ "An hour later" than the chosen time, the only one shown, or the visit that is to be moved."""
    shift, minutes = turn.reading.entities.shift, minutes_shifted(turn.reading.text)
    if shift not in ("later", "earlier") or minutes is None:
        return {}
    starts = [s.starts_at for s in ([frame.slot] if frame.slot is not None else frame.offered)]
    if not starts and frame.mode == "move":
        starts = [a.starts_at for a in visits_meant(turn, frame)]
    if len(starts) != 1:
        return {}
    return {"window": moment_after(starts[0], shift, minutes, turn.business.zone), "slot": None}


def _all_but(turn: TurnContext, frame: SchedulerFrame, windows: list[TimeWindow]) -> TimeWindow | None:
    """ "I can't come tomorrow": any day but the one that was named; "…, how about Saturday?": that one."""
    days = {day for w in windows for day in w.exclude}
    if days and any(w.start is not None or w.daily_from is not None for w in windows):
        return merge_wish(frame.window, windows)
    days |= {w.start.astimezone(turn.business.zone).date() for w in windows if w.start is not None}
    own = visits_meant(turn, frame)
    another_day = is_said(turn.reading, "that_day") or is_said(turn.reading, "shift_other_day")
    if not days and len(own) == 1 and another_day:
        days = {own[0].starts_at.astimezone(turn.business.zone).date()}
    return TimeWindow(text="", exclude=sorted(days)) if days else None


def _wish_in_context(turn: TurnContext, frame: SchedulerFrame) -> TimeWindow | None:
    """A bare hour ("а в 16?") means the day that is being talked about; where a visit is moved, that visit's."""
    zone = turn.business.zone
    if turn.reading.entities.shift == "same_day":  # "the same day, in the afternoon"
        return _same_day(turn, frame).get("window", frame.window)
    if frame.mode == "move" and frame.window is None and not frame.offered and frame.slot is None:
        base = _talked_about(turn, frame)
        local = base.astimezone(zone) if base is not None else None
        return None if local is None else TimeWindow(text="", start=local, end=local, grain="minute")
    if frame.slot is not None:
        start, end = frame.slot.starts_at.astimezone(zone), frame.slot.ends_at.astimezone(zone)
        return TimeWindow(text="", start=start, end=end, grain="minute")
    days = {s.starts_at.astimezone(zone).date() for s in frame.offered}
    wished = frame.window.start.astimezone(zone).date() if frame.window and frame.window.start else None
    of_any_day = len(days) > 1 and all(_is_open(w) for w in turn.reading.entities.wishes)
    if frame.offered and wished not in days and not of_any_day:
        first = frame.offered[0]
        start, end = first.starts_at.astimezone(zone), first.ends_at.astimezone(zone)
        return TimeWindow(text="", start=start, end=end, grain="minute")
    return frame.window


def _is_open(window: TimeWindow) -> bool:
    """ "After three", "before 18:00": hours of a day, no one moment."""
    return window.grain != "minute" and (window.daily_from is None or window.daily_to is None)


def _in_that_week(turn: TurnContext, frame: SchedulerFrame, wishes: list[TimeWindow]) -> list[TimeWindow]:
    """The wishes; "Thursday that week" is of the week of the time that is talked about, and a weekday alone of the week that
    was wished for, not of the coming one."""
    zone = turn.business.zone
    wished = frame.window
    spoken = [wished.start] if wished and wished.start else []
    spoken += [slot.starts_at for slot in ([frame.slot] if frame.slot is not None else frame.offered[:1])]
    if not spoken:
        return wishes
    monday = _monday_of(spoken[0].astimezone(zone).date())
    if is_said(turn.reading, "same_week"):
        return [_of_week(wish, monday, zone) for wish in wishes]
    shown = _shown_on_that_weekday(turn, frame)
    if shown is not None:
        return [_of_week(wishes[0], _monday_of(shown), zone)]
    later = (
        wished is not None
        and wished.start is not None
        and monday > _monday_of(turn.now.astimezone(zone).date())
    )
    if later and len(wishes) == 1 and is_bare_weekday(wishes[0].text, turn.reading.language):
        return [_of_week(wishes[0], monday, zone)]
    return wishes


def _shown_on_that_weekday(turn: TurnContext, frame: SchedulerFrame) -> date | None:
    """The one day shown that a weekday alone means: "Tuesday, then", of Tuesday the 1st, is not today's Tuesday."""
    wishes, zone = turn.reading.entities.wishes, turn.business.zone
    if frame.slot is not None or len(wishes) != 1 or wishes[0].start is None:
        return None
    if not is_bare_weekday(wishes[0].text, turn.reading.language):
        return None
    named = wishes[0].start.astimezone(zone).date()
    days = {slot.starts_at.astimezone(zone).date() for slot in frame.offered}
    of_weekday = {day for day in days if day.weekday() == named.weekday()}
    return of_weekday.pop() if len(of_weekday) == 1 else None


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _of_week(wish: TimeWindow, monday: date, zone: ZoneInfo) -> TimeWindow:
    """The wish of one day, on that weekday of the week that begins on `monday`."""
    if wish.start is None or wish.end is None or wish.end - wish.start > timedelta(days=1):
        return wish
    day = wish.start.astimezone(zone).date()
    there = timedelta(days=(monday - day).days + day.weekday())
    return wish.model_copy(update={"start": wish.start + there, "end": wish.end + there})


def _offered_match(frame: SchedulerFrame, turn: TurnContext, windows: list[TimeWindow]) -> TimeSlot | None:
    """ "В 13:30" after an offer means the offered slot at that hour, when exactly one fits."""
    exact = [w for w in windows if w.grain in ("minute", "hour") and not w.impossible]
    if len(exact) != 1 or not frame.offered:
        return None
    window = exact[0]
    matches = []
    chosen = frame.slot.starts_at.astimezone(turn.business.zone).date() if frame.slot is not None else None
    for slot in frame.offered:
        local = slot.starts_at.astimezone(turn.business.zone)
        if window.start is None and chosen not in (None, local.date()):
            continue  # "6 pm", where Thursday at 7 is chosen: not today's
        if window.start is not None:
            if window.start == slot.starts_at:
                matches.append(slot)
        elif window.daily_from is not None and window.daily_from == local.time():
            matches.append(slot)
    return matches[0] if len(matches) == 1 else None
