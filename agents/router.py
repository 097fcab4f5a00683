"""Which specialist deals with what. Pure: a reading and the case's state in, an ordered list of needs out."""

from __future__ import annotations

from collections.abc import Mapping

from agents.escalations import raised_topics
from agents.estimator.wording import pricing_of
from agents.need import NOTICES, PHOTO_TYPES, SURE_OF_YES, Need
from agents.refusals import TOPIC as REFUSAL
from agents.refusals import refused_by
from agents.sales.interest import asks_for_proposal, is_about_a_project
from agents.support.categories import names_problem
from agents.support.unsolved import is_unsolved
from domain.business import Business
from domain.conversation import SpecialistName
from domain.event import CUSTOMER_KINDS, InboxEvent
from domain.reading import Reading, Route
from domain.step import PendingQuestion

UNSURE_BELOW = 0.4
"""Under this confidence a reading is a guess: ask, do not act."""
ALSO_MEANT = 0.5
"""A second need in the same message counts from this confidence."""
SURELY_ASKS = 0.85
""" "Earlier, please?" sounds like a question to the rules; only a sure one is."""
LITTLE_SURE = 0.6
"""Small talk, or a need outside the business, is taken for one from this confidence; below it is not understood."""
_MOST_NEEDS = 3
_SIDE_ANSWERS = frozenset({"decision", "escalation", "policy", "unsupported", "repair", "timer"})
"""Dealt with beside the open question, which is asked again afterwards."""
_BOOKING_FIELDS = ("service", "slot", "contact", "book_yes", "day")
_MAY_BOOK = (None, "scheduler", "front_desk")
"""While another specialist collects its facts, a day or a place is one of them."""
_NAME_AND_LITTLE = 4
_ABOUT_PRODUCTS = ("sales", "quote", "faq", "booking", "smalltalk", "out_of_scope")
"""Routes on which a product that is named makes it a need for the catalogue (R43)."""
_CONTACT = ("contact", "name", "phone")
_NO_PROBLEM = ("faq", "booking", "sales", "quote", "human")

_SPECIALIST: Mapping[Route, SpecialistName] = {
    "booking": "scheduler",
    "reschedule": "scheduler",
    "cancel": "scheduler",
    "quote": "scheduler",
    "sales": "sales",
    "support.delivery": "support",
    "support.payment": "support",
    "support.technical": "support",
    "support.returns": "support",
    "support.account": "support",
    "support.complaint": "support",
    "faq": "front_desk",
    "human": "front_desk",
    "smalltalk": "front_desk",
    "out_of_scope": "front_desk",
}


def route(
    events: list[InboxEvent],
    reading: Reading | None,
    *,
    business: Business,
    pending: PendingQuestion | None,
    active: SpecialistName | None,
) -> list[Need]:
    """What this turn deals with, in order; at most three needs (R62: one short reply)."""
    needs = [
        Need("support", "notice", event=e)
        if _is_notice(e)
        else Need(_hears(e), "decision" if e.kind == "staff_decision" else "timer", event=e)
        for e in _once_late(events)
        if e.kind in ("staff_decision", "timer") or _is_notice(e) or _is_of_goods(e, business)
    ]
    if reading is not None:
        needs += _needs_of(reading, business=business, pending=pending, active=active)
    elif (photo := _photo(events)) is not None and (pending is None or pending.specialist == "support"):
        needs.append(Need("support", "evidence", event=photo))
    elif any(e.kind == "unsupported" for e in events):
        to_estimate = photo is not None and pending is not None and pending.specialist == "estimator"
        needs.append(
            Need("estimator", "answer", event=photo) if to_estimate else Need("front_desk", "unsupported")
        )
    answers_staff = any(n.kind == "decision" for n in needs)
    reminded = any(e.kind == "timer" and e.payload.get("kind") == "reminder" for e in events)
    talks = any(e.kind in CUSTOMER_KINDS for e in events) or answers_staff or reminded
    side_answer = all(n.kind in _SIDE_ANSWERS or _is_small_talk(n, reading) for n in needs)
    if needs and talks and side_answer and pending is not None and pending.specialist != "front_desk":
        needs.append(Need(pending.specialist, "resume"))
    return needs[:_MOST_NEEDS]


