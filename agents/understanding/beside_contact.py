"""An option that is chosen in the words beside a name and a phone: "ok, the earliest one. Hannah Cole, 095 10 10 10"."""

from __future__ import annotations

from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from domain.reading import Entities
from domain.step import PendingQuestion

_CONTACT = ("name", "phones", "emails")
_INTRODUCE = ("nameintro", "phoneintro")


def chosen_by_place(entities: Entities, pending: PendingQuestion) -> str | None:
    """ "The second one. Tom Baker, 091 22 33 44": an option by its place, beside who comes."""
    contact = entities.phones or entities.emails or entities.name
    if pending.kind != "choice" or not contact or entities.windows or len(entities.ordinals) != 1:
        return None
    place = entities.ordinals[0]
    return pending.options[place - 1].id if 0 < place <= len(pending.options) else None


def without_contact(message: Message, entities: Entities) -> str | None:
    """What is said beside who comes, as typed; None where nothing is, or nobody is named, or something is asked."""
    contact = entities.phones or entities.emails or entities.name
    if not contact or message.asks:
        return None
    lists = load_lexicon(message.language)
    places = [(span.start, span.end) for span in entities.spans if span.fact in _CONTACT]
    places += [
        (part.first, part.last)
        for part in message.parts
        if any(lists[name].match([part.word], 0) for name in _INTRODUCE)
    ]
    rest = message.text
    for start, end in places:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return rest if any(c.isalnum() for c in rest) else None
