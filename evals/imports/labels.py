"""Masked messages with what they mean: language, route, whether they ask something that no policy answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from evals.imports.chats import Export, Message, Side
from evals.imports.masking import mask

if TYPE_CHECKING:
    from agents.understanding.lines import LineReader
    from domain.step import PolicyPassage

SAYS_LITTLE = ("confirm", "decline", "smalltalk", "out_of_scope")
SURE = 0.5
_ASKING_ROUTES = ("faq", "quote", "sales", "support.delivery", "support.payment", "support.technical",
                  "support.returns", "support.account")  # fmt: skip


class LabelledMessage(BaseModel):
    """One message as it is stored: masked, its author a side only. `at` is aware; `place` is the export's line."""

    chat: str
    number: int
    side: Side
    text: str
    at: datetime | None
    place: str
    language: str | None = None
    route: str | None = None
    confidence: float | None = None
    routes: list[str] = Field(default_factory=list)
    asks: bool = False
    policy: str | None = None
    """The topic of the policy that answers it, when search is sure."""

    @property
    def need(self) -> str | None:
        """The route, when it is a need of its own."""
        sure = (self.confidence or 0.0) >= SURE
        return self.route if sure and self.route not in SAYS_LITTLE else None


def mask_all(export: Export) -> list[LabelledMessage]:
    """Every message masked, chats named by number. Nothing else of the export is kept."""
    masked: list[LabelledMessage] = []
    for index, chat in enumerate(export.chats, 1):
        people = [m.author for m in chat.messages if not _is_role(m)]
        masked += [
            LabelledMessage(
                chat=f"chat-{index}", number=number, side=m.side or "customer", text=mask(m.text, people),
                at=m.at, place=m.place,
            )
            for number, m in enumerate(chat.messages, 1)
        ]  # fmt: skip
    return masked


def _is_role(message: Message) -> bool:
    from evals.imports.chats import side_of

    return side_of(message.author) is not None


def label_all(
    messages: list[LabelledMessage],
    reader: LineReader,
    find: Callable[[str], list[PolicyPassage]],
    *,
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fill in what the customers' messages mean. `find` searches the policies."""
    theirs = [m for m in messages if m.side == "customer" and m.text != "[media]"]
    spoken: dict[str, str] = {}

    def read(message: LabelledMessage) -> tuple[dict[str, Any], list[PolicyPassage]]:
        reading = reader.read({"text": message.text})
        asks = "ask" in reading["acts"] or reading["route"] in _ASKING_ROUTES
        return reading, find(message.text) if asks else []

    with ThreadPoolExecutor(max_workers=workers) as pool:
        for done, (message, (reading, found)) in enumerate(
            zip(theirs, pool.map(read, theirs), strict=True), 1
        ):
            little = reading["route"] in SAYS_LITTLE and len(message.text) < 12
            message.language = (
                spoken.get(message.chat, reading["language"]) if little else reading["language"]
            )
            spoken[message.chat] = message.language or "en"
            message.route, message.confidence = reading["route"], reading["confidence"]
            message.routes = [r["route"] for r in reading["routes"]]
            message.asks = "ask" in reading["acts"] or reading["route"] in _ASKING_ROUTES
            message.policy = found[0].topic if found and found[0].confident else None
            if progress is not None:
                progress(done, len(theirs))
