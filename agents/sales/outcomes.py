"""What follows from the score: a call in the same chat, a touch that was agreed to, an honest no, or a person (R6, R7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from agents.escalations import hand_to_staff
from agents.sales.asking import ask, asking, awaiting, before_a_person, today_of
from agents.sales.card import contact_news, lead_fields, store_lead, summary_of
from agents.sales.figures import is_of_the_work
from agents.sales.frame import LeadFrame
from agents.sales.prices import asks_price, price_acts, price_line, price_of
from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.appointment import TimeSlot
from domain.approval import Evidence
from domain.availability import SlotQuery, answer_due, opening_after
from domain.business import Goal, Service
from domain.lead import Verdict
from domain.speech import Option, SpeechAct, Value
from domain.step import Alarm, Escalation, Promise, Step

_LOOK_AHEAD = timedelta(days=21)
OTHER_TIME = Option(id="more", say="option-other-time")
BALLPARK = Option(id="ballpark", say="option-ballpark")
CALL = Option(id="call", say="option-proposal-call")
WRITE = Option(id="write", say="option-write-me")
YES = Option(id="yes", say="option-touch-yes")
NO = Option(id="no", say="option-touch-no")


async def follow(turn: TurnContext, frame: LeadFrame, verdict: Verdict, said: list[SpeechAct]) -> Step:
    """The step of a verdict. The lead is stored with it, so that a customer who falls silent is not lost."""
    frame = frame.model_copy(update={"label": verdict.label, "rule": verdict.rule})
    if verdict.row is not None and verdict.row.person is not None:
        return _to_person(turn, frame, verdict, verdict.row.person)
    if verdict.label == "high":
        return await offer_call(turn, frame, verdict, said)
    if verdict.label == "nurture" and not _talks_now(turn, frame):
        return offer_touch(turn, frame, verdict, said)
    if verdict.label == "nurture":
        return await offer_call(turn, frame, verdict, said)
    if verdict.label == "not_fit" and verdict.row is not None and verdict.row.alternative is not None:
        honest = SpeechAct(say="sales-not-fit", values={"alternative": verdict.row.alternative})
        return Step(
            acts=[*said, honest],
            actions=store_lead(turn, frame, verdict, "none"),
            frame={},
            outcome="not_fit",
        )
    return hand_to_manager(turn, frame, verdict, said)


def _talks_now(turn: TurnContext, frame: LeadFrame) -> bool:
    """Whether somebody who may still be thinking wants to get on: they ask, say by when, or were asked for a sum and
    went on telling. They are offered the call, and no message in a week."""
    if turn.pending is None:
        return False  # the first word: nothing was asked yet that they could go on from
    if "ask" in turn.reading.acts or asks_price(turn):
        return True
    fields = turn.business.qualification.fields
    told = [fact for f in fields if f.kind == "deadline" and (fact := frame.facts.get(f.id)) is not None]
    if any(fact.day is not None and fact.option is None for fact in told):
        return True  # a day of their own, and none of "no rush"
    return any(f.kind == "money" and f.id in frame.again and f.id not in frame.facts for f in fields)


async def offer_again(turn: TurnContext, frame: LeadFrame, verdict: Verdict) -> Step:
    """The open offer below an answer of somebody else's: once as a call, for who asks wants to get on; then no more, it
    stays open."""
    if frame.reminded or frame.no_calls:
        return Step(frame=frame.dump(), pending=turn.pending, next_step=awaiting(turn))
    return await offer_call(turn, frame.model_copy(update={"reminded": 1}), verdict, [])


async def offer_call(turn: TurnContext, frame: LeadFrame, verdict: Verdict, said: list[SpeechAct]) -> Step:
    """One action: the call at the nearest free time, or the ballpark right here (R10)."""
    goal, service = _goal(turn, frame), call_of(turn, frame)
    if frame.no_calls:
        return hand_to_manager(turn, frame, verdict, said)
    if service is not None and _names_the_time_of_a_call(turn, frame):
        step = hand_to_scheduler(turn, frame, None)
        return step.model_copy(
            update={"actions": [*step.actions, *store_lead(turn, frame, verdict, "book_call")]}
        )
    slot = await _nearest(turn, goal, service) if service is not None else None
    if service is None or slot is None:
        return hand_to_manager(turn, frame, verdict, said)
    again = frame.offered is not None and turn.pending is not None and turn.pending.field == "close"
    priced = goal is not None and price_of(turn, goal) is not None and not frame.price_told
    third = BALLPARK if priced else WRITE
    options = [Option(id=slot.id, say="option-slot", values={"when": slot.starts_at}), OTHER_TIME, third]
    values: dict[str, Value] = {
        "minutes": service.duration_minutes,
        "when": slot.starts_at,
        "service": service.name,
    }
    say = "sales-close-again" if again else "sales-close" if priced else "sales-close-call"
    act = SpeechAct(say=say, values=values, options=options)
    kept = frame.model_copy(update={"offered": slot})
    step = asking(turn, kept, [*said, act], "close", options)
    return step.model_copy(update={"actions": store_lead(turn, kept, verdict, "book_call")})


def _names_the_time_of_a_call(turn: TurnContext, frame: LeadFrame) -> bool:
    """ "Call me on Thursday after noon, 043 …": a number, and when to ring it; nothing else is offered first."""
    facts = turn.reading.entities
    fresh = turn.answers is None and not turn.resuming and frame.offered is None
    wishes = [w for w in facts.wishes if not is_of_the_work(w, turn.reading.text, today_of(turn))]
    return fresh and bool(facts.phones) and bool(wishes)


async def answer_call(turn: TurnContext, frame: LeadFrame, verdict: Verdict) -> Step:
    """What the customer makes of the offered call. Words that bring a time are the scheduler's to read."""
    choice, slot = turn.answers, frame.offered
    if frame.no_calls and choice is None:
        return hand_to_manager(turn, frame, verdict, [SpeechAct(say="sales-by-writing")])
    facts = turn.reading.entities
    goal = _goal(turn, frame)
    if choice == BALLPARK.id and goal is not None and (price := price_of(turn, goal)) is not None:
        told = frame.model_copy(update={"price_told": True})
        return await offer_call(turn, told, verdict, [price_line(goal, price)])
    if choice == WRITE.id or (choice is None and "deny" in turn.reading.acts):
        return hand_to_manager(turn, frame, verdict, [])
    agrees = choice is None and (
        _agrees(turn) or bool(facts.phones)
    )  # who leaves a number wants to be called
    takes_it = slot is not None and (choice == slot.id or agrees)
    wishes = [w for w in facts.wishes if not is_of_the_work(w, turn.reading.text, today_of(turn))]
    asks_a_rule = turn.reading.route == "faq" and "ask" in turn.reading.acts and choice is None
    if facts.wishes and (not wishes or asks_a_rule) and choice is None:
        return await offer_call(
            turn, frame, verdict, [SpeechAct(say="sales-noted")] if not asks_a_rule else []
        )
    if takes_it or choice == OTHER_TIME.id or wishes or facts.shift or facts.practitioners:
        return hand_to_scheduler(turn, frame, slot if takes_it and not wishes else None)
    asks = choice is None and turn.reading.marked
    on_the_call = [SpeechAct(say="sales-on-the-call")] if asks else []
    return await offer_call(turn, frame, verdict, on_the_call)


