"""Whether a customer says that what was done did not help ("still nothing"), that a parcel is not with them, or that they want another one
for it."""

from __future__ import annotations

from agents.understanding.lexicon import is_said, load_lexicon, pieces_of
from domain.language import Language
from domain.reading import Reading


def is_unsolved(reading: Reading) -> bool:
    """By the word lists of the message's language, native or romanised."""
    return is_said(reading, "unsolved")


def is_missing(text: str, language: Language) -> bool:
    """ "Never got it", "не пришло": what was sent is not there, whatever a carrier says; a link or a letter is no parcel."""
    lists, pieces = load_lexicon(language), pieces_of(text)
    of_a_letter = "@" not in text and lists["no_parcel"].found(pieces) is not None
    return lists["not_received"].found(pieces) is not None and not of_a_letter


def wants_exchange(text: str, language: Language) -> bool:
    """ "A size up, please": another thing for this one, no money."""
    return load_lexicon(language)["exchange"].found(pieces_of(text)) is not None