def _is_notice(event: InboxEvent) -> bool:
    """Told by support: news from outside, or the alarm for news that had to wait."""
    if event.kind == "business":
        return event.payload.get("name") in NOTICES
    return event.kind == "timer" and event.payload.get("kind") == "notice"


def _photo(events: list[InboxEvent]) -> InboxEvent | None:
    return next((e for e in events if e.kind == "unsupported" and e.payload.get("type") in PHOTO_TYPES), None)


_GOODS_EVENTS = frozenset({"order_placed", "back_in_stock"})


def _is_of_goods(event: InboxEvent, business: Business) -> bool:
    """Word from the shop's other programs: an order was placed, something is there again."""
    told = event.kind == "business" and event.payload.get("name") in _GOODS_EVENTS
    return told and business.catalogue is not None


def _hears(event: InboxEvent) -> SpecialistName:
    """Whoever held a time says that it is held no longer; word of goods is the catalogue's, the rest the front desk's."""
    if event.kind == "timer" and event.payload.get("kind") == "hold":
        return "scheduler"
    of_goods = event.kind == "business" or (event.kind == "timer" and event.payload.get("kind") == "nudge")
    return "catalogue" if of_goods else "front_desk"


def _once_late(events: list[InboxEvent]) -> list[InboxEvent]:
    """Several answers that are late at once are one thing to say: the first alarm speaks for the others."""
    late = [e for e in events if e.kind == "timer" and e.payload.get("kind") == "commitment"]
    return [e for e in events if e not in late[1:]]


def _is_small_talk(need: Need, reading: Reading | None) -> bool:
    talk = reading is not None and reading.route in ("smalltalk", "out_of_scope")
    return talk and need.specialist == "front_desk" and need.kind == "request" and need.topic is None


def _needs_of(
    reading: Reading, *, business: Business, pending: PendingQuestion | None, active: SpecialistName | None
) -> list[Need]:
    topics = raised_topics(reading, business)
    needs = [Need("front_desk", "escalation", topic=t) for t in topics]
    not_done = None if topics else refused_by(reading, business)
    if not_done is not None:
        return [Need("front_desk", "request", topic=REFUSAL + not_done)]
    if "opt_out" in reading.acts:
        return [Need("front_desk", "request", topic="opt_out")]
    if reading.intent == "change_rules":
        return [*needs, Need("front_desk", "policy")]
    if reading.intent == "move_back" and business.books:
        return [*needs, Need("scheduler", "request")]
    if pending is not None and pending.field == "visit" and reading.route in ("reschedule", "cancel"):
        return [*needs, Need("front_desk", "answer")]
    if pending is not None and (
        answers_pending(reading, pending) or _tells_estimate(reading, pending, business)
    ):
        facts = reading.entities
        hardly = facts.shift is not None or pending.kind in _CONTACT or _names_only(reading)
        surely = 1.0 if _names_only(reading) else SURELY_ASKS if hardly else ALSO_MEANT
        surely = max(surely, ALSO_MEANT if "ask" in reading.acts or reading.questions else SURELY_ASKS)
        asks = reading.choice is None and reading.has("faq", at_least=surely)
        side = [Need("front_desk", "policy", beside=True)] if asks else []
        return [*needs, *side, Need(pending.specialist, "answer")]
    if pending is not None and _asks_about_changes(reading, pending):
        return [*needs, Need("front_desk", "policy")]
    requests = _requests(reading, pending=pending, active=active, business=business)
    if topics:
        also = _surely_books(reading) or (topics == ["discount"] and _asks_price(reading))
        requests = [n for n in requests if n.specialist == "scheduler" and also]
    return needs + requests


