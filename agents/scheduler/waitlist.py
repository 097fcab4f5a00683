"""A full day: a place on the waiting list, kept with what is wanted and the customer's consent; and the time that got
free, offered to them before anybody else (R23)."""

from __future__ import annotations

from agents.scheduler import phrases, phrases_together
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.questions import ask_customer
from agents.turn_context import TurnContext
from domain.appointment import TimeSlot
from domain.reading import TimeWindow
from domain.speech import SpeechAct, Value
from domain.step import BookAppointment, Step, StoreRecord

FIELD = "waitlist_yes"


def ask_consent(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Read back what is waited for; writing to the customer later needs their yes."""
    options = [phrases.YES, phrases.NO]
    act = SpeechAct(say="waitlist-ask", values=_values(turn, frame), options=options)
    return ask_customer(turn, frame, [act], field=FIELD, kind="yes_no")


def put_on_list(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Store the wish. The case ends as agreed: we write when a time gets free."""
    wish = frame.window or TimeWindow(text="")
    services = frame.visits() or [str(frame.service_id)]
    fields = {
        "service": " + ".join(services),
        "people": str(frame.people),
        "from": wish.start.isoformat() if wish.start else "",
        "to": wish.end.isoformat() if wish.end else "",
        "daily_from": f"{wish.daily_from:%H:%M}" if wish.daily_from else "",
        "daily_to": f"{wish.daily_to:%H:%M}" if wish.daily_to else "",
        "practitioner": frame.practitioner_id or "",
        "branch": frame.branch_id or "",
        "name": frame.name or turn.known_name or "",
        "phone": frame.phone or turn.known_phone or "",
        "channel": turn.situation.conversation.channel,
        "consent": "yes",
    }
    kept = {key: value for key, value in fields.items() if value}
    record = StoreRecord(
        tool="crm.waitlist",
        fields=kept,
        summary=f"{kept['service']}: {kept.get('from', 'any day')}",
        tags=["waitlist"],
    )
    acts = [SpeechAct(say="waitlist-stored", values=_values(turn, frame))]
    return Step(acts=acts, actions=[record], frame={}, outcome="follow_up_agreed")


async def offer(turn: TurnContext) -> Step:
    """A time got free: read it back, hold it for the minutes the owner gives, book on a yes. Nobody is interrupted."""
    data = (turn.event.payload.get("data") or {}) if turn.event is not None else {}
    slot = TimeSlot.model_validate(data["slot"])
    asked = turn.pending is not None or turn.other_pending is not None
    staff = turn.situation.conversation.owner == "staff"
    if asked or staff or turn.situation.contact.opted_out:
        return Step(keep_pending=True, why=["not now: something else is being talked about"])
    if not await turn.calendar.is_free(slot, holder=turn.case_id):
        return Step(keep_pending=True, why=["it is taken again"])
    business = turn.business
    service = business.service_by_id[slot.service_id]
    minutes = business.profile.booking.waitlist_minutes
    options = [phrases.YES, phrases.NO]
    values = phrases.slot_values(business, slot) | {
        "price": phrases.price_shown(business, service),
        "deposit": phrases.deposit_shown(business, service),
        "minutes": minutes,
    }
    frame = SchedulerFrame(mode="book", service_id=service.id, slot=slot, prices_told=True, waited=True)
    hold = BookAppointment(
        slot=slot, price=phrases.price_of(business, service), status="held", hold_minutes=minutes
    )
    offer = SpeechAct(say="waitlist-offer", values=values, options=options)
    return ask_customer(
        turn, frame, [offer], field="book_yes", kind="yes_no", actions=[hold], subject=slot.id
    )


def declined() -> Step:
    """The time goes to the next; the customer waits on for another."""
    return Step(acts=[SpeechAct(say="waitlist-declined")], frame={}, outcome="follow_up_agreed")


def passed_on() -> Step:
    """No answer while it was held."""
    return Step(acts=[SpeechAct(say="waitlist-passed")], frame={}, outcome="follow_up_agreed")


def _values(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Value]:
    business = turn.business
    ids = frame.visits() or [str(frame.service_id)]
    services = [business.service_by_id[s] for s in ids]
    name: Value = services[0].name if len(services) == 1 else phrases_together.together_name(services)
    day = frame.window.start if frame.window is not None else None
    return {"service": name, "day": day or turn.now}
