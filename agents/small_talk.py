"""Little words beside a need: a goodbye, and the question who answers here. Looked at by the router and the front desk."""

from __future__ import annotations

from agents.understanding.lexicon import is_said, pieces_of
from agents.understanding.rules import says
from domain.reading import Reading

WHO_ANSWERS = "who_answers"
OWN_VISIT = "own_visit"
PHOTO = "photo"
STILL_ON = "still_on"
LATE = "late"
SIDE_TOPICS = frozenset({WHO_ANSWERS, OWN_VISIT, PHOTO, STILL_ON, LATE})
"""Answered by the front desk beside whatever is open."""
_MOST_WORDS = 14


def says_goodbye(reading: Reading) -> bool:
    """ "Bye", "хорошего дня", maybe with thanks, and nothing else; whoever only thanks is still here."""
    if reading.route != "smalltalk" or "thank" not in reading.acts:
        return False
    return is_said(reading, "bye")


def asks_who_answers(reading: Reading) -> bool:
    """ "Are you a bot?", "is this a real person?": answered truly, whatever else is open."""
    return len(pieces_of(reading.text)) <= _MOST_WORDS and says(reading, "who_answers")