def _requests(
    reading: Reading, *, pending: PendingQuestion | None, active: SpecialistName | None, business: Business
) -> list[Need]:
    if is_unsolved(reading) and (pending is None or pending.specialist == "support"):
        return [Need("support", "request" if pending is None else "answer")]
    if pending is None and _names_a_problem(reading, business):
        return [Need("support", "request")]
    if _asks_of_goods(reading, pending):
        return [Need("catalogue", "request")]
    if is_about_a_project(reading, business):
        asks = "ask" in reading.acts or bool(reading.questions)
        asks = asks and not asks_for_proposal(reading, business)
        if asks and reading.route not in ("sales", "quote", "booking"):
            return [Need("front_desk", "policy", otherwise="sales")]
        asks = asks and _asks_policy(reading)
        side = [Need("front_desk", "policy", beside=True)] if asks else []
        return [*side, Need("sales", "request")]
    if _asks_policy(reading) and reading.route == "faq":
        also = [s for s in _others(reading, business) if s != "front_desk"][:1]
        return [Need("front_desk", "policy", beside=bool(also)), *(Need(s, "request") for s in also)]
    if _may_ask_a_rule(reading, pending):
        return [Need("front_desk", "policy", otherwise=_specialist(reading.route, business, reading))]
    if reading.confidence < UNSURE_BELOW or _sounds_like_nothing(reading):
        facts = reading.entities
        people_or_place = facts.practitioners or facts.branches
        if business.books and (facts.services or ((facts.wishes or people_or_place) and active in _MAY_BOOK)):
            if reading.route == "faq" and "ask" in reading.acts and not facts.wishes:
                return [Need("front_desk", "policy", otherwise="scheduler")]
            return [Need("scheduler", "request")]
    if reading.confidence < UNSURE_BELOW or _hardly_says(reading, business):
        return [Need("front_desk", "repair")]
    if reading.route in ("confirm", "decline"):
        return [Need(pending.specialist if pending else "front_desk", "answer" if pending else "request")]
    first = _specialist(reading.route, business, reading)
    if first == "front_desk":
        return [Need("front_desk", "request")]
    if first == "catalogue" and pending is None:
        # No goods were named: "how much is gift wrapping?" is in the rules.
        return [Need("front_desk", "policy", otherwise="catalogue")]
    needs = [Need(first, "request")]
    if reading.has("faq", at_least=ALSO_MEANT):
        needs.insert(0, Need("front_desk", "policy", beside=True))
    needs += [Need(s, "request") for s in _others(reading, business) if s not in (first, "front_desk")][:1]
    return needs


def _names_a_problem(reading: Reading, business: Business) -> bool:
    """The owner's own words for a problem, or the number of an order, unless it is surely something else."""
    if reading.route in _NO_PROBLEM and reading.confidence >= SURELY_ASKS:
        return False
    names_order = bool(business.profile.order_id_pattern and reading.entities.order_ids)
    return names_order or names_problem(reading, business.support)


def _asks_of_goods(reading: Reading, pending: PendingQuestion | None) -> bool:
    """Goods are wished for or asked about (R43), and it is neither a sure question about the rules nor trouble with
    an order."""
    wish = reading.entities.goods
    named = bool(reading.entities.products or wish.categories)
    part = bool(
        wish.colours or wish.sizes or wish.measures or wish.others or wish.cheaper or wish.asks_which_size
    )
    part = part or (wish.wait and pending is not None and pending.specialist == "catalogue")
    late = reading.route == "support.delivery" and reading.confidence >= SURELY_ASKS
    to_place = wish.asks_delivery and bool(reading.entities.zones) and not late
    part = part or to_place
    if reading.entities.order_ids or not (named or part or wish.gift):
        return False
    asks_of_it = wish.asks_stock or part or wish.asks_size or wish.wants or reading.intent == "price"
    if reading.route == "faq" and reading.confidence >= SURELY_ASKS:
        return bool(named and asks_of_it) or to_place
    if reading.route in _ABOUT_PRODUCTS:
        return named or wish.gift or part
    talks_of_it = pending is not None and pending.specialist == "catalogue" and (named or part)
    talks_of_it = talks_of_it or to_place or (reading.route in ("confirm", "decline") and part)
    return talks_of_it or (named and asks_of_it and reading.confidence < SURELY_ASKS)


