"""Something happened outside: a ticket has news, an order has arrived, an errand has ended (R40).

We write first only outside quiet hours and never to who has opted out; what cannot be said now is said by an alarm later.
What a customer has just asked for is an answer, whatever the hour.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from agents.need import ERRAND_ENDED, ORDER_DELIVERED, TICKET_UPDATED
from agents.support.categories import choose_category
from agents.support.frame import FIELD_ARRIVED, SupportFrame, ask, frame_of
from agents.support.telling import ask_helped
from agents.support.tickets import open_ticket
from agents.turn_context import TurnContext
from domain.availability import answer_due
from domain.quiet_hours import outside_quiet_hours
from domain.speech import Option, SpeechAct
from domain.step import Alarm, Step, UpdateTicket
from domain.ticket import SupportHistory, Ticket, TicketStatus

NOTICE = "notice"
"""The kind of alarm that says later what could not be said at night."""
_ARRIVED = [Option(id="yes", say="option-arrived-well"), Option(id="no", say="option-arrived-badly")]
_STATUS: dict[str, TicketStatus] = {
    "open": "open", "in_work": "in_work", "in_progress": "in_work", "waiting": "in_work", "pending": "in_work",
    "solved": "solved", "resolved": "solved", "done": "solved", "closed": "solved", "reopened": "reopened",
}  # fmt: skip
_LONGEST_NEWS = 300


async def notify(turn: TurnContext, history: SupportHistory) -> Step:
    """The step for an event or an alarm of ours."""
    payload = turn.event.payload if turn.event is not None else {}
    if payload.get("kind") == NOTICE:
        return _ring(turn, history, str(payload.get("subject", "")))
    name = payload.get("name")
    data = payload.get("data")
    data = data if isinstance(data, dict) else payload
    if name == ERRAND_ENDED:
        return _errand_ended(turn, data)
    if name == TICKET_UPDATED:
        return _ticket_updated(turn, history, data)
    if name == ORDER_DELIVERED:
        return _say_or_wait(turn, f"order:{data.get('order_id', '')}", history)
    return Step(keep_pending=True, why=[f"no answer to event {name}"])


def _ticket_updated(turn: TurnContext, history: SupportHistory, data: dict[str, Any]) -> Step:
    ticket = _ticket(history, str(data.get("ticket_id", "")))
    if ticket is None:
        return Step(keep_pending=True, why=["no such ticket of this customer"])
    status = _STATUS.get(str(data.get("status", "")), "in_work")
    news = str(data.get("note") or data.get("news") or "")[:_LONGEST_NEWS]
    update = UpdateTicket(ticket_id=ticket.id, status=status, fields={"news": news})
    fresh = ticket.model_copy(update={"status": status, "fields": {**ticket.fields, "news": news}})
    changed = history.model_copy(
        update={"tickets": [fresh, *(t for t in history.tickets if t.id != ticket.id)]}
    )
    step = _say_or_wait(turn, f"ticket:{ticket.id}", changed)
    return step.model_copy(update={"actions": [update, *step.actions]})


def _ticket(history: SupportHistory, ticket_id: str) -> Ticket | None:
    if not ticket_id:
        return history.tickets[0] if history.tickets else None
    return next((t for t in history.tickets if t.id == ticket_id), None)


def _say_or_wait(turn: TurnContext, subject: str, history: SupportHistory) -> Step:
    if turn.situation.contact.opted_out:
        return _quietly(turn, "not to be written to")
    later = outside_quiet_hours(turn.business, turn.now)
    if later != turn.now:
        step = _quietly(turn, "said after the quiet hours")
        return step.model_copy(update={"alarms": [Alarm(kind=NOTICE, subject=subject, due_at=later)]})
    return _ring(turn, history, subject)


def _quietly(turn: TurnContext, why: str) -> Step:
    """Nothing is said. A case that only this event would open stands as what it is: a ticket."""
    return Step(keep_pending=True, outcome=None if _has_case(turn) else "ticket", why=[why])


def _has_case(turn: TurnContext) -> bool:
    case = turn.situation.case
    return case is not None and case.outcome is None


def _ring(turn: TurnContext, history: SupportHistory, subject: str) -> Step:
    """Say it now. A question of ours that is open stays the only one (R62)."""
    kind, _, about = subject.partition(":")
    if turn.situation.contact.opted_out:
        return _quietly(turn, "not to be written to")
    if kind == "order":
        return _arrived(turn, history, about)
    ticket = _ticket(history, about)
    if ticket is None:
        return Step(keep_pending=True, why=["that ticket is gone"])
    news = ticket.fields.get("news", "")
    if ticket.status != "solved":
        act = SpeechAct(say="ticket-news", values={"news": news}) if news else SpeechAct(say="ticket-in-work")
        return Step(acts=[act], keep_pending=True, outcome=None if _has_case(turn) else "ticket")
    said = [
        SpeechAct(say="ticket-solved-news", values={"news": news}) if news else SpeechAct(say="ticket-solved")
    ]
    if _is_busy(turn):
        return Step(acts=said, keep_pending=True)
    frame = SupportFrame(category=ticket.category, problem=ticket.fields.get("problem", ""), ticket=ticket.id)
    return ask_helped(frame, said)


def _is_busy(turn: TurnContext) -> bool:
    asked = turn.pending is not None or turn.other_pending is not None
    return asked or turn.situation.conversation.owner == "staff"


def _arrived(turn: TurnContext, history: SupportHistory, order_id: str) -> Step:
    """The order's number is said only to who has confirmed it lately (R32)."""
    known = order_id in history.confirmed_orders
    brief = _is_busy(turn)
    say = "order-arrived" + ("-number" if known else "") + ("-brief" if brief else "")
    act = SpeechAct(say=say, values={"order": order_id} if known else {}, options=[] if brief else _ARRIVED)
    if brief:
        return Step(acts=[act], keep_pending=True)
    frame = SupportFrame(claim=order_id if known else "")
    return ask(frame, act, FIELD_ARRIVED, kind="yes_no")


