""" "I can't come": new times at once, moved in one step (R19, R21)."""

from __future__ import annotations

from collections.abc import Sequence

from agents.scheduler import phrases
from agents.scheduler.booking import at_moment, book, offer_slots, slot_lost
from agents.scheduler.for_whom import of_visitor
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.modes import visits_meant
from agents.scheduler.party import read_party
from agents.scheduler.questions import ask_customer
from agents.scheduler.second_choice import first_to_be_had
from agents.scheduler.wishes import exact_moment, to_query
from agents.turn_context import TurnContext
from domain.appointment import Appointment, TimeSlot
from domain.conversation import NextStep
from domain.speech import SpeechAct
from domain.step import BookAppointment, Step


async def move(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Offer three new times for the visit; choosing one of them moves it."""
    appointment = await which_appointment(turn, frame)
    if isinstance(appointment, Step):
        return appointment
    online = appointment.online if frame.online is None else frame.online
    frame = frame.model_copy(
        update={"appointment_id": appointment.id, "service_id": appointment.service_id, "online": online}
    )
    service = turn.business.service_by_id[appointment.service_id]
    frame, told = await first_to_be_had(turn, frame, service.id)
    wished = frame.slot or await _wished_slot(turn, frame, service.id)
    if wished is not None:
        return await _move_to(turn, frame.model_copy(update={"slot": wished}), appointment, wished, told)
    step = await offer_slots(turn, frame, service, told)
    asked_already = turn.pending is not None and turn.pending.field in ("move_slot", "move_yes")
    if asked_already and not turn.resuming and step.pending is not None and step.pending.field == "slot":
        return step.model_copy(update={"pending": step.pending.model_copy(update={"field": "move_slot"})})
    rule = [] if turn.resuming else _late_rule(turn, appointment)
    first = SpeechAct(say="move-choose", values={"when": appointment.starts_at, "service": service.name})
    if step.pending is not None and step.pending.field == "slot":
        pending = step.pending.model_copy(update={"field": "move_slot"})
        return step.model_copy(update={"acts": [first, *rule, *step.acts], "pending": pending})
    return step


async def move_back(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """ "Put it back as it was": the time before the last move, read back; without one, the visit stays where it is
    while a move is being talked about, else new times are offered."""
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    if not own:
        taken_back = await take_back(turn)
        if taken_back is not None or turn.business.support.takes_returns:
            return taken_back or Step(hand_off="support")  # goods may be meant
        return await move(turn, SchedulerFrame(mode="move", name=frame.name, phone=frame.phone))
    talking = frame.mode == "move" and turn.pending is not None
    former = None if talking else await turn.calendar.time_given_up(turn.situation.contact.id)
    moved = next((a for a in own if former is not None and a.service_id == former.service_id), None)
    if former is not None and moved is not None:
        back = SchedulerFrame(
            mode="move",
            appointment_id=moved.id,
            service_id=moved.service_id,
            slot=former,
            name=frame.name,
            phone=frame.phone,
        )
        return await move(turn, back)
    visit = next((a for a in own if a.id == frame.appointment_id), own[0])
    if talking:
        values = phrases.slot_values(turn.business, visit)
        return Step(acts=[SpeechAct(say="cancel-kept", values=values)], frame={}, outcome="resolved")
    return await move(turn, SchedulerFrame(mode="move", name=frame.name, phone=frame.phone))


async def take_back(turn: TurnContext) -> Step | None:
    """ "Don't cancel!" after it was done: the time is read back to be booked again. None when nothing was cancelled."""
    own = {a.service_id for a in turn.situation.appointments if a.status == "booked"}
    former = await turn.calendar.time_given_up(turn.situation.contact.id)
    if former is None or former.service_id in own or former.service_id not in turn.business.service_by_id:
        return None
    contact = turn.situation.contact
    frame = SchedulerFrame(
        mode="book", service_id=former.service_id, slot=former, name=contact.name, phone=contact.phone
    )
    told = [SpeechAct(say="cancel-done-already")]
    if not await turn.calendar.is_free(former, holder=turn.case_id):
        frame = frame.model_copy(update={"slot": None})
    return await book(turn, frame, prefix=told)


async def _wished_slot(turn: TurnContext, frame: SchedulerFrame, service_id: str) -> TimeSlot | None:
    """The very moment the customer named in free words, when it is free."""
    moment = exact_moment(frame.window, None, turn.business)
    if moment is None:
        return None
    query = to_query(frame, service_id, turn.now, turn.business)
    return at_moment(await turn.calendar.find_free(query, holder=turn.case_id, count=1), moment)


async def _move_to(
    turn: TurnContext,
    frame: SchedulerFrame,
    appointment: Appointment,
    slot: TimeSlot,
    said: Sequence[SpeechAct] = (),
) -> Step:
    business = turn.business
    if not await turn.calendar.is_free(slot, holder=turn.case_id):
        return await slot_lost(turn, frame)
    chosen_from_list = turn.answered("move_slot") == slot.id
    if chosen_from_list or turn.answered("move_yes") == "yes":
        price = phrases.price_of(business, business.service_by_id[slot.service_id])
        values = phrases.slot_values(business, slot) | {"old": appointment.starts_at}
        token = appointment.calendar_token or turn.calendar.new_file_token()
        link = turn.calendar.file_link(token) if token else None
        return Step(
            acts=[SpeechAct(say="move-done", values=values), *phrases.calendar_file(link)],
            actions=[
                BookAppointment(
                    slot=slot,
                    price=price,
                    moves=appointment.id,
                    for_whom=appointment.for_whom,
                    calendar_token=token,
                    remind_at=phrases.reminders(business, slot, turn.now),
                )
            ],
            frame={},
            outcome="rescheduled",
            next_step=NextStep(what="appointment", owner="customer", due_at=slot.starts_at),
        )
    values = phrases.slot_values(business, slot) | {"old": appointment.starts_at}
    options = [phrases.YES, phrases.CHANGE]
    told = turn.pending is not None and turn.pending.field in ("move_slot", "move_yes")
    rule = [] if told else _late_rule(turn, appointment)
    read_back = SpeechAct(say="move-read-back", values=values, options=options)
    return ask_customer(
        turn, frame, [*said, *rule, read_back], field="move_yes", kind="yes_no", subject=slot.id
    )


def _late_rule(turn: TurnContext, appointment: Appointment) -> list[SpeechAct]:
    """What a change this late means, said politely before it is made (R22); nothing while it is free."""
    if phrases.is_free_to_cancel(turn.business, appointment.starts_at, turn.now):
        return []
    hours = turn.business.profile.booking.free_cancellation_hours
    return [SpeechAct(say="move-late", values={"hours": hours})]


async def which_appointment(turn: TurnContext, frame: SchedulerFrame) -> Appointment | Step:
    """The visit that is meant: the only one, the one named, or a question. Only the contact's own are looked at."""
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    if frame.appointment_id is not None:
        named = next((a for a in own if a.id == frame.appointment_id), None)
        if named is not None:
            return named
    if not own:
        fresh = SchedulerFrame(mode="book", window=frame.window, name=frame.name, phone=frame.phone)
        former = await turn.calendar.time_given_up(turn.situation.contact.id)
        if former is not None and former.service_id in turn.business.service_by_id:
            return await book(turn, fresh.model_copy(update={"service_id": former.service_id}))
        return await book(turn, fresh, prefix=[SpeechAct(say="no-appointments")])
    keeps = read_party(turn.reading).keep  # "cancel it, but leave the cleaning": that one is not meant
    meant = own if keeps else visits_meant(turn, frame)
    if len(meant) == 1:
        return meant[0]
    visitors = of_visitor(turn, own)
    if len(visitors) == 1:
        return visitors[0]
    shown = own[:4]
    options = [phrases.appointment_option(turn.business, a) for a in shown]
    lines = [SpeechAct(say="appointment-line", values=phrases.slot_values(turn.business, a)) for a in shown]
    act = SpeechAct(say="which-appointment", lines=lines, options=options)
    return ask_customer(turn, frame, [act], field="appointment", kind="choice")