def _hardly_says(reading: Reading, business: Business) -> bool:
    """A guess at small talk, or at something outside the business, in words that greet and thank nobody."""
    little = reading.route in ("out_of_scope", "smalltalk") and reading.confidence < LITTLE_SURE
    polite = "greet" in reading.acts or "thank" in reading.acts
    return little and not polite and reading.source != "exact"


def _may_ask_a_rule(reading: Reading, pending: PendingQuestion | None) -> bool:
    """A question that sounds like a trouble with a payment or like a visit, but not surely: the rules are looked at
    first ("can I pay by card?", "what if I am late?")."""
    if "ask" not in reading.acts or pending is not None or reading.entities.order_ids:
        return False
    if reading.route == "support.returns" and reading.entities.goods.what_if:
        return True
    if reading.route.startswith("support.") and reading.route != "support.complaint":
        return reading.confidence < SURELY_ASKS and "payment_dispute" not in reading.flags
    ours = reading.route in ("reschedule", "cancel", "booking", "sales")
    named = reading.intent in ("move", "cancel", "book", "cannot_come", "availability")
    return ours and not named and UNSURE_BELOW <= reading.confidence < LITTLE_SURE


def _sounds_like_nothing(reading: Reading) -> bool:
    """Not surely outside the business, with a second thought of a booking: a day or a service then tells more."""
    unsure = (
        reading.route in ("decline", "confirm") and reading.confidence < SURE_OF_YES and not reading.choice
    )
    little = reading.route in ("out_of_scope", "smalltalk")
    return unsure or (little and (reading.confidence < SURE_OF_YES or reading.has("booking", at_least=0.2)))


_WITHOUT_VISITS: Mapping[Route, SpecialistName] = {
    "booking": "sales", "reschedule": "support", "cancel": "support", "quote": "estimator",
}  # fmt: skip
"""Where nothing is booked, what is wanted is bought, and what is moved or cancelled is an order."""


def _specialist(route_name: Route, business: Business, reading: Reading) -> SpecialistName:
    """A price that must be worked out is the estimator's; a price on the list is said with the times (R12); a project's
    starting price is said by the qualifier (R2)."""
    if (
        route_name == "quote"
        and business.qualification.tells_prices
        and not _names_bookable(reading, business)
    ):
        return "sales"
    if business.catalogue is not None and route_name in ("sales", "quote") and reading.intent != "estimate":
        return "catalogue"
    if business.catalogue is not None and not business.books and route_name == "booking":
        return "catalogue"
    if not business.books and route_name in _WITHOUT_VISITS:
        return _WITHOUT_VISITS[route_name]
    if route_name == "quote" and (reading.intent == "estimate" or _prices_by_estimate(business)):
        return "estimator"
    if route_name == "support.technical" and _repairs(reading, business):
        return "estimator"
    if route_name == "out_of_scope" and _repairs(reading, business):
        return "scheduler"
    if route_name == "sales" and _names_bookable(reading, business):
        return "scheduler"
    return _SPECIALIST.get(route_name, "front_desk")


def _repairs(reading: Reading, business: Business) -> bool:
    """A broken thing is what such a business lives by, and no complaint about it."""
    named = [business.service_by_id[s] for s in reading.entities.services]
    return _prices_by_estimate(business) and any(s.at_customer for s in named)


def _prices_by_estimate(business: Business) -> bool:
    return business.profile.priced_by == "estimate" or not business.services.services


def _names_bookable(reading: Reading, business: Business) -> bool:
    """A service that can be booked here and now: its price and its times are a better answer than a lead's form."""
    return any(not business.service_by_id[s].needs_person for s in reading.entities.services)


def _others(reading: Reading, business: Business) -> list[SpecialistName]:
    found: list[SpecialistName] = []
    for score in reading.routes[1:]:
        specialist = _specialist(score.route, business, reading)
        if score.confidence >= ALSO_MEANT and score.route in _SPECIALIST and specialist not in found:
            found.append(specialist)
    return found


def _asks_policy(reading: Reading) -> bool:
    return reading.has("faq", at_least=ALSO_MEANT)


