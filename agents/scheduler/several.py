"""Several visits at one coming: two people, or two services; offered, read back and booked as one."""

from __future__ import annotations

from dataclasses import replace

from agents.escalations import hand_to_staff
from agents.scheduler import phrases, phrases_together
from agents.scheduler.counted_wishes import wish_at
from agents.scheduler.for_whom import named_as
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.narrowing import anyone_anywhere
from agents.scheduler.party import MANY
from agents.scheduler.questions import ask_contact_for, ask_customer, visitor_of
from agents.scheduler.wishes import exact_moment, to_query, widened
from agents.turn_context import TurnContext
from domain.availability import SlotQuery
from domain.business import Service
from domain.conversation import NextStep
from domain.speech import SpeechAct
from domain.step import BookAppointment, Step
from domain.together import Plan

_MOST_VISITS = MANY - 1


async def book_several(turn: TurnContext, frame: SchedulerFrame, said: list[SpeechAct]) -> Step:
    """The next step towards all visits of `frame.visits()`; more than three are arranged by a person."""
    services = [turn.business.service_by_id[s] for s in frame.visits()]
    if len(services) > _MOST_VISITS:
        return hand_to_staff(turn, "person")
    plan = frame.plan
    if plan is None:
        return await offer_plans(turn, frame, services, said)
    if not await turn.calendar.are_free(plan, holder=turn.case_id):
        return await plan_lost(turn, frame)
    return _close(turn, frame, plan, said)


async def offer_plans(
    turn: TurnContext,
    frame: SchedulerFrame,
    services: list[Service],
    said: list[SpeechAct],
    *,
    take_exact: bool = True,
) -> Step:
    """Three ways that fit; a wished moment at once when it is free. Where nothing fits, one visit after another."""
    business = turn.business
    queries = _queries(turn, frame, services)
    count = business.profile.booking.offers
    plans = await _find(turn, frame, queries, count)
    moment = exact_moment(frame.window, None, business)
    exact = next((p for p in plans if p[0].starts_at == moment), None)
    if frame.shift == "soonest" and frame.prices_told and plans:
        exact = plans[0]
    if exact is not None and take_exact:
        taken = frame.model_copy(
            update={"slot": exact[0], "plans": [exact], "offered": [exact[0]], "shift": None}
        )
        return await book_several(turn, taken, said)
    if frame.window is not None and not said and not turn.resuming:
        day = frame.window.start or frame.window.end
        if not plans and day is not None:
            said = [SpeechAct(say="book-day-full", values={"day": day})]
        elif not plans:
            said = [SpeechAct(say="book-nothing-fits")]
        elif moment is not None and moment not in frame.refused:
            said = [SpeechAct(say="book-time-taken", values={"when": moment})]
    if not plans and frame.at_once:  # not at the same time: one after the other, before any other day
        anyhow = frame.model_copy(update={"at_once": None})
        if await _find(turn, anyhow, queries, count):
            said = [SpeechAct(say="book-not-at-once")]
            return await offer_plans(turn, anyhow, services, said, take_exact=take_exact)
    if not plans:
        plans = await _find(turn, frame, [widened(q, turn.now) for q in queries], count)
    anyone = anyone_anywhere(frame)
    if not plans and anyone is not None:
        return await offer_plans(turn, anyone, services, said, take_exact=False)
    if not plans:
        return _one_by_one(frame)
    act = phrases_together.plan_menu(business, services, plans, price=not frame.prices_told)
    shown = frame.model_copy(
        update={
            "plans": plans,
            "offered": [p[0] for p in plans],
            "slot": None,
            "prices_told": True,
            "shift": None,
        }
    )
    return ask_customer(turn, shown, [*said, act], field="slot", kind="choice")


