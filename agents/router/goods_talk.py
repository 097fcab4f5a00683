"""What a message says of goods: of any (R43), or of those whose link was the last word (R44, R45). Observations.

Said in passing, none of it names the goods again: "by Friday?", "she lives in Avan", "sixty to start with", "is it warm?".
"""

from __future__ import annotations

from agents.catalogue.taking import says_it_takes
from agents.router.heard import Heard
from agents.router.words import A_NAME_AND_LITTLE, CHANGES, SURELY_ASKS, SURELY_ELSEWHERE
from domain.reading import Route

_OPEN_TO_GOODS = ("help", "question", "policy")
"""Questions of the front desk's that nobody has to answer."""
_COUNTS: tuple[Route, ...] = ("sales", "quote", "booking", "confirm", "out_of_scope", "smalltalk")
_A_FEW_WORDS = 7
_A_WORD_OR_TWO = 4
_FAINT_TROUBLE = 0.25
_OF_ORDERS: tuple[Route, ...] = ("support.delivery", "support.payment", "support.returns")
_FEWEST_OF_A_STORY = 4
_FEWEST, _MOST = 2, 10_000
_ABOUT_PRODUCTS: tuple[Route, ...] = ("sales", "quote", "faq", "booking", "smalltalk", "out_of_scope")
"""Routes on which a product that is named makes it a need for the catalogue (R43)."""


def is_about_the_link(heard: Heard) -> bool:
    """After a link: "I'll take it", "I'll think about it", "and in black?"."""
    wish, reading = heard.facts.goods, heard.reading
    if not heard.linked or heard.pending is not None or heard.facts.order_ids or wish.own:
        return False
    if says_it_takes(reading) or (wish.later and not heard.asks):
        return not heard.is_surely("human", "faq", *CHANGES)
    part = wish.narrows or wish.asks_colours or wish.looks
    return bool(part) and len(reading.text.split()) <= A_NAME_AND_LITTLE


def is_of_goods(heard: Heard) -> bool:
    """Goods are wished for or asked about (R43), and it is neither a sure question about the rules nor trouble with
    an order."""
    wish, reading = heard.facts.goods, heard.reading
    named = bool(heard.facts.products or wish.categories)
    late = heard.is_surely("support.delivery", at_least=SURELY_ASKS) and (wish.own or not named)
    to_place = wish.asks_delivery and bool(heard.facts.zones) and not late
    waits = wish.wait and heard.was_asked_by("catalogue")
    part = bool(wish.narrows or wish.measures or wish.asks_which_size or waits or to_place)
    for_somebody = wish.recipient is not None and bool(wish.wants or wish.age_years is not None)
    for_somebody = for_somebody or (wish.occasion is not None and wish.wants)
    if heard.was_asked_by("catalogue") and wish.asks_delivery and not (wish.own or heard.facts.order_ids):
        return not heard.is_surely("human", *CHANGES)  # when what is being chosen would come
    if heard.facts.order_ids or not (named or part or wish.gift or for_somebody):
        return False
    if wish.looks and named and heard.asks and not wish.own:
        return True
    asks_of_it = wish.asks_stock or part or wish.asks_size or wish.wants or reading.intent == "price"
    if heard.is_surely("faq", at_least=SURELY_ASKS):
        return bool(named and asks_of_it) or to_place
    if reading.route in _ABOUT_PRODUCTS or (
        wish.asks_stock and (wish.colours or wish.sizes) and not wish.own
    ):
        return True
    if for_somebody and heard.pending is None and not wish.own and reading.route in ("confirm", "decline"):
        return True
    of_what_was_shown = heard.was_asked_by("catalogue") and (named or part)
    yes_or_no_to_it = reading.route in ("confirm", "decline") and part
    maybe = named and asks_of_it and reading.confidence < SURELY_ASKS
    return bool(to_place or of_what_was_shown or yes_or_no_to_it or maybe)


