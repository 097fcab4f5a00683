""" "Yes, 13:00", "да, в четверг в час": a yes to a read-back that says its time again."""

from __future__ import annotations

from datetime import tzinfo

from agents.understanding.message import Message
from domain.appointment import starts_of
from domain.reading import Entities
from domain.step import PendingQuestion

_READ_BACKS = ("book_yes", "move_yes")


def without_its_time(
    message: Message, entities: Entities, pending: PendingQuestion, zone: tzinfo
) -> str | None:
    """What is said beside the very time that was read back, as typed; None where another time is named, or none.
    `zone`: whose wall time the words mean."""
    moment = starts_of(pending.subject or "") if pending.field in _READ_BACKS else None
    named = entities.windows
    if moment is None or len(named) != 1 or message.asks or named[0].exclude:
        return None
    window, local = named[0], moment.astimezone(zone)
    same = window.start == moment if window.start is not None else window.daily_from == local.time()
    if not same or window.grain != "minute":
        return None
    rest = message.text
    for span in [s for s in entities.spans if s.fact == "windows"]:
        if any(o.fact != "windows" and o.start < span.end and span.start < o.end for o in entities.spans):
            return None  # "for two at 12": the words of the time say more than the time
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    return rest if any(c.isalnum() for c in rest) else None