def _queries(turn: TurnContext, frame: SchedulerFrame, services: list[Service]) -> list[SlotQuery]:
    """The wish for each service; a person who does not do one of them is not asked for there."""
    queries = []
    for service in services:
        query = to_query(frame, service.id, turn.now, turn.business)
        who = query.practitioners & set(service.practitioners)
        queries.append(replace(query, practitioners=frozenset(who)))
    return queries


async def _find(turn: TurnContext, frame: SchedulerFrame, queries: list[SlotQuery], count: int) -> list[Plan]:
    return await turn.calendar.find_together(
        queries, holder=turn.case_id, count=count, people=frame.people > 1, at_once=frame.at_once
    )


def _one_by_one(frame: SchedulerFrame) -> Step:
    """They cannot be had at one coming: the first is booked now, the others after it."""
    first, *later = frame.visits()
    alone = frame.for_another_visit(first, later=later, window=frame.window)
    return Step(acts=[SpeechAct(say="book-not-together")], hand_off="scheduler", hand_frame=alone.dump())


def _close(turn: TurnContext, frame: SchedulerFrame, plan: Plan, said: list[SpeechAct]) -> Step:
    business, visitor = turn.business, visitor_of(turn, frame)
    name, phone = named_as(frame, visitor.name), visitor.reach
    actions = visitor.news(turn.situation.contact)
    if turn.answered("book_yes") == "yes" and name and phone:
        visit = NextStep(what="appointment", owner="customer", due_at=plan[0].starts_at)
        token = turn.calendar.new_file_token()
        link = turn.calendar.file_link(token) if token else None
        return Step(
            acts=[*said, *phrases_together.all_booked(business, plan, link)],
            actions=[*actions, *_bookings(turn, frame, plan, held=False, token=token)],
            frame={},
            outcome="booked",
            next_step=visit,
        )
    actions += _bookings(turn, frame, plan, held=True)
    if not name or not phone:
        missing, kind = ask_contact_for(turn, frame, plan[0], name=name, phone=phone)
        return ask_customer(turn, frame, [*said, missing], field="contact", kind=kind, actions=actions)
    read_back = phrases_together.read_back_all(business, plan, name, turn.now)
    first, *others = [slot.id for slot in plan]
    return ask_customer(
        turn,
        frame,
        [*said, read_back],
        field="book_yes",
        kind="yes_no",
        actions=actions,
        subject=first,
        together=others,
    )


def _bookings(
    turn: TurnContext, frame: SchedulerFrame, plan: Plan, *, held: bool, token: str | None = None
) -> list[BookAppointment]:
    """One write a visit. Only the first is reminded of: the others follow it. Of several people, the last visit is that of
    whoever comes along."""
    business = turn.business
    made = []
    for n, slot in enumerate(plan):
        others = [other for other in plan if other != slot]
        visitor = frame.for_whom if frame.people == 1 or slot == plan[-1] else None
        price = phrases.price_of(business, business.service_by_id[slot.service_id])
        if held:
            minutes = business.profile.booking.hold_minutes
            made.append(
                BookAppointment(
                    slot=slot,
                    price=price,
                    together=others,
                    for_whom=visitor,
                    status="held",
                    hold_minutes=minutes,
                )
            )
        else:
            remind_at = phrases.reminders(business, slot, turn.now) if n == 0 else []
            made.append(
                BookAppointment(
                    slot=slot,
                    price=price,
                    together=others,
                    for_whom=visitor,
                    remind_at=remind_at,
                    calendar_token=token,
                )
            )
    return made


async def plan_lost(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """One of the chosen times is gone: say so and offer the nearest ways."""
    services = [turn.business.service_by_id[s] for s in frame.visits()]
    first = frame.slot
    if first is None:
        return await offer_plans(turn, frame, services, [])
    near = wish_at(first.starts_at, turn.business.zone)
    lost = SpeechAct(say="book-time-taken", values={"when": first.starts_at})
    again = frame.model_copy(update={"slot": None, "plans": [], "window": near})
    return await offer_plans(turn, again, services, [lost], take_exact=False)