def speaks_of_the_link(heard: Heard) -> bool:
    """A link was the last word, nothing else is being asked, and no order is spoken of."""
    asked = heard.pending
    free = asked is None or (asked.specialist == "front_desk" and asked.field in _OPEN_TO_GOODS)
    own = heard.facts.goods.own or heard.facts.order_ids or heard.facts.emails
    names_other = bool(heard.facts.products or heard.facts.goods.categories or heard.facts.goods.gift)
    return heard.linked and free and not own and not names_other and not heard.topics


def tells_where_or_when(heard: Heard) -> bool:
    """ "By Friday?", "and to Gyumri?", "how many days to Vanadzor?": of what is being chosen, unless the rules are surely asked."""
    if not speaks_of_the_link(heard) or heard.is_surely("human", "cancel"):
        return False
    if heard.facts.goods.what_if or heard.facts.goods.asks_hold:
        return False
    facts, to_us = heard.facts, bool(heard.facts.zones or heard.facts.goods.asks_delivery)
    if heard.is_surely("faq", at_least=SURELY_ASKS if to_us else SURELY_ELSEWHERE):
        return bool(facts.zones)
    return bool(facts.zones) or (bool(facts.wishes) and (heard.asks or to_us))


def counts_pieces(heard: Heard) -> bool:
    """ "Around 60 to start with", "let's say three": how many, in hardly more than the number."""
    facts = heard.facts
    if not speaks_of_the_link(heard) or not (heard.is_guess or heard.reading.route in _COUNTS):
        return False
    other = facts.money or facts.wishes or facts.phones or facts.ordinals or facts.goods.measures
    number = len(facts.numbers) == 1 and _FEWEST <= facts.numbers[0] <= _MOST
    few = len(heard.reading.text.split()) <= _A_FEW_WORDS
    return number and few and not other and not heard.asks and facts.goods.age_years is None


def names_a_kind_of_it(heard: Heard) -> bool:
    """ "А серебряные?", "and a woollen one?": a word or two that goods are like, and no more."""
    few = len(heard.reading.text.split()) <= _A_WORD_OR_TWO
    return speaks_of_the_link(heard) and few and heard.asks and bool(heard.facts.goods.likely)


def asks_of_the_thing(heard: Heard) -> bool:
    """ "Is it warm?", "navy or sky blue?", "серебряные?": a question that names no other need; the rules may know."""
    if not speaks_of_the_link(heard) or not heard.asks or heard.reading.flags or heard.facts.goods.later:
        return False
    elsewhere = heard.reading.route.startswith("support.") or heard.reading.route in ("human", *CHANGES)
    surely = heard.reading.confidence >= SURELY_ELSEWHERE
    return not (elsewhere and surely) and not heard.is_surely("faq", at_least=SURELY_ASKS)


def changes_no_order(heard: Heard) -> bool:
    """Sounds like something that is moved or cancelled, while goods are being chosen and nothing was ordered."""
    facts = heard.facts
    ordered = facts.goods.own or facts.order_ids or facts.emails
    choosing = heard.was_asked_by("catalogue") or (heard.linked and heard.pending is None)
    return choosing and heard.changes_a_visit and not heard.business.books and not ordered


def perhaps_of_an_order(heard: Heard) -> bool:
    """Hardly understood, and rather trouble with an order than anything else: its number tells the most."""
    reading = heard.reading
    trouble = reading.route in _OF_ORDERS and reading.confidence >= _FAINT_TROUBLE
    orders = bool(heard.business.profile.order_id_pattern) and not heard.business.books
    goods = heard.facts.products or heard.facts.goods.categories or heard.facts.goods.likely
    many = len(reading.text.split()) >= _FEWEST_OF_A_STORY
    return (
        orders
        and trouble
        and many
        and not goods
        and not heard.asks
        and heard.pending is None
        and not heard.linked
    )


def asks_a_rule_of_goods(heard: Heard) -> bool:
    """ "Can I try the coat on in the shop?": goods are named, and what is asked is no record's to tell."""
    wish = heard.facts.goods
    record = wish.asks_stock or wish.asks_delivery or wish.asks_colours or wish.asks_which_size or wish.looks
    record = record or wish.asks_total or heard.reading.intent == "price"
    named = bool(heard.facts.products or wish.categories) and is_of_goods(heard)
    return named and heard.asks and (wish.may_i or wish.what_if) and not record