def _errand_ended(turn: TurnContext, data: dict[str, Any]) -> Step:
    """What the other program answered; where it did not, a person does it."""
    frame = frame_of(turn)
    rules = turn.business.support
    category = choose_category(turn.reading, rules, frame.category)
    result = data.get("result") if isinstance(data.get("result"), dict) else {}
    if data.get("status") != "done" or not isinstance(result, dict):
        if frame.order and category.action == "return_label":
            # The ticket of this return stands already, with its time: staff send the label.
            waiting = [a.answer_due_at for a in turn.situation.pending_approvals if a.topic == "ticket"]
            by = max([*waiting, answer_due(turn.business, turn.now, category.answer_within_minutes)])
            return Step(acts=[SpeechAct(say="errand-failed", values={"by": by})], frame={}, outcome="ticket")
        return open_ticket(turn, frame, category, say="errand-failed-by")
    if data.get("kind") == "orders.return_label":
        return _label(frame, category.done == "acted", result)
    url = str(result.get("url", ""))
    act = SpeechAct(say="reset-page", values={"link": url}) if url else SpeechAct(say="reset-sent")
    return Step(acts=[act], frame={}, outcome="resolved", keep_pending=True)


def _label(frame: SupportFrame, acted: bool, result: dict[str, Any]) -> Step:
    lines = [SpeechAct(say="return-label", values={"code": str(result.get("code", ""))})]
    if result.get("url"):
        lines.append(SpeechAct(say="return-label-link", values={"link": str(result["url"])}))
    if result.get("valid_until"):
        until = date.fromisoformat(str(result["valid_until"]))
        lines.append(SpeechAct(say="return-label-until", values={"until": until}))
    return Step(
        acts=[SpeechAct(say="order-facts", lines=lines)], frame={},
        outcome="resolved" if acted else "ticket", keep_pending=True,
    )  # fmt: skip
