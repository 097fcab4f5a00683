""" "13:00", "so tomorrow at one, right": the time of the visit they have, told again where nothing is being arranged."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.party import read_party
from agents.scheduler.wishes import exact_moment
from agents.turn_context import TurnContext
from agents.understanding.lexicon import pieces_of
from domain.appointment import Appointment
from domain.reading import Reading

_MOST_BESIDE = 3
"""Words beside the time: "so … it is, right"; with more something else is said, "… for my son too"."""
_DEEDS = ("move", "cancel", "cannot_come", "book")


def visits_then(turn: TurnContext, frame: SchedulerFrame) -> list[Appointment]:
    """The customer's visits that begin at the one moment named, where that is all the message says; else none."""
    facts, reading = turn.reading.entities, turn.reading
    free = turn.pending is None and not frame.mode and not turn.conflict and not turn.resuming
    more = facts.services or facts.practitioners or facts.branches or facts.shift or facts.displaced
    deed = reading.intent in _DEEDS or reading.has("cancel")
    named = [w for w in facts.wishes if not w.exclude]
    if not free or more or deed or len(named) != 1 or _says_more(reading):
        return []
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    zone = turn.business.zone
    return [
        a
        for a in own
        if exact_moment(named[0], a.starts_at.astimezone(zone).date(), turn.business) == a.starts_at
    ]


def _says_more(reading: Reading) -> bool:
    rest = reading.text
    for span in reading.entities.spans:
        if span.fact == "windows":
            rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    return len([p for p in pieces_of(rest) if p[0].isalnum()]) > _MOST_BESIDE or bool(
        read_party(reading).people
    )
