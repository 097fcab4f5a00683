"""One customer at a desk's door: what they send, what their staff decide, and what came of it.

For whoever drives a desk by hand: the terminal chat and evals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.approval import Approval, Decision
from domain.errors import NotFound
from domain.event import Event, EventKind, Sender
from domain.text import clean_text
from domain.turn import Committed
from engine.desk import Desk
from storage import approvals, door, staff_log, transcript
from storage.door import Accepted
from storage.transcript import ConversationPage, TranscriptLine
from storage.turns import find_committed

_MOST_CHANGES = 500


@dataclass(frozen=True)
class News:
    """What is new since the last look. `page` is None while nobody has written; `turns` are in order."""

    lines: list[TranscriptLine]
    turns: list[Committed]
    page: ConversationPage | None


class Caller:
    """Every event is named by the caller (`provider_id`): the same name twice is the same event (R69)."""

    def __init__(self, desk: Desk, sender: Sender) -> None:
        self._desk = desk
        self.sender = sender
        self.conversation_id = door.conversation_id_of(desk.business.id, sender)
        self._seen_seq = 0
        self._seen_change = 0

    async def say(self, text: str, provider_id: str) -> Accepted:
        """The customer's words."""
        return await self._send("message", provider_id, clean_text(text), {})

    async def tap(self, option_id: str, label: str, provider_id: str) -> Accepted:
        """An option that was offered."""
        return await self._send("choice", provider_id, label, {"id": option_id})

    async def happens(self, what: dict[str, Any], provider_id: str) -> Accepted:
        """`{"name": …}`: something outside. `{"type": …}`: content we cannot read, such as a voice message."""
        kind: EventKind = "unsupported" if "type" in what else "business"
        return await self._send(kind, provider_id, "", what)

    async def decide(
        self,
        approval_id: str,
        decision: Decision,
        *,
        text: str | None,
        staff: str,
        version: int | None = None,
        seen_seq: int | None = None,
    ) -> Approval:
        """Staff's answer, with everything on their screen seen unless said otherwise. Raises NotFound, StaleVersion."""

        def look(connection: sa.Connection) -> tuple[Approval, int]:
            asked = approvals.get(connection, approval_id)
            return asked, transcript.last_seq(connection, asked.conversation_id)

        approval, last_seq = await self._desk.database.read(look)
        return await self._desk.decide(
            approval_id,
            version=approval.version if version is None else version,
            decision=decision,
            text=clean_text(text) if text is not None else None,
            staff=staff,
            seen_seq=last_seq if seen_seq is None else seen_seq,
        )

    async def news(self) -> News:
        """What was said and done since the last call, and how things stand now."""
        now = self._desk.clock.now()

        def look(connection: sa.Connection) -> tuple[News, int]:
            changes = staff_log.events_after(connection, self._seen_change, _MOST_CHANGES)
            found = [
                find_committed(connection, change.subject)
                for change in changes
                if change.kind == "turn" and change.conversation_id == self.conversation_id
            ]
            try:
                page = transcript.conversation_page(connection, self.conversation_id, now)
            except NotFound:
                page = None
            lines = transcript.messages_after(connection, self.conversation_id, self._seen_seq)
            news = News(lines, [turn for turn in found if turn is not None], page)
            return news, changes[-1].id if changes else self._seen_change

        news, self._seen_change = await self._desk.database.read(look)
        if news.lines:
            self._seen_seq = news.lines[-1].seq
        return news

    async def _send(self, kind: EventKind, provider_id: str, text: str, payload: dict[str, Any]) -> Accepted:
        event = Event(
            kind=kind,
            channel=self.sender.channel,
            provider_id=provider_id,
            occurred_at=self._desk.clock.now(),
            text=text,
            payload=payload,
        )
        return await self._desk.receive(self.sender, event)
