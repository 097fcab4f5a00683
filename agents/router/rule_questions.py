"""Which messages ask the business's rules something, beside an answer or instead of what they sound like."""

from __future__ import annotations

from agents.router.answering import asks_for_a_time, asks_how_they_come
from agents.router.heard import CONTACT_KINDS, Heard
from agents.router.wish_beside import wants_instead
from agents.router.words import (
    A_WORD_OR_TWO,
    ALSO_MEANT,
    CHANGES,
    LITTLE_SURE,
    SURELY_ASKS,
    SURELY_ELSEWHERE,
    UNSURE_BELOW,
)

_BOOKING_FIELDS = ("service", "slot", "contact", "book_yes", "day")


def asks_how_changes_work(heard: Heard) -> bool:
    """ "Can I cancel later?" while a visit is being booked: a question to the rules, nothing to cancel yet."""
    booking = heard.pending is not None and heard.pending.field in _BOOKING_FIELDS
    return booking and heard.asks and heard.changes_a_visit and not heard.facts.wishes


def asks_beside_the_answer(heard: Heard) -> bool:
    """Whether an answer to the open question holds a question to the rules too; an hour, a name or a place alone
    sounds like one and is none, and "is 14:00 free?" is the answer alone."""
    asked, said = heard.pending, heard.reading
    if asked is not None and (asks_for_a_time(said, asked) or asks_how_they_come(said, asked)):
        return False
    if heard.reading.answered:
        return True
    if heard.reading.choice is not None and not (heard.asks and heard.reading.source == "local"):
        return False
    contact = heard.pending is not None and heard.pending.kind in CONTACT_KINDS
    surely = SURELY_ASKS if heard.facts.shift is not None or contact else ALSO_MEANT
    if not heard.asks_at_all or heard.tells_a_price_fact:
        surely = SURELY_ASKS
    if heard.asks and wants_instead(heard.reading):
        surely = ALSO_MEANT  # "whitening, rather. Does it hurt?": the question is all the rest
    if _may_ask_beside(heard):
        return True
    other = heard.facts.shift in ("other_person", "other_place")
    return heard.reading.has("faq", at_least=1.0 if heard.names_little_else or other else surely)


def _may_ask_beside(heard: Heard) -> bool:
    """A question that is hardly understood, where a lead or an estimate was asked for a fact, and that brings none:
    the rules may know."""
    collects = heard.was_asked_by("sales", "estimator") and heard.asks and not heard.brings_facts
    little = heard.reading.confidence < LITTLE_SURE and heard.reading.route != "confirm"
    return bool(collects and little and not heard.tells_a_price_fact and not heard.facts.numbers)


def may_ask_a_rule(heard: Heard) -> bool:
    """A question that sounds like trouble or like a visit, but not surely: "can I pay by card?", "what if I am
    late?"."""
    if not heard.asks or heard.pending is not None or heard.facts.order_ids or heard.facts.emails:
        return False
    reading = heard.reading
    if heard.facts.services and heard.facts.wishes:
        return False  # "a cleaning on Thursday, would that do?"
    if reading.route == "support.returns" and heard.asks_how_it_would_be:
        return True
    if heard.linked and heard.facts.goods.what_if:
        return True
    if reading.route.startswith("support.") and reading.route != "support.complaint":
        return reading.confidence < SURELY_ASKS and "payment_dispute" not in reading.flags
    deed = reading.intent in ("move", "cancel", "book", "cannot_come", "availability")
    ours = reading.route in ("booking", "sales", *CHANGES)
    if reading.route == "quote" and heard.business.books and not heard.names_work:
        ours = not heard.facts.services  # "would dollars do?" sounds like a price
    return ours and not deed and UNSURE_BELOW <= reading.confidence < LITTLE_SURE


def may_ask_in_a_booking(heard: Heard) -> bool:
    """ "Can his father come in, too?" while times are shown: sounds like a wish, and names nothing to wish for."""
    facts, reading = heard.facts, heard.reading
    brings = heard.names_of_a_visit or heard.gives_contact or facts.shift is not None
    arranged = heard.was_asked_by("scheduler") and reading.choice is None and reading.intent is None
    enough = len(reading.text.split()) > A_WORD_OR_TWO
    hardly = reading.route == "booking" and reading.confidence < SURELY_ELSEWHERE
    return arranged and hardly and heard.asks and enough and not brings and not reading.flags
