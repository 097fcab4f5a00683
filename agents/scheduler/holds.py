"""A hold is over: the customer is told once, and the nearest times are offered, that one among them if it is free."""

from __future__ import annotations

from agents.scheduler import waitlist
from agents.scheduler.booking import offer_slots
from agents.scheduler.counted_wishes import wish_at
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.several import offer_plans
from agents.turn_context import TurnContext
from domain.speech import SpeechAct
from domain.step import Step

_HELD_WHILE = ("contact", "book_yes")


async def hold_over(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """What to say when the alarm of a hold rings; nothing when the customer has moved on."""
    slot = frame.slot
    waits = turn.pending is not None and turn.pending.field in _HELD_WHILE
    if slot is None or not waits or turn.situation.contact.opted_out:
        return Step(why=["nothing is held any more"], keep_pending=True)
    if frame.waited:
        return waitlist.passed_on()
    near = wish_at(slot.starts_at, turn.business.zone)
    said = [SpeechAct(say="hold-over", values={"when": slot.starts_at})]
    services = [turn.business.service_by_id[s] for s in frame.visits()]
    again = frame.model_copy(update={"slot": None, "plans": [], "window": near, "prices_told": True})
    if services:
        return await offer_plans(turn, again, services, said, take_exact=False)
    service = turn.business.service_by_id[slot.service_id]
    return await offer_slots(turn, again, service, said, take_exact=False)
