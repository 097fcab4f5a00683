"""Which texts of a message the model reads: each costs tens of milliseconds of a core."""

from __future__ import annotations

from typing import Any

from agents.understanding.message import Message
from agents.understanding.needs import NeedReader

PARTS = "The chair was nice enough. Can I bring my dog along"


class Head:
    """Gives every text the same shares and notes what it read."""

    def __init__(self, shares: dict[str, float]) -> None:
        self.shares = {"booking": 0.0, "quote": 0.0, "reschedule": 0.0, "cancel": 0.0, "none": 0.0, **shares}
        self.texts: list[str] = []

    def probabilities(self, texts: list[str], language: str, embedder: Any) -> list[dict[str, float]]:
        self.texts += texts
        return [self.shares for _ in texts]


def read(head: Head, text: str) -> None:
    pieces = text.lower().split()
    message = Message(
        text=text, language="en", script="latin", native=text, pieces=pieces, native_pieces=pieces
    )
    NeedReader(head, None).read(message)  # type: ignore[arg-type]


def test_parts_of_a_message_that_is_plainly_one_thing_are_not_read() -> None:
    head = Head({"faq": 0.9})
    read(head, PARTS)
    assert head.texts == [PARTS]


def test_parts_of_a_message_that_could_be_several_things_are_read() -> None:
    head = Head({"faq": 0.5, "smalltalk": 0.4})
    read(head, PARTS)
    assert head.texts == [PARTS, "The chair was nice enough", "Can I bring my dog along"]
