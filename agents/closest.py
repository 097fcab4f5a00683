""" "The closest you've got": of the times shown, the one nearest to the hour that was wished for."""

from __future__ import annotations

from pathlib import Path

from agents.understanding.lexicon import load_lists, pieces_of
from domain.reading import Reading

_WORDS = Path(__file__).with_suffix(".toml")
_MOST_WORDS = 10
"""A longer message says more than which time is taken."""


def takes_the_closest(reading: Reading) -> bool:
    """Whether a short message says so, and names no time, person or place of its own."""
    facts, words = reading.entities, [p for p in pieces_of(reading.in_own_script) if p[0].isalnum()]
    new = facts.wishes or facts.services or facts.practitioners or facts.branches
    if new or reading.choice is not None or len(words) > _MOST_WORDS or reading.marked:
        return False
    return load_lists(_WORDS)["closest"].found(words) is not None
