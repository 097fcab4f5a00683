"""The check whether an order is the customer's own (R32), before anything about it is said or done.

Everything here looks the same from outside whether or not there is such an order: the confirming element is asked for
before anything is looked up, one look-up is made either way, and a failed check has one wording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agents.escalations import hand_to_staff
from agents.support.claims import confirms, find_claim, find_element, subject_of
from agents.support.frame import FIELD_CONFIRM, FIELD_WHICH, SupportFrame, ask
from agents.tools.orders import OrderPort
from agents.turn_context import TurnContext
from domain.availability import answer_due
from domain.business import SupportCategory
from domain.order import UNDER_WAY, Order
from domain.speech import Option, SpeechAct
from domain.step import NoteIdentityCheck, ProposedAction, Step
from domain.ticket import SupportHistory

_WAYS_OUT = [Option(id="person", say="option-person"), Option(id="no", say="option-not-now")]
Confirms = Callable[[Order], bool]


@dataclass(frozen=True)
class Identified:
    """The customer's own order. `actions` keep the passed check."""

    order: Order
    frame: SupportFrame
    actions: list[ProposedAction]


def ask_for_order(
    turn: TurnContext, frame: SupportFrame, category: SupportCategory, before: list[SpeechAct]
) -> Step:
    """The one missing fact: which order (R31). Asked for in vain, the other way to find it is told."""
    example = turn.business.support.identity.order_example
    act = SpeechAct(say="identity-ask-order", values={"example": example}) if example else None
    field = category.fact.id if category.fact is not None else "order"
    if turn.pending is not None and turn.pending.field == field and not turn.resuming:
        act = SpeechAct(say="identity-ask-order-again")
    return ask(
        frame, act or SpeechAct(say="identity-ask-any-order"), field, before=before, expects="order_id"
    )


def ask_to_confirm(turn: TurnContext, frame: SupportFrame, before: list[SpeechAct] | None = None) -> Step:
    """The confirming element; also for an order that does not exist. Asked for in vain, it is said why, with a person as
    the way out for who cannot give it."""
    asked = turn.pending is not None and turn.pending.field == FIELD_CONFIRM and not turn.resuming
    if not asked or before or frame.claim != _claimed_before(turn):
        return ask(frame, _words(turn, "identity-ask"), FIELD_CONFIRM, before=before)
    why = _words(turn, "identity-why").model_copy(update={"options": _WAYS_OUT})
    return ask(frame, why, FIELD_CONFIRM)


def _claimed_before(turn: TurnContext) -> str:
    return str(turn.frame.get("claim", ""))


def _words(turn: TurnContext, message: str) -> SpeechAct:
    rules = turn.business.support.identity
    values = {"digits": rules.phone_digits} if rules.confirm_with == "phone_digits" else {}
    return SpeechAct(say=f"{message}-{rules.confirm_with}", values=dict(values))


async def identify(
    turn: TurnContext,
    frame: SupportFrame,
    category: SupportCategory,
    history: SupportHistory,
    orders: OrderPort,
    *,
    sorry: list[SpeechAct],
) -> Identified | Step:
    """The customer's order, or the step that is next on the way to it. Raises OrdersUnavailable."""
    rules = turn.business.support.identity
    if history.failed_checks >= rules.attempts:
        return to_person(turn, frame)
    if frame.order and frame.order in history.confirmed_orders:
        found = await orders.find(frame.order)
        if found is not None:
            return await _chosen(turn, frame, [found], [])
    pending = turn.pending if not turn.resuming else None
    asked_order = pending is not None and category.fact is not None and pending.field == category.fact.id
    asked_confirm = pending is not None and pending.field == FIELD_CONFIRM
    claim = find_claim(
        turn.reading, turn.business.profile.order_id_pattern, asked=asked_order or asked_confirm
    )
    frame = frame.model_copy(update={"claim": claim or frame.claim})
    if not frame.claim:
        return ask_for_order(turn, frame, category, sorry)
    if frame.claim in history.confirmed_orders:
        found = await orders.find(frame.claim)
        if found is not None:
            return await _chosen(turn, frame, [found], [])
    element = find_element(turn.reading, rules, frame.claim, asked=asked_confirm or asked_order)
    if asked_order and not claim:
        element = None  # figures that are no order number were meant as one
    if element is None:
        return ask_to_confirm(turn, frame, sorry)
    if "injection" in turn.reading.flags:
        return ask_to_confirm(turn, frame)
    return await _check(
        turn, frame, history, orders, element_of=lambda order: confirms(order, element, rules)
    )


async def _check(
    turn: TurnContext,
    frame: SupportFrame,
    history: SupportHistory,
    orders: OrderPort,
    *,
    element_of: Confirms,
) -> Identified | Step:
    rules = turn.business.support.identity
    subject = subject_of(frame.claim)
    about = await turn.support.failures_about(subject) if turn.support is not None else 0
    if about >= rules.attempts_per_order:
        return to_person(turn, frame)
    if "@" in frame.claim:
        found = await orders.find_by_email(frame.claim)
    else:
        one = await orders.find(frame.claim)
        found = [one] if one is not None else []
    own = [order for order in found if element_of(order)]
    if own:
        passed: list[ProposedAction] = [NoteIdentityCheck(subject=o.id, passed=True) for o in own]
        return await _chosen(turn, frame, own, passed)
    failed = NoteIdentityCheck(subject=subject, passed=False)
    frame = frame.model_copy(update={"checks": frame.checks + 1})
    if history.failed_checks + 1 >= rules.attempts:
        return to_person(turn, frame, [failed])
    return ask(frame, _words(turn, "identity-failed"), FIELD_CONFIRM, actions=[failed])


async def _chosen(
    turn: TurnContext, frame: SupportFrame, own: list[Order], actions: list[ProposedAction]
) -> Identified | Step:
    """Of several orders of one address the only one under way, else the customer chooses."""
    under_way = [order for order in own if order.status in UNDER_WAY]
    if len(own) == 1 or len(under_way) == 1:
        order = own[0] if len(own) == 1 else under_way[0]
        return Identified(order, frame.model_copy(update={"order": order.id, "claim": order.id}), actions)
    options = [Option(id=f"order:{o.id}", say="option-order", values={"order": o.id}) for o in own[:3]]
    return ask(
        frame, SpeechAct(say="order-which", options=options), FIELD_WHICH, kind="choice", actions=actions
    )


def to_person(turn: TurnContext, frame: SupportFrame, actions: list[ProposedAction] | None = None) -> Step:
    """After the last attempt a person checks; nothing is said of what was right or wrong."""
    rules = turn.business.support.identity
    step = hand_to_staff(turn, rules.topic)
    acts = step.acts
    if step.escalation is not None:
        by = answer_due(turn.business, turn.now, int(step.escalation.answer_within.total_seconds() // 60))
        acts = [SpeechAct(say="identity-person", values={"by": by})]
        fields = {"claim": frame.claim, "problem": frame.problem, **step.escalation.fields}
        escalation = step.escalation.model_copy(update={"fields": {k: v for k, v in fields.items() if v}})
        step = step.model_copy(update={"escalation": escalation})
    return step.model_copy(
        update={"acts": acts, "actions": actions or [], "frame": frame.dump(), "keep_pending": False}
    )
