"""Little words beside a need: a goodbye, and the question who answers here. Looked at by the router and the front desk."""

from __future__ import annotations

from pathlib import Path

from agents.understanding.lexicon import is_said, load_lists, pieces_of
from agents.understanding.rules import says
from domain.reading import Reading

_WORDS = Path(__file__).with_suffix(".toml")
WHO_ANSWERS = "who_answers"
OWN_VISIT = "own_visit"
PHOTO = "photo"
STILL_ON = "still_on"
LATE = "late"
SIDE_TOPICS = frozenset({WHO_ANSWERS, OWN_VISIT, PHOTO, STILL_ON, LATE})
"""Answered by the front desk beside whatever is open."""
_MOST_WORDS = 14


def says_goodbye(reading: Reading) -> bool:
    """ "Bye", "хорошего дня", "see you at three", maybe with thanks, and nothing else; whoever only thanks is still
    here."""
    if reading.route != "smalltalk":
        return False
    if "thank" in reading.acts:
        return is_said(reading, "bye")
    return load_lists(_WORDS)["until_then"].found(pieces_of(reading.text)) is not None


def asks_who_answers(reading: Reading) -> bool:
    """ "Are you a bot?", "is this a real person?": answered truly, whatever else is open."""
    return len(pieces_of(reading.text)) <= _MOST_WORDS and says(reading, "who_answers")
