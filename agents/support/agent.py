"""The support triager's entry: from a problem to its end, or to a person with everything prepared (R31-R42)."""

from __future__ import annotations

from agents.escalations import hand_to_staff
from agents.front_desk.policies import answer_from_policies
from agents.need import Need
from agents.support.asking_on import after_told, before_return
from agents.support.categories import choose_category, is_support
from agents.support.claims import find_claim
from agents.support.facts import ask_fact, read_fact
from agents.support.feedback import take_rating, take_reason, thank
from agents.support.frame import (
    FIELD_ARRIVED,
    FIELD_CONFIRM,
    FIELD_HELPED,
    FIELD_PROBLEM,
    FIELD_RATING,
    FIELD_REASON,
    FIELD_RESET,
    FIELD_RETURN,
    FIELD_WHICH,
    YES_NO,
    SupportFrame,
    ask,
    ask_again,
    frame_of,
    yes_no,
)
from agents.support.going_on import known_problem, waits_for_person
from agents.support.identity import Identified, identify, to_person
from agents.support.notices import notify
from agents.support.noting import note
from agents.support.photos import take_photo
from agents.support.returns import errand_to_come, offer_return, start_return
from agents.support.telling import ARRIVED_QUESTION, ask_helped, order_status, tell, today
from agents.support.tickets import continue_ticket, open_ticket
from agents.support.unsolved import is_missing, is_unsolved
from agents.tools.local_orders import LocalOrders
from agents.tools.orders import OrderPort, OrdersUnavailable
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.speech import SpeechAct
from domain.step import SendResetLink, Step
from domain.ticket import SupportHistory, Ticket

_ABOUT_HELP = (FIELD_HELPED, FIELD_RATING, FIELD_REASON, FIELD_ARRIVED)
"""After what was done: "no, thanks" answers these, and drops nothing."""


async def decide(turn: TurnContext, need: Need) -> Step:
    """Support's step for one need."""
    history = await _history(turn)
    frame = frame_of(turn)
    if need.kind == "notice":
        return await notify(turn, history)
    if need.kind == "evidence":
        return take_photo(turn, frame, history)
    if need.kind == "resume":
        return ask_again(turn, frame)
    if turn.pending is not None and not turn.resuming:
        answered = await _answer(turn, frame, history)
        if answered is not None:
            return answered
    return note(turn, await _triage(turn, frame, history))


async def _history(turn: TurnContext) -> SupportHistory:
    if turn.support is None:
        return SupportHistory()
    return await turn.support.history(
        contact_id=turn.situation.contact.id, conversation_id=turn.situation.conversation.id
    )


async def _answer(turn: TurnContext, frame: SupportFrame, history: SupportHistory) -> Step | None:
    """The answer to a question that is no fact; None when the message is to be triaged."""
    asked = turn.pending.field if turn.pending is not None else ""
    if "drop" in turn.reading.acts and turn.answers is None and asked not in _ABOUT_HELP:
        ends = SpeechAct(say="return-kept" if asked == FIELD_RETURN else "acknowledged")
        return Step(acts=[ends], frame={}, outcome="closed_by_customer")
    category = choose_category(turn.reading, turn.business.support, frame.category)
    if asked == FIELD_HELPED:
        return await _helped(turn, frame, category, history)
    if asked == FIELD_RATING:
        return take_rating(turn, frame) or Step(
            acts=[SpeechAct(say="acknowledged")], frame={}, outcome="resolved"
        )
    if asked == FIELD_REASON:
        return take_reason(turn, frame)
    if asked == FIELD_RETURN:
        return await _return(turn, frame, category)
    if asked == FIELD_RESET and turn.answers == "yes" and turn.pending is not None:
        return _send_link(turn, frame.model_copy(update={"fact": turn.pending.subject or frame.fact}))
    if asked == FIELD_RESET:
        return ask_fact(frame, category.fact, []) if category.fact is not None else None
    if asked == FIELD_ARRIVED:
        said = yes_no(turn)
        if said:
            return thank(turn, frame)
        if (said is False and len(turn.reading.text.split()) <= 2) or turn.answers == "no":
            return ask(frame, SpeechAct(say="problem-ask"), FIELD_PROBLEM)
    if asked == FIELD_CONFIRM and turn.answers == "person":
        return to_person(turn, frame)
    if asked == FIELD_CONFIRM and turn.answers == "no":
        return Step(acts=[SpeechAct(say="acknowledged")], frame={}, outcome="closed_by_customer")
    if asked == FIELD_CONFIRM or (category.fact is not None and asked == category.fact.id):
        ruled = await _asks_a_rule(turn, frame, category)
        if ruled is not None:
            return ruled
    if asked == FIELD_WHICH and (turn.answers or "").startswith("order:"):
        chosen = (turn.answers or "").removeprefix("order:")
        return await _triage(turn, frame.model_copy(update={"claim": chosen}), history)
    return None


