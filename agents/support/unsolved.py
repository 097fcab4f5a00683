"""Whether a customer says that what was done did not help: "still nothing", "не помогло"."""

from __future__ import annotations

from agents.understanding.lexicon import load_lexicon, pieces_of
from domain.reading import Reading


def is_unsolved(reading: Reading) -> bool:
    """By the word lists of the message's language, native or romanised."""
    return load_lexicon(reading.language)["unsolved"].found(pieces_of(reading.text)) is not None
