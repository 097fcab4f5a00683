"""Whether a message speaks of a child: what a business does for children alone is meant then, and only then."""

from __future__ import annotations

import re

from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message

GROWN_UP_YEARS = 16
_AGES = re.compile(
    r"(?:\bему|\bей|\bим|двое|трое|обоим|возраст\w*|\b\d{1,2} (?:и|and|ու|և))\W+(?:\w+\W+){0,2}?(\d{1,2})[- ]*(?:год|года|лет|годик)",
    re.IGNORECASE,
)
""" "Ему шесть лет", "5 и 9 лет": years of somebody's age; alone they may be years of anything."""
_AGE = re.compile(
    r"\b(\d{1,2})\s*-?\s*(?:y\.?\s?o\b|yrs?\b|years?[ -]old|year[ -]old|տարեկան|տարեկանի|tarekan|months? old|ամսական)",
    re.IGNORECASE,
)


def speaks_of_child(message: Message) -> bool:
    """A child by a word for one, or by an age that is said as one."""
    if load_lexicon(message.language)["child"].found(message.native_pieces) is not None:
        return True
    if message.script == "latin" and load_lexicon("en")["child"].found(pieces_of(message.text)) is not None:
        return True
    ages = [*_AGE.findall(message.text), *_AGES.findall(message.text)]
    return any(int(age) < GROWN_UP_YEARS for age in ages)


def speaks_of_self(message: Message) -> bool:
    """The writer is one of those who come, or may be."""
    return load_lexicon(message.language)["myself"].found(message.native_pieces) is not None
