""" "And how much is whitening?", in the middle of a booking: the price is told, and what is being booked stays."""

from __future__ import annotations

from agents.beside_services import asks_of_a_service_alone
from agents.scheduler import phrases
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.services import without_called_so
from agents.turn_context import TurnContext
from domain.reading import Reading
from domain.speech import SpeechAct

_FIELDS = ("slot", "contact", "book_yes", "move_slot", "move_yes")
"""What is booked is chosen by then; before, the service named is the choice."""
_MOST_PRICES = 3


def other_prices(turn: TurnContext, frame: SchedulerFrame) -> list[SpeechAct]:
    """The prices that are asked for of services beside the one that is arranged; empty where it is something else.
    `frame` as it was before the message."""
    reading, asked = turn.reading, turn.pending
    if asked is None or asked.field not in _FIELDS or turn.answers is not None or turn.resuming:
        return []
    arranged = frame.visits() or ([frame.service_id] if frame.service_id else [])
    named = [s for s in reading.entities.services if s in turn.business.service_by_id]
    if (
        not arranged
        or not named
        or set(named) & set(arranged)
        or not (_asks_price_alone(reading) or asks_of_a_service_alone(reading, turn.business))
    ):
        return []
    named = without_called_so(turn.business, named)
    services = [turn.business.service_by_id[s] for s in named[:_MOST_PRICES]]
    return [phrases.service_line(turn.business, s, brief=len(services) > 1) for s in services]


def _asks_price_alone(reading: Reading) -> bool:
    """The price is what is asked, and no time, person or place is wished for beside it."""
    facts = reading.entities
    wish = facts.wishes or facts.practitioners or facts.branches or facts.names or facts.phones or facts.shift
    books = reading.has("booking", at_least=0.5) and reading.route != "quote"
    return reading.intent == "price" and reading.route == "quote" and not wish and not books