def _agrees(turn: TurnContext) -> bool:
    return "confirm" in turn.reading.acts or turn.reading.route in ("confirm", "booking")


def hand_to_scheduler(turn: TurnContext, frame: LeadFrame, slot: TimeSlot | None) -> Step:
    """Book the call in the same chat, with everything collected (R7)."""
    service, goal = call_of(turn, frame), _goal(turn, frame)
    if service is None:
        return hand_to_staff(turn, "person")
    offered = [frame.offered] if frame.offered is not None and slot is None else []
    booking = SchedulerFrame(
        mode="book",
        family=service.family,
        service_id=service.id,
        practitioner_id=goal.practitioner if goal is not None and slot is None else None,
        slot=slot,
        refused=[one.starts_at for one in offered] if turn.answers == OTHER_TIME.id else [],
        name=frame.value("name"),
        phone=frame.value("phone"),
        prices_told=True,
    )
    return Step(
        frame=frame.dump(),
        actions=contact_news(turn, frame),
        hand_off="scheduler",
        hand_frame=booking.dump(),
    )


def offer_touch(
    turn: TurnContext, frame: LeadFrame, verdict: Verdict, said: list[SpeechAct], *, again: bool = False
) -> Step:
    """A short case of the owner's, and the question whether we may write again (R7). Nothing is planned before the yes."""
    goal, day = _goal(turn, frame), touch_day(turn, frame)
    options = [YES, NO] if frame.no_calls or call_of(turn, frame) is None else [YES, CALL, NO]
    told = []
    if goal is not None and goal.case is not None and not again:
        told = [SpeechAct(say="sales-case", values={"case": goal.case})]
    act = SpeechAct(
        say="sales-touch" if told or said else "sales-touch-only", values={"day": day}, options=options
    )
    step = asking(turn, frame, [*said, *told, act], "touch", options, kind="yes_no", subject=day.isoformat())
    stored = store_lead(turn, frame, verdict, "ask_consent", consent="not given")
    return step.model_copy(update={"actions": stored})


