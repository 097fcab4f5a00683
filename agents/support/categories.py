"""Which kind of problem it is (R31): the owner's phrases first, then the routes of the reading."""

from __future__ import annotations

from agents.by_identity import Kept
from agents.phrases import PhraseLists
from agents.support.unsolved import is_missing
from agents.understanding.lexicon import pieces_of
from domain.business import SupportCategory, SupportRules
from domain.reading import Reading

_MEANT = 0.2
"""A route below this is no hint."""
_SURELY = 0.6
"""From this a route says what is missing: "the receipt never came" is no parcel."""


@Kept
def _words_of_categories(rules: SupportRules) -> PhraseLists:
    return PhraseLists({category.id: category.words for category in rules.categories})


def choose_category(reading: Reading, rules: SupportRules, known: str = "") -> SupportCategory:
    """The category of a new problem; `known` when it was chosen before. The last one is for everything else."""
    stored = rules.category(known) if known else None
    if stored is not None:
        return stored
    pieces = pieces_of(reading.text)
    standing = _words_of_categories(rules).standing(pieces)
    named = [c for c in rules.categories if c.id in standing]
    routes = [s.route for s in reading.routes if s.confidence >= _MEANT]
    by_both = next((c for c in named if set(c.routes).intersection(routes)), None)
    if by_both is not None or named:
        return by_both or named[0]
    about_orders = _about_orders(rules)
    elsewhere = any(
        s.confidence >= _SURELY and s.route in c.routes for s in reading.routes for c in rules.categories
    )
    if about_orders is not None and not elsewhere and is_missing(reading.text, reading.language):
        return about_orders
    for route in routes:
        by_route = next((c for c in rules.categories if route in c.routes), None)
        if by_route is not None:
            return by_route
    if (reading.entities.order_ids or reading.entities.emails) and not is_support(reading):
        return about_orders or rules.categories[-1]
    return rules.categories[-1]


def names_problem(reading: Reading, rules: SupportRules) -> bool:
    """Whether the owner's phrases for a problem stand in the message, or what was sent has not arrived."""
    pieces = pieces_of(reading.text)
    if _about_orders(rules) is not None and is_missing(reading.text, reading.language):
        return True
    return bool(_words_of_categories(rules).standing(pieces))


def is_support(reading: Reading) -> bool:
    """Whether the message may be about a problem at all."""
    return any(s.route.startswith("support.") and s.confidence >= _MEANT for s in reading.routes)


def _about_orders(rules: SupportRules) -> SupportCategory | None:
    """The category that tells where an order is."""
    return next((c for c in rules.categories if c.self_service and c.self_service.order_status), None)
