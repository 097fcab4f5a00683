"""One visit after another: what is booked next, once one of several that cannot be had at one coming is booked."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from domain.appointment import TimeSlot
from domain.reading import TimeWindow


def the_next_of(frame: SchedulerFrame, slot: TimeSlot, turn: TurnContext) -> dict[str, object]:
    """The next of the services that could not be had at one coming; times after this one are offered."""
    if not frame.later:
        return {}
    first, *later = frame.later
    after = TimeWindow(text="", start=slot.ends_at.astimezone(turn.business.zone))
    wish, *wishes = frame.later_wishes or [after]
    following = SchedulerFrame(
        mode="book",
        service_id=first,
        later=later,
        window=wish,
        later_wishes=wishes,
        name=frame.name,
        for_whom=frame.for_whom,
        of_kin=frame.of_kin,
        phone=frame.phone,
        email=frame.email,
        address=frame.address,
        zone_id=frame.zone_id,
    )
    return {"hand_off": "scheduler", "hand_frame": following.dump()}
