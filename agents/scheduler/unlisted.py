"""Asked what something costs that is on no list: a person knows, or nobody; the menu of services is no answer."""

from __future__ import annotations

from pathlib import Path

from agents.estimator.facts import asks_price
from agents.turn_context import TurnContext
from agents.understanding.lexicon import load_lists, pieces_of

_WORDS = Path(__file__).with_suffix(".toml")
_FEWEST_LETTERS = 4


def asks_price_of_unlisted(turn: TurnContext) -> bool:
    """The message asks a price and names what it is of, and that is nothing we know."""
    found = turn.reading.entities
    known = found.services or found.likely_services or found.practitioners
    if turn.resuming or known or turn.answers is not None or not asks_price(turn):
        return False
    words, empty = pieces_of(turn.reading.in_own_script), load_lists(_WORDS)["names_nothing"]
    covered = {k for i in range(len(words)) for k in range(i, i + empty.match(words, i))}
    return any(len(w) >= _FEWEST_LETTERS and w[0].isalpha() and i not in covered for i, w in enumerate(words))
