"""What the words ask beside a need (`agents/understanding/asides.py`), beside what stands open. Observations."""

from __future__ import annotations

from agents.router.heard import Heard
from agents.whole_offer import asks_of_everything
from domain.conversation import SpecialistName

_OF_KINDS = ("service", "what", "goal", "for_whom")
"""Questions which of the kinds is wanted."""
_OFFERS: tuple[SpecialistName, ...] = ("scheduler", "estimator", "catalogue", "sales")


def asks_of_own_visit(heard: Heard) -> bool:
    """ "When am I booked?": their own, so that nothing of it is somebody else's."""
    return heard.reading.intent == "own_visit" and heard.business.books and not heard.topics


def asks_whether_it_stands(heard: Heard) -> bool:
    """ "Is it still available?", of times, goods or a price that were offered."""
    still_on = heard.reading.intent == "still_on" and heard.was_asked_by(*_OFFERS)
    return still_on and not heard.names_of_a_visit


def asks_of_the_price_told(heard: Heard) -> bool:
    """ "What is included?", "why so expensive?", below a price or the times of a service."""
    asks = heard.reading.intent in ("what_included", "why_dear")
    of_a_project = heard.reading.intent == "what_included" and heard.was_asked_by("sales")
    return asks and (of_a_project or heard.was_asked_by("scheduler", "estimator")) and not heard.topics


def wants_the_usual(heard: Heard) -> bool:
    """ "As last time", "the usual": where a visit is wished for, or nothing else is talked about."""
    free = heard.pending is None or heard.was_asked_by("scheduler", "front_desk")
    return heard.reading.intent == "as_before" and heard.business.books and free and not heard.topics


def names_nobody(heard: Heard) -> bool:
    """ "Any doctor will do", while a visit is arranged."""
    return heard.reading.intent == "anyone" and heard.was_asked_by("scheduler")


def runs_late(heard: Heard) -> bool:
    """ "I'm stuck in traffic, 20 minutes late": of their own visit, and no other time is wished for."""
    return heard.reading.intent == "runs_late" and heard.business.books and not heard.topics


def asks_of_the_whole_offer(heard: Heard) -> bool:
    """ "What do you have, and how much?", while nothing else is talked about."""
    free = heard.pending is None or heard.pending.field in _OF_KINDS or heard.was_asked_by("front_desk")
    return free and heard.reading.choice is None and not heard.topics and asks_of_everything(heard.reading)