def _asks_price(reading: Reading) -> bool:
    """A discount is for staff to decide; what a named service costs is on the list."""
    return reading.has("quote", at_least=ALSO_MEANT) and bool(reading.entities.services)


def _surely_books(reading: Reading) -> bool:
    return any(reading.has(r, at_least=ALSO_MEANT) for r in ("booking", "reschedule", "cancel"))


def _asks_about_changes(reading: Reading, pending: PendingQuestion) -> bool:
    """ "Can I cancel later?" while a visit is being booked: a question to the rules, nothing to cancel yet."""
    asks = "ask" in reading.acts and reading.route in ("cancel", "reschedule")
    return asks and pending.field in _BOOKING_FIELDS and not reading.entities.wishes


def _names_only(reading: Reading) -> bool:
    """ "At Komitas?", "with Davit?", "can it be online?": hardly more than the name of a place or a person."""
    facts, count = reading.entities, len(reading.text.split())
    if facts.online is not None and count <= _NAME_AND_LITTLE:
        return True
    return bool(facts.branches or facts.practitioners) and count <= _NAME_AND_LITTLE


def _evades(reading: Reading) -> bool:
    """ "No", "why?", "hm": beside the question for a name and a phone, which the scheduler then explains."""
    if "greet" in reading.acts or "thank" in reading.acts:
        return False
    asks_why = reading.route == "faq" and reading.confidence < SURELY_ASKS
    little = reading.route in ("decline", "smalltalk", "out_of_scope")
    return asks_why or little or reading.confidence < UNSURE_BELOW


def _tells_estimate(reading: Reading, pending: PendingQuestion, business: Business) -> bool:
    """A value of one of the owner's price facts, beside what was asked: "what if the walls are uneven?"."""
    if pending.specialist != "estimator" or not business.estimates.jobs or reading.route == "human":
        return False
    return pricing_of(business).words.mentions(reading.text)


def _brings_facts(reading: Reading) -> bool:
    """Something that a lead, an estimate or a ticket is made of, whatever was asked first."""
    facts = reading.entities
    return bool(
        facts.windows
        or facts.money
        or facts.quantities
        or facts.zones
        or facts.addresses
        or facts.products
        or facts.order_ids
        or facts.name
        or facts.phones
        or facts.emails
    )


def answers_pending(reading: Reading, pending: PendingQuestion) -> bool:
    """Whether the message is (also) an answer to what was asked."""
    if reading.choice is not None:
        return True
    facts = reading.entities
    if pending.kind in _CONTACT and (facts.name or facts.phones or facts.emails or facts.bad_phone):
        return True
    if pending.specialist == "scheduler" and facts.shift is not None:
        return reading.route not in ("reschedule", "cancel") or reading.confidence < ALSO_MEANT
    named = facts.wishes or facts.services or facts.branches or facts.practitioners
    if pending.specialist == "scheduler" and _names_only(reading):
        return True
    if pending.specialist == "scheduler" and named:
        # What was asked for is named; only a sure question, or one with a question mark, is none the less a question.
        asks = reading.route == "faq" and ("ask" in reading.acts or reading.confidence >= SURELY_ASKS)
        changes = reading.route in ("reschedule", "cancel")
        return not (asks or changes) or reading.confidence < UNSURE_BELOW
    if facts.zones and (pending.specialist == "scheduler" or pending.expects == "place"):
        return True
    if pending.expects == "place" and facts.addresses:
        return True
    if pending.specialist == "scheduler" and (facts.first_visit is not None or facts.phones or facts.name):
        return True
    if pending.specialist == "scheduler" and pending.kind in _CONTACT and _evades(reading):
        return True
    if pending.specialist not in ("scheduler", "front_desk") and _brings_facts(reading):
        elsewhere = reading.route in ("human", "faq", "cancel", "reschedule")
        return not (elsewhere and reading.confidence >= 0.7)
    if pending.kind == "text":
        elsewhere = reading.route in ("human", "faq", "booking", "cancel", "reschedule")
        return not (elsewhere and reading.confidence >= 0.7)
    return pending.kind == "time" and bool(facts.windows)
