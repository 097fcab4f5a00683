"""What helps at once (R33): where the order is, steps, a policy. Order facts are told to its owner only."""

from __future__ import annotations

from datetime import date

from agents.front_desk.policies import passage_act
from agents.support.frame import FIELD_HELPED, SupportFrame, ask
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.order import Order
from domain.speech import Option, SpeechAct
from domain.step import ProposedAction, Step

HELPED_QUESTION = SpeechAct(
    say="helped-ask",
    options=[Option(id="yes", say="option-helped"), Option(id="no", say="option-not-helped")],
)
ARRIVED_QUESTION = SpeechAct(
    say="got-it-ask",
    options=[Option(id="yes", say="option-got-it"), Option(id="no", say="option-not-got-it")],
)
"""After "it was delivered": it may stand at somebody else's door."""


def today(turn: TurnContext) -> date:
    return turn.now.astimezone(turn.business.zone).date()


def order_status(turn: TurnContext, order: Order) -> SpeechAct:
    """Where the order is, its last scan, when it comes, and how to follow it."""
    lines: list[SpeechAct] = []
    if order.status in ("on_way", "ready") and order.last_scan is not None:
        values = {"place": order.last_scan.place, "scanned": order.last_scan.at}
        lines.append(SpeechAct(say="order-scan", values=dict(values)))
    if order.status == "on_way" and order.tracking_url:
        lines.append(
            SpeechAct(
                say="order-link", values={"tracking": order.tracking_number, "link": order.tracking_url}
            )
        )
    elif order.status == "on_way" and order.tracking_number:
        lines.append(SpeechAct(say="order-tracking", values={"tracking": order.tracking_number}))
    return _with_lines(_standing(turn, order), lines)


def _with_lines(act: SpeechAct, lines: list[SpeechAct]) -> SpeechAct:
    """Facts that are there, a line each; without any, the sentence alone."""
    if not lines:
        return act
    return SpeechAct(say="order-facts", lines=[act, *lines])


def _standing(turn: TurnContext, order: Order) -> SpeechAct:
    values: dict[str, str | date] = {"order": order.id}
    if order.is_late(today(turn)) and order.expected_on is not None:
        return SpeechAct(say="order-late", values={**values, "expected": order.expected_on})
    if order.status in ("preparing", "on_way") and order.expected_on is not None:
        say = "order-preparing" if order.status == "preparing" else "order-on-way"
        return SpeechAct(say=say, values={**values, "expected": order.expected_on})
    if order.status == "delivered" and order.delivered_on is not None:
        return SpeechAct(say="order-delivered", values={**values, "delivered": order.delivered_on})
    say = {
        "preparing": "order-preparing-open",
        "on_way": "order-on-way-open",
        "ready": "order-ready",
        "delivered": "order-delivered-open",
        "returned": "order-returned",
        "cancelled": "order-cancelled",
    }[order.status]
    return SpeechAct(say=say, values={**values})


def ask_helped(
    frame: SupportFrame,
    before: list[SpeechAct],
    actions: list[ProposedAction] | None = None,
    *,
    question: SpeechAct = HELPED_QUESTION,
) -> Step:
    """ "Did it help?" (R41), after what was told."""
    told = frame.model_copy(update={"told": True})
    return ask(told, question, FIELD_HELPED, kind="yes_no", before=before, actions=actions)


async def tell(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step | None:
    """Steps or a policy, with the question whether they helped; None when there is nothing to tell."""
    service = category.self_service
    if service is None or frame.told:
        return None
    if service.steps is not None:
        return ask_helped(frame, [SpeechAct(say="support-steps", values={"steps": service.steps})])
    if service.policy is not None:
        passage = await turn.policies.passage(service.policy, language=turn.reading.language)
        return ask_helped(frame, [passage_act(passage)]) if passage is not None else None
    return None
