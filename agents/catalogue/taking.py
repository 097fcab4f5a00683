"""Whether the words take what was spoken of: "I'll take it", "беру", "how do I order?"."""

from __future__ import annotations

from agents.understanding.goods.words import load_words
from agents.understanding.lexicon import pieces_of
from domain.reading import Reading


def says_it_takes(reading: Reading) -> bool:
    """The words alone; a plain answer ("беру") is read without looking for goods, so its words are looked at here."""
    if reading.entities.goods.takes:
        return True
    plain = reading.source == "exact" and reading.route == "confirm"
    return plain and load_words(reading.language)["takes"].found(pieces_of(reading.text)) is not None
