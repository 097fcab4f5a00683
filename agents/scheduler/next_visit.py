"""One visit after another: what is booked next, once one of several that cannot be had at one coming is booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from domain.appointment import TimeSlot
from domain.availability import SlotQuery
from domain.business import Service
from domain.reading import TimeWindow


def the_next_of(frame: SchedulerFrame, slot: TimeSlot, turn: TurnContext) -> dict[str, object]:
    """The next of the services that could not be had at one coming; times after this one are offered."""
    if not frame.later:
        return {}
    first, *later = frame.later
    after = TimeWindow(text="", start=slot.ends_at.astimezone(turn.business.zone))
    wish, *wishes = frame.later_wishes or [after]
    by_the_same = _in_one_call(turn, slot, first) if not frame.later_wishes else {}
    following = frame.for_another_visit(first, later=later, window=wish, later_wishes=wishes)
    following = following.model_copy(update=by_the_same)
    return {"hand_off": "scheduler", "hand_frame": following.dump()}


async def with_room_for_next(
    turn: TurnContext, frame: SchedulerFrame, service: Service, query: SlotQuery, count: int
) -> list[TimeSlot]:
    """Times for the first of several works at the customer's at which one person can do them all, one after another; empty
    where nobody can, or there is one work."""
    if frame.mode != "book" or not service.at_customer or not frame.later or frame.later_wishes:
        return []
    works = [service, *(turn.business.service_by_id[s] for s in frame.later)]
    people = set.intersection(*(set(work.practitioners) for work in works)) & set(
        query.practitioners or service.practitioners
    )
    for one in sorted(people):
        by_one = [
            replace(query, service_id=work.id, practitioners=frozenset({one}), branches=frozenset())
            for work in works
        ]
        plans = await turn.calendar.find_together(
            by_one, holder=turn.case_id, count=count, people=False, at_once=None
        )
        if plans and plans[0][0].service_id == service.id:
            return [plan[0] for plan in plans]
    return []


def _in_one_call(turn: TurnContext, slot: TimeSlot, service_id: str) -> dict[str, object]:
    """Who comes to the customer does all that they can in one call: the next work right behind the one before, read back
    at once. Empty where somebody else does it, or the customer comes to us."""
    service = turn.business.service_by_id[service_id]
    if not service.at_customer or slot.practitioner_id not in service.practitioners:
        return {}
    ends = slot.ends_at.astimezone(turn.business.zone)
    midnight = ends.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return {
        "practitioner_id": slot.practitioner_id,
        "window": TimeWindow(text="", start=ends, end=midnight),
        "shift": "soonest",
        "prices_told": True,
    }
