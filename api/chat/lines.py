"""The transcript as frames, and the wait for more of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from api.desk_port import Desk
from channels.web.server_frames import Author, ChatMessage, ServerFrame, Typing, show_outgoing
from domain.language import Language
from domain.speech import Outgoing
from engine.notifier import Note, Subscription
from storage import transcript

BATCH = 200
HEARTBEAT_SECONDS = 15.0
"""Silence never lasts longer, so that a page can tell a quiet line from a dead one."""
DOTS_AFTER_SECONDS = 0.15
"""An answer that is quicker needs no typing dots; and dots must never come after the answer."""


async def read_lines(
    desk: Desk, conversation_id: str, after_seq: int, language: Language, visitor: str
) -> list[ChatMessage]:
    """Everything the visitor may see after `after_seq`, oldest first."""
    frames: list[ChatMessage] = []
    while True:
        read = partial(
            transcript.messages_after,
            conversation_id=conversation_id,
            seq=frames[-1].seq if frames else after_seq,
            limit=BATCH,
        )
        lines = await desk.database.read(read)
        frames += [_show(line, desk, language, visitor) for line in lines]
        if len(lines) < BATCH:
            return frames


async def follow(
    desk: Desk, conversation_id: str, after_seq: int, language: Language, visitor: str
) -> AsyncIterator[ServerFrame | None]:
    """Frames as they come, for ever; None when it was quiet for HEARTBEAT_SECONDS."""
    with desk.notifier.subscribe(conversation_id) as notes:
        while True:
            lines = await read_lines(desk, conversation_id, after_seq, language, visitor)
            for line in lines:
                after_seq = line.seq
                yield line
            note = await _next_note(notes, HEARTBEAT_SECONDS)
            if note is None:
                yield None
            elif note.kind == "typing" and await _next_note(notes, DOTS_AFTER_SECONDS) is None:
                yield Typing()


async def _next_note(notes: Subscription, timeout_seconds: float) -> Note | None:
    try:
        return await asyncio.wait_for(notes.get(), timeout_seconds)
    except TimeoutError:
        return None


def _show(line: transcript.TranscriptLine, desk: Desk, language: Language, visitor: str) -> ChatMessage:
    if line.author == "customer":
        own = f"{visitor}:"
        known = line.provider_id is not None and line.provider_id.startswith(own)
        return ChatMessage(
            seq=line.seq,
            message_id=line.id,
            author=Author(kind="customer"),
            text=line.text,
            client_id=line.provider_id.removeprefix(own) if known and line.provider_id else None,
            at=line.at,
        )
    outgoing = Outgoing(
        text=line.text,
        options=line.options,
        author="staff" if line.author == "staff" else "bot",
        staff_name=line.staff_name,
    )
    name = desk.business.profile.name.in_language(language)
    return show_outgoing(outgoing, seq=line.seq, message_id=line.id, at=line.at, bot_name=name)
