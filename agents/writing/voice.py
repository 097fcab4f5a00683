"""How one reply is spoken: the channel's style (R70), the customer's mood (R65, R67), and what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.event import ChannelName
from domain.reading import Reading
from domain.speech import Register

Manner = Literal["request", "choice", "facts", "sorry"]
"""What the reply answers: a wish, a choice, facts that were told, or somebody who is upset."""

REGISTERS: Mapping[ChannelName, Register] = {
    "whatsapp": "messenger",
    "telegram": "messenger",
    "terminal": "messenger",
    "instagram": "instagram",
    "messenger": "structured",
    "web": "step_by_step",
}
WORDS_AT_ONCE: Mapping[Register, int] = {
    "messenger": 50,
    "instagram": 40,
    "structured": 45,
    "step_by_step": 60,
}
"""R70: beyond it what is optional is left out, and the rest comes in several messages; R62's sixty is the most."""
_UPSET = frozenset({"anger", "payment_dispute", "legal"})
MEMORY = 24
"""Beginnings that are remembered for a case."""


@dataclass(frozen=True)
class Voice:
    """`seed` makes the choice: the same turn says the same. `used` are beginnings this conversation has had, by their
    ids; `recent` is what the bot said last, the newest last.
    """

    register: Register = "messenger"
    manner: Manner | None = None
    seed: str = ""
    used: frozenset[str] = frozenset()
    recent: tuple[str, ...] = ()


def voice_of(
    *,
    channel: ChannelName,
    reading: Reading | None,
    turn_id: str,
    used: Iterable[str] = (),
    recent: Iterable[str] = (),
) -> Voice:
    """The voice for one turn. Without a customer's message (alarms, staff) nothing is opened."""
    return Voice(
        register=REGISTERS[channel],
        manner=manner_of(reading) if reading is not None else None,
        seed=turn_id,
        used=frozenset(used),
        recent=tuple(recent),
    )


def manner_of(reading: Reading) -> Manner | None:
    """What kind of beginning suits the message; none where somebody is in a hurry or in pain: no pleasure in that. Nor where a
    price is asked: "of course" agrees to what nobody wished."""
    if _UPSET & set(reading.flags):
        return "sorry"
    facts = reading.entities
    if facts.name or facts.phones or facts.emails or facts.money or facts.quantities:
        return "facts"
    if reading.choice is not None or reading.route == "confirm":
        return "choice"
    asks_price = reading.route == "quote" and "ask" in reading.acts
    return None if facts.urgent or "medical" in reading.flags or asks_price else "request"
