"""A message about what somebody already looks into: an open ticket, or a dispute that a person has (R37, R60)."""

from __future__ import annotations

from agents.support.claims import find_claim
from agents.support.unsolved import is_unsolved
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.speech import SpeechAct
from domain.step import Step
from domain.ticket import SupportHistory, Ticket

_SURELY_MEANT = 0.6
_ABOUT_MONEY = ("payment_dispute", "refund", "legal")
"""Topics of questions to staff that are about money and orders."""
_OF_MONEY = ("support.payment", "support.returns")
_A_FEW_WORDS = 6


def known_problem(turn: TurnContext, category: SupportCategory, history: SupportHistory) -> Ticket | None:
    """The ticket this message goes on with: one that waits for the same thing, or any that did not help; for "what about
    my dress?", which names no order, the one about an order."""
    claim = find_claim(turn.reading, turn.business.profile.order_id_pattern, asked=False)
    unsolved = is_unsolved(turn.reading)
    tells = category.self_service is not None and category.self_service.order_status
    surely = any(s.route in category.routes and s.confidence >= _SURELY_MEANT for s in turn.reading.routes)
    vague = tells and not claim and not surely
    for ticket in history.tickets:
        other_order = bool(claim and ticket.order and claim.upper() != ticket.order.upper())
        same = ticket.is_open and ticket.category == category.id
        named_later = not tells and _is_of_one_story(turn, ticket, category)
        if not other_order and (
            same or unsolved or named_later or (vague and ticket.is_open and ticket.order)
        ):
            return ticket
    return None


def _is_of_one_story(turn: TurnContext, ticket: Ticket, category: SupportCategory) -> bool:
    """What was broken yesterday is "I want a new one, not the money" today: one order, told in two messages."""
    stored = turn.business.support.category(ticket.category)
    waits = ticket.is_open and ticket.due_at is not None and ticket.due_at > turn.now
    if stored is None or not waits or ticket.order is None:
        return False
    facts = [c.fact.kind if c.fact is not None else "" for c in (stored, category)]
    tells = stored.self_service is not None and stored.self_service.order_status
    return facts == ["order", "order"] and not tells


def waits_for_person(turn: TurnContext) -> Step | None:
    """The number of the order, or "when will I get it back?", while a person looks into the money: nothing is asked, the
    time is said again. Later messages stand on the card."""
    waiting = [a for a in turn.situation.pending_approvals if a.topic in _ABOUT_MONEY]
    if not waiting:
        return None
    reading = turn.reading
    of_money = any(s.route in _OF_MONEY and s.confidence >= _SURELY_MEANT for s in reading.routes)
    adds = "ask" not in reading.acts and len(reading.text.split()) <= _A_FEW_WORDS
    if not (of_money or (adds and reading.entities.order_ids)):
        return None
    by = max(min(a.answer_due_at for a in waiting), turn.now)
    return Step(acts=[SpeechAct(say="escalated-waiting", values={"by": by})], frame={})
