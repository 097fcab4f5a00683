"""What a message asks beside a need, in words that leave no doubt: when their own visit is, what a price includes, "the
usual". Such words become the reading's intent, whatever route a model takes the message for. The words are data:
`patterns/<language>.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language
from domain.reading import Route, RouteScore

ASIDES = ("runs_late", "own_visit", "may_photo", "why_dear", "what_included", "still_on", "as_before")
"""In the order in which they are looked for."""
_MOST_WORDS = 22
"""Longer messages tell a story."""
_SHORT = 12
_SHORT_ONLY = ("as_before", "still_on")
_SURELY: tuple[Route, ...] = ("cancel", "reschedule", "human", "support.complaint", "support.payment")
_SURE = 0.6


def find_aside(text: str, language: Language, routes: Sequence[RouteScore], *, asks: bool) -> str | None:
    """One of `ASIDES`; None where the message surely moves or cancels something, or complains."""
    pieces = pieces_of(text)
    rules = load_rules(language)
    if len(pieces) > _MOST_WORDS:
        return None
    if len(pieces) <= _SHORT and rules["anyone"].matches(padded_words(pieces)):
        return "anyone"  # "I don't care which doctor" sounds like a complaint
    moves = bool(routes) and routes[0].route == "reschedule"
    if moves and len(pieces) <= _SHORT and rules["as_before"].matches(padded_words(pieces)):
        return "as_before"  # "another visit, same as last time" sounds like moving one
    if any(r.route in _SURELY and r.confidence >= _SURE for r in routes[:1]):
        return None
    padded = padded_words(pieces)
    if asks and not padded.endswith(" ? "):  # the Armenian mark stands inside a word, and is lost
        padded += "? "
    names = ASIDES if len(pieces) <= _SHORT else [n for n in ASIDES if n not in _SHORT_ONLY]
    return next((name for name in names if rules[name].matches(padded)), None)
