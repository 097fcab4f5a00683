"""The shop's rows of the router's table, at their places in `rules.py`."""

from __future__ import annotations

from agents.need import Need
from agents.router.goods_talk import (
    changes_no_order,
    counts_pieces,
    names_a_kind_of_it,
    perhaps_of_an_order,
    tells_where_or_when,
)
from agents.router.rule import Rule, to

AFTER_A_LINK = [
    Rule(
        "where-or-when-of-the-link",
        "by when and where to, of the goods whose link was the last word (R44)",
        tells_where_or_when,
        to("catalogue"),
    ),
    Rule("kind-of-the-link", "the like of what was linked", names_a_kind_of_it, to("catalogue")),
    Rule("pieces-of-the-link", "how many of them", counts_pieces, to("catalogue")),
]
"""What belongs to the goods whose link was the last word, whatever it sounds like."""

NO_PLAIN_ORDER = [
    Rule(
        "perhaps-an-order",
        "hardly understood, but rather an order than anything else",
        perhaps_of_an_order,
        to("support"),
    ),
    Rule(
        "no-order-to-change",
        "goods are being chosen, and nothing was ordered",
        changes_no_order,
        lambda _: [Need("front_desk", "repair")],
    ),
]
"""Hardly understood: an order, or rather none."""