async def _helped(
    turn: TurnContext, frame: SupportFrame, category: SupportCategory, history: SupportHistory
) -> Step | None:
    """Yes: thanks and one question. No: the same ticket goes on, else a person gets it (R41, R42)."""
    if _of_another_order(turn, frame) is not frame:
        return None
    delivered = frame.question is not None and frame.question.say == ARRIVED_QUESTION.say
    missing = delivered and is_missing(turn.reading.text, turn.reading.language)
    helped = False if missing or is_unsolved(turn.reading) else yes_no(turn)
    if helped is None and "thank" in turn.reading.acts:
        helped = True
    if helped:
        return thank(turn, frame)
    if helped is None:
        support = turn.reading.route.startswith("support.")
        return None if support else await after_told(turn, frame, category)
    known = _ticket_named(history, frame.ticket)
    if known is not None:
        return continue_ticket(turn, known, category, again=True)
    if category.fact is not None and not frame.fact and category.fact.kind != "order":
        return ask_fact(frame, category.fact, [] if category.sorry else [SpeechAct(say="support-sorry")])
    if delivered:
        return open_ticket(turn, frame, category, say="ticket-missing", urgent=True)
    return open_ticket(turn, frame, category, say="ticket-after-all")


def _ticket_named(history: SupportHistory, ticket_id: str) -> Ticket | None:
    return next((t for t in history.tickets if t.id == ticket_id), None) if ticket_id else None


