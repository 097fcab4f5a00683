"""Frames we send to the visitor's page. `dump` gives the JSON text for WebSocket and SSE alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from channels.rendering import render
from channels.web.capabilities import CAPABILITIES
from channels.web.client_frames import VERSION, FrameError
from domain.speech import Outgoing


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


UtcTime = Annotated[datetime, PlainSerializer(_iso)]
"""An aware time; milliseconds and Z in JSON."""
AuthorKind = Literal["customer", "bot", "staff"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Author(_Part):
    kind: AuthorKind
    name: str | None = None


class QuickReply(_Part):
    id: str
    title: str


class FileUpload(_Part):
    enabled: bool = False


class Config(_Part):
    """What the page may offer. File upload stays off until this server grants uploads."""

    file_upload: FileUpload = FileUpload()
    prechat: list[dict[str, Any]] = Field(default_factory=list)
    max_text: int = CAPABILITIES.text_max


class _Frame(_Part):
    v: Literal[1] = VERSION


class Welcome(_Frame):
    """Answers `hello`. `last_seq`: the newest line there is; lines after the page's `after_seq` follow."""

    type: Literal["welcome"] = "welcome"
    session_id: str
    session_token: str
    conversation_id: str | None = None
    last_seq: int = 0
    unread: int = 0
    config: Config = Config()
    agent: Author = Author(kind="bot")


class Ack(_Frame):
    """The message is stored; the page may stop showing it as unsent."""

    type: Literal["ack"] = "ack"
    client_id: str
    message_id: str
    seq: int
    at: UtcTime


class ChatMessage(_Frame):
    """One line of the transcript. `seq` numbers the conversation's lines; the page keeps the highest it has seen."""

    type: Literal["message"] = "message"
    seq: int
    message_id: str
    author: Author
    text: str
    quick_replies: list[QuickReply] | None = None
    client_id: str | None = None
    at: UtcTime


class Typing(_Frame):
    """An answer is being made; the page shows so for `ttl_ms` at most."""

    type: Literal["typing"] = "typing"
    author: Author = Author(kind="bot")
    ttl_ms: int = 1000 * (CAPABILITIES.typing_seconds or 0)


class Error(_Frame):
    """`fatal`: the page must say `hello` again without a token."""

    type: Literal["error"] = "error"
    client_id: str | None = None
    code: str
    message: str | None = None
    retry_after_ms: int | None = None
    fatal: bool | None = None


ServerFrame = Welcome | Ack | ChatMessage | Typing | Error


def show_outgoing(
    outgoing: Outgoing, *, seq: int, message_id: str, at: datetime, bot_name: str | None = None
) -> ChatMessage:
    """The line that shows `outgoing`. A reply too long for one message stays one line: the page scrolls."""
    parts = render(outgoing, CAPABILITIES)
    last = parts[-1].options if parts else ()
    name = outgoing.staff_name if outgoing.author == "staff" else bot_name
    return ChatMessage(
        seq=seq,
        message_id=message_id,
        author=Author(kind=outgoing.author, name=name),
        text="\n\n".join(part.text for part in parts),
        quick_replies=[QuickReply(id=option_id, title=title) for option_id, title in last] or None,
        at=at,
    )


def show_error(error: FrameError) -> Error:
    """The frame that tells the page what was wrong with its own."""
    return Error(client_id=error.client_id, code=error.code, message=str(error))


def dump(frame: ServerFrame) -> str:
    """`frame` as JSON text; absent fields are left out, times end in Z. `conversation_id` stays even when null."""
    data = frame.model_dump(mode="json", exclude_none=True)
    if isinstance(frame, Welcome):
        data.setdefault("conversation_id", None)
    return _to_json(data)


def _to_json(data: dict[str, Any]) -> str:
    return orjson.dumps(data).decode()
