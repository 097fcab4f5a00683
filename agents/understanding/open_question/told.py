"""What was told while a question is open, prepared for whoever looks for the answer in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.understanding.message import Message
from agents.understanding.reading_context import ReadingContext
from domain.reading import Entities
from domain.step import PendingQuestion


@dataclass(frozen=True)
class Told:
    """`texts` as they were typed, `message` and `entities` what they come to together."""

    texts: Sequence[str]
    message: Message
    entities: Entities
    context: ReadingContext
    pending: PendingQuestion