async def _return(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step:
    said = yes_no(turn)
    if turn.answers == "yes":
        return start_return(turn, frame, category)
    if said is False:
        return Step(acts=[SpeechAct(say="return-kept")], frame={}, outcome="closed_by_customer")
    return await before_return(turn, frame, category)


async def _triage(turn: TurnContext, frame: SupportFrame, history: SupportHistory) -> Step:
    rules = turn.business.support
    reading = turn.reading
    frame = _of_another_order(turn, frame)
    new = not frame.category
    category = choose_category(reading, rules, frame.category)
    if turn.situation.contact.vip and any(t.id == "vip" for t in turn.business.escalation.topics):
        return hand_to_staff(turn, "vip")
    if new and (waits := waits_for_person(turn)) is not None:
        return waits
    if new:
        going_on = known_problem(turn, category, history)
        if going_on is not None:
            again = is_unsolved(reading) or not going_on.is_open
            return continue_ticket(turn, going_on, category, again=again)
        if not is_support(reading) and is_unsolved(reading) and not frame.problem:
            return ask(frame, SpeechAct(say="problem-ask"), FIELD_PROBLEM)
        frame = frame.model_copy(update={"category": category.id, "problem": frame.problem or reading.text})
    if category.person is not None:
        return hand_to_staff(turn, category.person)
    if new and (category.hand_off is not None or _is_about_a_visit(turn)):
        mode = "cancel" if reading.has("cancel") and not reading.has("reschedule") else "move"
        return Step(hand_off="scheduler", hand_frame={"mode": mode})
    sorry = [SpeechAct(say="support-sorry")] if new and category.sorry else []
    told = await tell(turn, frame, category)
    if told is not None:
        return told.model_copy(update={"acts": [*sorry, *told.acts]})
    if category.identity:
        try:
            return await _about_order(turn, frame, category, history, sorry)
        except OrdersUnavailable:
            return open_ticket(turn, frame, category, say="orders-down")
    known = history.confirmed_orders if new else []
    if category.fact is not None and category.fact.kind == "order" and len(known) == 1:
        frame = frame.model_copy(update={"fact": known[0], "claim": known[0], "order": known[0]})
    return await _with_fact(turn, frame, category, sorry)


def _of_another_order(turn: TurnContext, frame: SupportFrame) -> SupportFrame:
    """ "And TS-10433?", once one order was confirmed: the same need about another order, from its check on (R32)."""
    claim = find_claim(turn.reading, turn.business.profile.order_id_pattern, asked=False)
    if not (claim and frame.order) or claim.upper() == frame.order.upper():
        return frame
    return SupportFrame(category=frame.category, problem=turn.reading.text, claim=claim)


def _is_about_a_visit(turn: TurnContext) -> bool:
    """ "The site fails, so please move my visit": the visit is moved here and now."""
    reading = turn.reading
    return turn.business.books and (reading.has("reschedule") or reading.has("cancel"))


async def _asks_a_rule(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step | None:
    """A question to the rules where a number was asked for: answered, and the number asked for again."""
    facts = turn.reading.entities
    if "ask" not in turn.reading.acts or facts.order_ids or facts.emails or facts.phones:
        return None
    if any(c.isdigit() for c in turn.reading.text):
        return None
    found = await answer_from_policies(turn, only_confident=True, about=category.topics)
    if not found.acts:
        return None
    again = ask_again(turn, frame)
    return again.model_copy(update={"acts": [*found.acts, *again.acts]})


async def _with_fact(
    turn: TurnContext, frame: SupportFrame, category: SupportCategory, sorry: list[SpeechAct]
) -> Step:
    """The one fact, then the action or the ticket."""
    fact = category.fact
    if fact is not None and not frame.fact:
        frame = read_fact(turn, frame, fact)
        if not frame.fact:
            return ask_fact(frame, fact, sorry, turn.business.support.identity.order_example)
    if category.action == "password_reset":
        return _reset(turn, frame)
    regret = [SpeechAct(say="support-regret")] if sorry else []
    return open_ticket(turn, frame, category, before=regret)


def _reset(turn: TurnContext, frame: SupportFrame) -> Step:
    """The link goes to an address given in answer to the question for it, or to one that got a yes."""
    asked = turn.pending is not None and frame.fact in turn.reading.entities.emails
    if not asked:
        question = SpeechAct(say="reset-read-back", values={"email": frame.fact}, options=YES_NO)
        return ask(frame, question, FIELD_RESET, kind="yes_no", subject=frame.fact)
    return _send_link(turn, frame)


def _send_link(turn: TurnContext, frame: SupportFrame) -> Step:
    return Step(
        acts=[SpeechAct(say="reset-started")],
        actions=[SendResetLink(email=frame.fact)],
        frame=frame.dump(),
        next_step=errand_to_come(turn),
    )


async def _about_order(
    turn: TurnContext,
    frame: SupportFrame,
    category: SupportCategory,
    history: SupportHistory,
    sorry: list[SpeechAct],
) -> Step:
    """Whose order it is comes first; then what is told, done, or left to a person. Raises OrdersUnavailable."""
    orders: OrderPort = turn.orders or LocalOrders(turn.business)
    found = await identify(turn, frame, category, history, orders, sorry=sorry)
    if not isinstance(found, Identified):
        return found
    frame = found.frame.model_copy(update={"fact": found.order.id})
    found = Identified(found.order, frame, found.actions)
    if category.action == "return_label":
        return offer_return(turn, found, category)
    tells = category.self_service is not None and category.self_service.order_status
    if not tells or frame.told:
        return open_ticket(turn, frame, category, actions=found.actions)
    status = order_status(turn, found.order)
    if found.order.is_late(today(turn)):
        return open_ticket(turn, frame, category, say="ticket-late", before=[status], actions=found.actions)
    if found.order.status != "delivered":
        return ask_helped(frame, [status], found.actions)
    if is_missing(f"{frame.problem}\n{turn.reading.text}", turn.reading.language):
        return open_ticket(
            turn, frame, category, say="ticket-missing", before=[status], actions=found.actions, urgent=True
        )
    return ask_helped(frame, [status], found.actions, question=ARRIVED_QUESTION)
