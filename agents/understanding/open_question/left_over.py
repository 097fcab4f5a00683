"""What is left of a message without the facts that it names: "yes, 13:00" is a yes to what was read back at one, "ok, the
earliest one. Hannah Cole, 095 10 10 10" takes the earliest one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from domain.appointment import starts_of
from domain.reading import Entities
from domain.step import PendingQuestion

READ_BACKS = ("book_yes", "move_yes")
"""Fields whose yes writes a visit into the calendar, and can be taken back later."""
_CONTACT = ("name", "for_whom", "phones", "emails", "addresses", "zones")
_INTRODUCE = ("nameintro", "phoneintro")


def without_its_time(
    message: Message, entities: Entities, pending: PendingQuestion, zone: tzinfo
) -> str | None:
    """What is said beside the very time that was read back, as typed; None where another time is named, or none.
    `zone`: whose wall time the words mean."""
    moment = starts_of(pending.subject or "") if pending.field in READ_BACKS else None
    named = entities.windows
    if moment is None or len(named) != 1 or message.asks or named[0].exclude:
        return None
    window, local = named[0], moment.astimezone(zone)
    same = window.start == moment if window.start is not None else window.daily_from == local.time()
    if not same or window.grain != "minute":
        return None
    places = [(span.start, span.end) for span in entities.spans if span.fact == "windows"]
    for span in entities.spans:
        if span.fact != "windows" and any(span.start < end and start < span.end for start, end in places):
            return None  # "for two at 12": the words of the time say more than the time
    return _without(message.text, places)


def without_contact(message: Message, entities: Entities) -> str | None:
    """What is said beside who comes, or where to, as typed; None where nothing is, or nobody is named, or something is asked."""
    if not _names_somebody(entities) or message.asks:
        return None
    lists = load_lexicon(message.language)
    places = [(span.start, span.end) for span in entities.spans if span.fact in _CONTACT]
    places += [
        (part.first, part.last)
        for part in message.parts
        if any(lists[name].match([part.word], 0) for name in _INTRODUCE)
    ]
    return _without(message.text, places)


def chosen_by_place(entities: Entities, pending: PendingQuestion) -> str | None:
    """ "The second one. Tom Baker, 091 22 33 44": an option by its place, beside who comes."""
    if pending.kind != "choice" or not _names_somebody(entities):
        return None
    if entities.windows or len(entities.ordinals) != 1:
        return None
    place = entities.ordinals[0]
    return pending.options[place - 1].id if 0 < place <= len(pending.options) else None


def _names_somebody(entities: Entities) -> bool:
    return bool(entities.phones or entities.emails or entities.names or entities.addresses)


def _without(text: str, places: Iterable[tuple[int, int]]) -> str | None:
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text if any(c.isalnum() for c in text) else None
