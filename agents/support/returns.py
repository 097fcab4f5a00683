"""Sending an order back (R34, R35): within its days and below the limit a label after a yes, else a person."""

from __future__ import annotations

from datetime import timedelta

from agents.escalations import hand_to_staff
from agents.support.frame import FIELD_RETURN, SupportFrame, ask
from agents.support.identity import Identified
from agents.support.telling import order_status, today
from agents.support.tickets import open_ticket
from agents.support.unsolved import wants_exchange
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.conversation import NextStep
from domain.order import Order
from domain.speech import Option, SpeechAct
from domain.step import CreateReturnLabel, Step

ERRAND_MINUTES = 15
"""Within this an errand has been done, or a person was told that it could not be."""
_YES_NO = [Option(id="yes", say="option-return-yes"), Option(id="no", say="option-return-no")]


def offer_return(turn: TurnContext, found: Identified, category: SupportCategory) -> Step:
    """What sending back means, read back for a yes; or why a person has to look."""
    order, frame = found.order, found.frame
    exchanges = wants_exchange(f"{frame.problem}\n{turn.reading.text}", turn.reading.language)
    if not exchanges and order.total.amount > turn.business.escalation.refund_limit:
        return _to_person(turn, frame, found)
    if order.status in ("returned", "cancelled"):
        act = SpeechAct(say=f"order-{order.status}", values={"order": order.id})
        return open_ticket(turn, frame, category, before=[act], actions=found.actions)
    if order.delivered_on is None:
        act = SpeechAct(say="return-not-delivered", values={"order": order.id})
        before = [order_status(turn, order), act]
        return open_ticket(turn, frame, category, before=before, actions=found.actions)
    if today(turn) > order.delivered_on + timedelta(days=turn.business.support.return_days):
        values = {"days": turn.business.support.return_days, "delivered": order.delivered_on}
        return open_ticket(
            turn, frame, category, before=[SpeechAct(say="return-too-late", values=dict(values))],
            actions=found.actions,
        )  # fmt: skip
    if exchanges:
        return open_ticket(
            turn, frame, category, say="ticket-exchange", actions=found.actions, timeline=False
        )
    lines = []
    if category.timeline is not None:
        lines.append(SpeechAct(say="ticket-timeline", values={"timeline": category.timeline}))
    question = SpeechAct(
        say="return-read-back",
        values={"order": order.id, "total": order.total},
        lines=lines or [SpeechAct(say="return-no-timeline")],
        options=_YES_NO,
    )
    return ask(frame, question, FIELD_RETURN, kind="yes_no", subject=order.id, actions=found.actions)


def exchange_instead(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step:
    """Another one for it, asked for after the return was read back: no money, so a person only looks what there is."""
    problem = f"{frame.problem}\n{turn.reading.text}".strip()
    return open_ticket(
        turn, frame.model_copy(update={"problem": problem}), category, say="ticket-exchange", timeline=False
    )


def start_return(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step:
    """The yes: the label is asked for, and the ticket for the money or the exchange stands with its time."""
    ticket = open_ticket(
        turn, frame, category, before=[SpeechAct(say="return-started")],
        actions=[CreateReturnLabel(order_id=frame.order)], ends=False, quiet=True,
    )  # fmt: skip
    return ticket.model_copy(update={"acts": ticket.acts[:1], "next_step": errand_to_come(turn)})


def errand_to_come(turn: TurnContext) -> NextStep:
    """The other program owes its answer; an alarm rings where none has come."""
    return NextStep(what="errand", owner="bot", due_at=turn.now + timedelta(minutes=ERRAND_MINUTES))


def _to_person(turn: TurnContext, frame: SupportFrame, found: Identified) -> Step:
    """Above the limit money is a person's decision, at once (R39)."""
    step = hand_to_staff(turn, "refund")
    if step.escalation is not None:
        fields = {"order": found.order.id, "total": _total(found.order), "problem": frame.problem}
        escalation = step.escalation.model_copy(update={"fields": {**fields, **step.escalation.fields}})
        step = step.model_copy(update={"escalation": escalation})
    return step.model_copy(update={"actions": found.actions, "frame": {}, "keep_pending": False})


def _total(order: Order) -> str:
    return f"{order.total.amount} {order.total.currency}"