async def answer_touch(turn: TurnContext, frame: LeadFrame, verdict: Verdict, *, changed: bool) -> Step:
    """Yes plans the touch, no ends it; another time is asked about. Who tells more (`changed`) or asks is talking now,
    and is offered the call; anything else is asked once more."""
    if turn.answers == YES.id:
        day = touch_day(turn, frame)
        on = day.astimezone(turn.business.zone).date().isoformat()
        return Step(
            acts=[SpeechAct(say="sales-touch-agreed", values={"day": day})],
            actions=store_lead(turn, frame, verdict, "touch", consent="yes", touch_on=on),
            frame={},
            alarms=[Alarm(kind="follow_up", subject=frame.goal_id or "", due_at=day)],
            outcome="follow_up_agreed",
        )
    facts = turn.reading.entities
    at_an_hour = any(w.grain in ("minute", "hour") for w in facts.wishes)  # "tomorrow at 11 works": a call's
    calls = turn.business.books and (at_an_hour or bool(facts.phones and facts.wishes))
    if turn.answers == CALL.id or turn.reading.has("booking") or facts.services or calls:
        return hand_to_scheduler(turn, frame, None)
    if facts.phones or facts.emails:  # who leaves a number wants to be called
        return hand_to_manager(turn, frame, verdict, [])
    moments = [m for w in facts.wishes if (m := w.start or w.end) is not None]
    other = next((m for m in moments if m > turn.now), None)
    if other is not None:
        at = opening_after(turn.business, other)
        return offer_touch(turn, frame.model_copy(update={"touch_at": at}), verdict, [], again=True)
    undecided = is_said(turn.reading, "maybe")
    if turn.answers == NO.id or ("deny" in turn.reading.acts and not undecided):
        stored = store_lead(turn, frame, verdict, "none", consent="no")
        ends = SpeechAct(say="sales-touch-refused")
        return Step(acts=[ends], actions=stored, frame={}, outcome="closed_by_customer")
    if (changed or "ask" in turn.reading.acts or asks_price(turn)) and not frame.no_calls:
        told = price_acts(turn, frame) if asks_price(turn) else []
        noted = [SpeechAct(say="sales-noted")] if changed and not told else []
        kept = frame.model_copy(update={"price_told": True}) if told else frame
        return await offer_call(turn, kept, verdict, [*noted, *told])
    return offer_touch(turn, frame, verdict, [], again=True)


def touch_day(turn: TurnContext, frame: LeadFrame) -> datetime:
    """When an agreed touch is written: when they said, else the owner's number of days from now; in working hours."""
    if frame.touch_at is not None:
        return frame.touch_at
    return opening_after(
        turn.business, turn.now + timedelta(days=turn.business.qualification.touch_after_days)
    )


def hand_to_manager(turn: TurnContext, frame: LeadFrame, verdict: Verdict, said: list[SpeechAct]) -> Step:
    """A person writes here: the lead's card with a draft, and the promised time (R3, R61)."""
    missing = before_a_person(turn, frame)
    if missing is not None:
        return ask(turn, frame, missing, said)
    rules = turn.business.qualification
    due = answer_due(turn.business, turn.now, rules.answer_within_minutes)
    card = Escalation(
        topic="lead",
        reason=f"lead: {verdict.label or 'unscored'}, {verdict.rule or 'no rule'}; {verdict.team}",
        evidence=[
            Evidence(kind="customer_words", text=frame.request or turn.reading.quoted),
            Evidence(kind="record", text=summary_of(turn, frame)),
        ],
        fields=lead_fields(turn, frame, verdict, "manager_writes"),
        draft_acts=[SpeechAct(say="draft-lead")],
        answer_within=timedelta(minutes=rules.answer_within_minutes),
    )
    return Step(
        acts=[*said, SpeechAct(say="lead-stored", values={"by": due})],
        actions=store_lead(turn, frame, verdict, "manager_writes"),
        frame={},
        escalation=card,
        promises=[Promise(what="answer:lead", due_at=due)],
        outcome="qualified",
    )


def _to_person(turn: TurnContext, frame: LeadFrame, verdict: Verdict, topic: str) -> Step:
    """A big deal or a contract of its own is a person's from here (R60)."""
    handed = hand_to_staff(turn, topic)
    card = handed.escalation
    if card is not None:
        fields = lead_fields(turn, frame, verdict, "person")
        card = card.model_copy(update={"fields": {**card.fields, **fields}})
    return handed.model_copy(
        update={
            "actions": store_lead(turn, frame, verdict, "person"),
            "frame": {},
            "keep_pending": False,
            "escalation": card,
            "outcome": "handed_over",
        }
    )


def call_of(turn: TurnContext, frame: LeadFrame) -> Service | None:
    """The service a lead is booked into; None when the business has none that can be booked here."""
    goal = _goal(turn, frame)
    service_id = (goal.service if goal is not None else None) or turn.business.qualification.call
    service = turn.business.service_by_id.get(service_id or "")
    return None if service is None or service.needs_person else service


async def _nearest(turn: TurnContext, goal: Goal | None, service: Service) -> TimeSlot | None:
    """The nearest free time with the goal's own manager, else with anybody."""
    own = {goal.practitioner} if goal is not None and goal.practitioner in service.practitioners else set()
    for who in (own, set()) if own else (set(),):
        query = SlotQuery(
            service_id=service.id,
            start=turn.now,
            end=turn.now + _LOOK_AHEAD,
            practitioners=frozenset(p for p in who if p is not None),
        )
        found = await turn.calendar.find_free(query, holder=turn.case_id, count=1)
        if found:
            return found[0]
    return None


def _goal(turn: TurnContext, frame: LeadFrame) -> Goal | None:
    return turn.business.qualification.goal_by_id(frame.goal_id)
