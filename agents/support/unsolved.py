"""Whether a customer says that what was done did not help ("still nothing"), that a parcel is not with them, or that they want another one
for it."""

from __future__ import annotations

from agents.understanding.lexicon import load_lexicon, pieces_of
from domain.language import Language
from domain.reading import Reading


def is_unsolved(reading: Reading) -> bool:
    """By the word lists of the message's language, native or romanised."""
    return load_lexicon(reading.language)["unsolved"].found(pieces_of(reading.text)) is not None


def is_missing(text: str, language: Language) -> bool:
    """ "Never got it", "не пришло": what was sent is not there, whatever a carrier says."""
    return load_lexicon(language)["not_received"].found(pieces_of(text)) is not None


def wants_exchange(text: str, language: Language) -> bool:
    """ "A size up, please": another thing for this one, no money."""
    return load_lexicon(language)["exchange"].found(pieces_of(text)) is not None
