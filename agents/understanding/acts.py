"""What a message does: greets, asks, agrees, complains; from its words, its facts and its needs."""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.dropping import drops
from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from agents.understanding.rules import load_rules, padded_words
from domain.reading import Act, Entities

_QUESTIONS = ("question", "asks_if_late")
"""Patterns of what is asked without a question mark."""
_MOST_WORDS = 12
"""Longer messages tell a story, in which something stops."""


def acts_of(message: Message, entities: Entities, routes: Sequence[str]) -> list[Act]:
    """The acts, in a fixed order; `routes` are the needs that are surely there."""
    lists = load_lexicon(message.language)
    acts: list[Act] = []
    if lists["greet"].found(message.native_pieces) == 0:
        acts.append("greet")
    if lists["thanks"].found(message.native_pieces) is not None:
        acts.append("thank")
    rules, padded = load_rules(message.language), padded_words(message.native_pieces)
    if message.asks or any(rules[name].matches(padded) for name in _QUESTIONS):
        acts.append("ask")
    by_route: dict[str, Act] = {
        "confirm": "confirm", "decline": "deny", "human": "ask_human", "support.complaint": "complain",
    }  # fmt: skip
    acts += [act for route, act in by_route.items() if route in routes]
    wishes = entities.wishes or entities.services or entities.shift  # "oh stop, better on Friday": no goodbye
    stops = lists["stop"].found(message.native_pieces) is not None or rules["no_messages"].matches(padded)
    stops = stops and lists["impatient"].found(message.native_pieces) is None  # "stop asking, just book it"
    if stops and len(message.native_pieces) <= _MOST_WORDS and not wishes:
        acts.append("opt_out")
    if drops(message):
        acts.append("drop")
    found = (
        entities.windows,
        entities.services,
        entities.phones,
        entities.emails,
        entities.name,
        entities.order_ids,
    )
    if any(found) or not acts:
        acts.append("inform")
    return acts
