"""Booking a visit: service, time, contact, read-back, yes. Each step is asked only when it is still unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from agents.escalations import hand_question, hand_to_staff
from agents.estimator.facts import asks_price
from agents.estimator.unlisted import waiting_for_price
from agents.scheduler import phrases, visiting
from agents.scheduler.counted_wishes import wish_at
from agents.scheduler.for_whom import named_as, visitor_told
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.hours import beside_those_hours, hours_wished, of_those_hours
from agents.scheduler.narrowing import anyone_anywhere, without_impossible
from agents.scheduler.next_visit import the_next_of, with_room_for_next
from agents.scheduler.phrases_together import price_told
from agents.scheduler.questions import ask_contact_for, ask_customer, visitor_of
from agents.scheduler.second_choice import first_to_be_had
from agents.scheduler.several import book_several, plan_lost
from agents.scheduler.unlisted import asks_price_of_unlisted
from agents.scheduler.wishes import exact_moment, on_other_days, to_query, widened
from agents.turn_context import TurnContext
from agents.whole_offer import asks_of_everything, kinds_of_services, offer
from domain.appointment import TimeSlot
from domain.business import Business, Service, ServiceFamily
from domain.conversation import NextStep
from domain.speech import SpeechAct
from domain.step import BookAppointment, Step

_ASKED_TOO = 0.5
"""A price is asked for beside another need from this confidence."""
MENU_SIZE = 4
"""R13: two to four prices."""


async def book(turn: TurnContext, frame: SchedulerFrame, *, prefix: list[SpeechAct] | None = None) -> Step:
    """The next step of a booking, given everything known so far."""
    said = list(prefix or [])
    if turn.situation.contact.vip:
        return by_person(turn)
    open_kind = frame.open_family
    if open_kind is not None:
        return await _ask_service(turn, frame.model_copy(update={"family": open_kind}), said)
    if any(turn.business.service_by_id[s].needs_person for s in frame.visits()):
        return by_person(turn)
    at_customer = [s for s in frame.visits() if turn.business.service_by_id[s].at_customer]
    if at_customer:  # nobody comes along: one after another, each with its own master
        first, *later = frame.visits()
        frame = frame.model_copy(
            update={"service_id": first, "later": later, "parts": [], "people": 1, "named": []}
        )
    if frame.visits():
        return await book_several(turn, frame, said)
    if frame.service_id is None:
        return await _ask_service(turn, frame, said)
    service = turn.business.service_by_id[frame.service_id]
    if service.needs_person:
        return by_person(turn, [service])
    elsewhere = visiting.refused(turn, frame, service)
    if elsewhere is not None:
        return elsewhere
    if frame.slot is None:
        frame, told = await first_to_be_had(turn, frame, service.id)
        said += told
        return await offer_slots(turn, frame, service, [*said, *visiting.call_now(turn, frame, service)])
    return await _close(turn, frame, service, frame.slot, said)


async def _ask_service(turn: TurnContext, frame: SchedulerFrame, said: list[SpeechAct]) -> Step:
    business = turn.business
    family = business.family(frame.family) if frame.family else []
    family = family or [business.service_by_id[s] for s in frame.named]
    services = [s for s in family if not s.needs_person]
    if family and not services:
        return by_person(turn, family)
    if len(services) == 1:
        return await book(turn, frame.model_copy(update={"service_id": services[0].id}), prefix=said)
    kinds = (
        kinds_of_services(business)
        if not services and not turn.resuming and asks_of_everything(turn.reading)
        else []
    )
    if kinds:
        asked = phrases.ask_service(_families(business, frame)).options
        return ask_customer(turn, frame, [*said, offer(kinds, asked)], field="service", kind="choice")
    waiting = waiting_for_price(turn, time=True) if not services and turn.pending is None else None
    if waiting is not None:
        return waiting
    if not services:
        passed_on = await hand_question(turn) if asks_price_of_unlisted(turn) else None
        if passed_on is not None:
            return passed_on
        act = phrases.ask_service(_families(business, frame), price=not turn.resuming and asks_price(turn))
        return ask_customer(turn, frame, [*said, act], field="service", kind="choice")
    services = services[:MENU_SIZE]
    earliest, missed = await _first_free(turn, frame, services)
    act = phrases.service_menu(
        business, services, earliest, wish_missed=missed, brief=bool(said), together=frame.asked_together
    )
    told = frame.model_copy(update={"prices_told": True})
    return ask_customer(turn, told, [*said, act], field="service", kind="choice")


def _families(business: Business, frame: SchedulerFrame) -> list[ServiceFamily]:
    return [f for f in business.services.families if _may_be_had(business, f.id, frame)][:MENU_SIZE]


def _may_be_had(business: Business, family: str, frame: SchedulerFrame) -> bool:
    """Whether the family has something; with the person they asked for, where that is somebody."""
    services = business.family(family)
    who = frame.practitioner_id
    return any(who is None or who in s.practitioners for s in services)


async def _first_free(
    turn: TurnContext, frame: SchedulerFrame, services: list[Service]
) -> tuple[datetime | None, bool]:
    """The first free time of any of the services that fits the wish, else after it (then True)."""
    queries = [to_query(frame, s.id, turn.now, turn.business) for s in services]
    for missed, asked in ((False, queries), (True, [widened(q, turn.now) for q in queries])):
        found = [s for q in asked for s in await turn.calendar.find_free(q, holder=turn.case_id, count=1)]
        if found:
            moment = exact_moment(frame.window, None, turn.business)
            if moment is not None:  # the very hour, or the nearest to it, which is another
                nearest = min((s.starts_at for s in found), key=lambda at: (abs(at - moment), at))
                return nearest, missed or nearest != moment
            return min(s.starts_at for s in found), missed and frame.window is not None
    return None, False


def by_person(turn: TurnContext, services: Sequence[Service] = ()) -> Step:
    """Some services are arranged by people only (R18); what they cost is told all the same."""
    step = hand_to_staff(turn, "vip")
    if not services or not turn.reading.has("quote", at_least=_ASKED_TOO):
        return step
    return step.model_copy(update={"acts": [price_told(turn.business, services), *step.acts]})


async def offer_slots(
    turn: TurnContext,
    frame: SchedulerFrame,
    service: Service,
    said: list[SpeechAct],
    *,
    take_exact: bool = True,
) -> Step:
    """Three real slots for the wish; the exact moment at once when it is free and `take_exact`."""
    business = turn.business
    frame, missing = without_impossible(business, frame, service)
    said = [*said, *missing]
    count = business.profile.booking.offers
    query = replace(to_query(frame, service.id, turn.now, business), avoid=_here_already(turn, frame))
    slots = await with_room_for_next(turn, frame, service, query, count)
    slots = slots or await turn.calendar.find_free(query, holder=turn.case_id, count=count)
    moment = exact_moment(frame.window, None, business)
    full = not slots and frame.awaits_day and frame.mode == "book" and moment is None
    exact = at_moment(slots, moment)
    if frame.shift == "soonest" and frame.prices_told and slots:
        exact = slots[0]
    if exact is not None and frame.mode != "move" and take_exact:
        return await book(turn, frame.model_copy(update={"slot": exact, "shift": None}), prefix=said)
    if exact is None and frame.window is not None and not said and not turn.resuming:
        if not slots and frame.shift in ("later", "earlier"):
            said = [SpeechAct(say=f"book-none-{frame.shift}")]
        elif not slots:
            day = frame.window.start or frame.window.end if not frame.window.spans else None
            full_day = [SpeechAct(say="book-day-full", values={"day": day})] if day else []
            said = full_day or [SpeechAct(say="book-nothing-fits")]
        elif moment is not None and moment not in frame.refused:
            said = [SpeechAct(say="book-time-taken", values={"when": moment})]
    hours = hours_wished(frame.window, business.zone) if moment is None and frame.shift is None else None
    if hours is not None and not slots:
        slots, said = await beside_those_hours(turn, frame, hours, query, said)
    for wider in (on_other_days(query, turn.now, business.zone), widened(query, turn.now)):
        if not slots:  # of other days, none is near to the hour: spread over them
            slots = await turn.calendar.find_free(
                replace(wider, nearest_to=None), holder=turn.case_id, count=count
            )
    anyone = anyone_anywhere(frame)
    if not slots and anyone is not None:
        said = said or [SpeechAct(say="book-nothing-fits")]
        return await offer_slots(turn, anyone, service, said, take_exact=False)
    if not slots:
        return _nothing_free(turn, frame, said)
    said = of_those_hours(said, slots, business.zone)
    price = not frame.prices_told and frame.mode != "move" and service.price > 0
    price = price and visiting.quote_of(turn, service) is None  # the list's price is for one piece
    act = phrases.slot_menu(business, service, slots, price=price, full=full)
    shown = frame.model_copy(update={"offered": slots, "prices_told": True, "shift": None})
    return ask_customer(turn, shown, [*said, act], field="slot", kind="choice")


def _here_already(turn: TurnContext, frame: SchedulerFrame) -> tuple[tuple[datetime, datetime], ...]:
    """When the customer has other visits: a second one is not offered at the same time. A moment they name themselves
    may be for somebody else, and is theirs to choose."""
    if exact_moment(frame.window, None, turn.business) is not None:
        return ()
    others = [a for a in turn.situation.appointments if a.status == "booked" and a.id != frame.appointment_id]
    return tuple((a.starts_at, a.ends_at) for a in others)


def at_moment(slots: list[TimeSlot], moment: datetime | None) -> TimeSlot | None:
    """The slot that starts at the wished moment."""
    return next((s for s in slots if moment is not None and s.starts_at == moment), None)


def _nothing_free(turn: TurnContext, frame: SchedulerFrame, said: list[SpeechAct]) -> Step:
    anew = frame.model_copy(update={"window": None, "offered": []})
    return ask_customer(turn, anew, [*said, SpeechAct(say="book-ask-day")], field="day", kind="time")


async def _close(
    turn: TurnContext, frame: SchedulerFrame, service: Service, slot: TimeSlot, said: list[SpeechAct]
) -> Step:
    business = turn.business
    if not await turn.calendar.is_free(slot, holder=turn.case_id):
        return await slot_lost(turn, frame)
    visitor = visitor_of(turn, frame)
    name, phone = named_as(frame, visitor.name), visitor.phone if service.at_customer else visitor.reach
    actions = visitor.news(turn.situation.contact)
    price = visiting.price_of(turn, frame, service)
    address = frame.address if service.at_customer else None
    if _agreed_to(turn, slot) and name and phone:
        remind_at = phrases.reminders(business, slot, turn.now)
        token = turn.calendar.new_file_token()
        link = turn.calendar.file_link(token) if token else None
        actions.append(
            BookAppointment(
                slot=slot,
                price=price,
                address=address,
                for_whom=frame.for_whom,
                remind_at=remind_at,
                calendar_token=token,
            )
        )
        visit = NextStep(what="appointment", owner="customer", due_at=slot.starts_at)
        there = [*visiting.booked(turn, frame, slot), *phrases.calendar_file(link)] if address else []
        done, *after = there or phrases.booked(business, slot, link)
        step = Step(
            acts=[*said, done, *visitor_told(frame.for_whom), *after],
            actions=actions,
            frame={},
            outcome="booked",
            next_step=visit,
        )
        return step.model_copy(update=the_next_of(frame, slot, turn))
    actions.append(
        BookAppointment(
            slot=slot,
            price=price,
            address=address,
            for_whom=frame.for_whom,
            status="held",
            hold_minutes=business.profile.booking.hold_minutes,
        )
    )
    if visiting.lacks_place(business, service, frame):
        place, where = visiting.ask_place(turn, frame, slot, name=name, phone=phone)
        acts = [*said, *visiting.noted_zone(turn, frame), place]
        return ask_customer(turn, frame, acts, field="contact", kind=where, actions=actions, expects="place")
    if not name or not phone:
        missing, kind = ask_contact_for(turn, frame, slot, name=name, phone=phone)
        return ask_customer(turn, frame, [*said, missing], field="contact", kind=kind, actions=actions)
    read_back = (
        visiting.read_back(turn, frame, service, slot, name)
        if service.at_customer
        else phrases.read_back(business, slot, name, turn.now)
    )
    return ask_customer(
        turn, frame, [*said, read_back], field="book_yes", kind="yes_no", actions=actions, subject=slot.id
    )


def _agreed_to(turn: TurnContext, slot: TimeSlot) -> bool:
    """A yes to the read-back of this very time; one to the visit before it says nothing of the next."""
    read_back = turn.pending.subject if turn.pending is not None else None
    return turn.answered("book_yes") == "yes" and read_back in (None, slot.id)


async def slot_lost(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """The chosen time is gone: say so and offer the nearest ones (R18)."""
    if frame.visits():
        return await plan_lost(turn, frame)
    slot = frame.slot
    if slot is None or frame.service_id is None:
        return await book(turn, frame)
    service = turn.business.service_by_id[frame.service_id]
    lost = SpeechAct(say="book-time-taken", values={"when": slot.starts_at})
    near = frame.model_copy(update={"slot": None, "window": wish_at(slot.starts_at, turn.business.zone)})
    step = await offer_slots(turn, near, service, [lost], take_exact=False)
    if frame.mode == "move" and step.pending is not None and step.pending.field == "slot":
        return step.model_copy(update={"pending": step.pending.model_copy(update={"field": "move_slot"})})
    return step
