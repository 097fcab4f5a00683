"""From one turn to its needs: what happened, what staff decide, what the tables of `rules.py` say, what is asked again.

What staff decide comes before both tables; beside it, only a visit is arranged or priced in the same turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.asked_of_us import NOTHING, Spoken
from agents.need import Need
from agents.router.conversation_rules import CONVERSATION
from agents.router.happenings import needs_of_happenings, needs_of_wordless, reminds_of_a_visit
from agents.router.heard import Heard
from agents.router.rule import Rule, answer
from agents.router.rules import REQUESTS
from agents.small_talk import SIDE_TOPICS, says_goodbye
from domain.business import Business
from domain.conversation import SpecialistName
from domain.event import CUSTOMER_KINDS, InboxEvent
from domain.reading import Reading
from domain.step import PendingQuestion

_MOST_NEEDS = 3
_SIDE_ANSWERS = frozenset({"decision", "escalation", "policy", "unsupported", "repair", "timer"})
"""Dealt with beside the open question, which is asked again afterwards."""


def route(
    events: list[InboxEvent],
    reading: Reading | None,
    *,
    business: Business,
    pending: PendingQuestion | None,
    active: SpecialistName | None,
    linked: bool = False,
    quoted: bool = False,
    spoken: Spoken = NOTHING,
) -> list[Need]:
    """What this turn deals with, in order; at most three needs (R62: one short reply)."""
    needs = needs_of_happenings(events, business)
    if reading is None:
        needs += needs_of_wordless(events, pending)
    else:
        needs += _needs_of(Heard(reading, business, pending, active, linked, spoken, quoted))
    if pending is not None and _leaves_open(needs, events, reading, pending):
        needs.append(Need(pending.specialist, "resume", rule="ask-again"))
    return needs[:_MOST_NEEDS]


def _needs_of(heard: Heard) -> list[Need]:
    for_staff = [Need("front_desk", "escalation", topic=t, rule="staff-decide") for t in heard.topics]
    rule = _first(CONVERSATION, heard)
    if rule is not None:
        needs = [*([] if rule.alone else for_staff), *_by(rule, heard)]
        needs = _with_what_is_asked_beside(needs, heard) if rule.name == "answers" else needs
        told = heard.reading.answered and not any(n.kind == "answer" for n in needs)
        return [*needs, *answer(heard)] if told else needs  # "yes. Is the doctor experienced?"
    if for_staff and not heard.wants_a_visit_too:
        return for_staff
    requests = _with_what_is_asked_beside(_by(_first(REQUESTS, heard) or REQUESTS[-1], heard), heard)
    return [*for_staff, *(n for n in requests if not for_staff or n.specialist in ("scheduler", "estimator"))]


def _with_what_is_asked_beside(needs: list[Need], heard: Heard) -> list[Need]:
    """A question to the rules that the message as a whole drowned: answered where they surely can, else left to whoever
    deals with the rest."""
    if not needs or not heard.questions_beside:
        return needs
    first = needs[0]
    if len(needs) == 1 and first.kind == "policy" and first.otherwise and heard.is_more_than_a_question:
        return [replace(first, beside=True), Need(first.otherwise, "request", rule=first.rule)]
    if any(need.specialist == "front_desk" for need in needs) or _is_answered_by_the_goods(needs, heard):
        return needs
    asked = Need(
        "front_desk", "policy", beside=True, otherwise=needs[0].specialist, rule="asks-beside-something-else"
    )
    return [asked, *needs]


def _is_answered_by_the_goods(needs: list[Need], heard: Heard) -> bool:
    """Sizes, stock and delivery are told of the goods themselves; what one may do with them is in the rules."""
    wish = heard.facts.goods
    return needs[0].specialist == "catalogue" and not (heard.asks_a_rule or wish.may_i or wish.what_if)


def _first(rules: Sequence[Rule], heard: Heard) -> Rule | None:
    return next((rule for rule in rules if rule.when(heard)), None)


def _by(rule: Rule, heard: Heard) -> list[Need]:
    return [replace(need, rule=rule.name) for need in rule.needs(heard)]


def _leaves_open(
    needs: Sequence[Need], events: Sequence[InboxEvent], reading: Reading | None, pending: PendingQuestion
) -> bool:
    """Whether all of it is beside the open question, so that this is asked again: to a customer who is here or was
    reminded, never because an alarm rang."""
    here = any(
        e.kind in CUSTOMER_KINDS or e.kind == "staff_decision" or reminds_of_a_visit(e) for e in events
    )
    beside = all(n.kind in _SIDE_ANSWERS or _is_small_talk(n, reading) for n in needs)
    return bool(needs) and here and beside and pending.specialist != "front_desk"


def _is_small_talk(need: Need, reading: Reading | None) -> bool:
    if need.topic in SIDE_TOPICS:
        return True
    talk = reading is not None and reading.route in ("smalltalk", "out_of_scope")
    talk = talk and reading is not None and not says_goodbye(reading)
    return talk and need.specialist == "front_desk" and need.kind == "request" and need.topic is None
