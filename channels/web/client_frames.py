"""Frames the visitor's page sends. Version 1; the same JSON over WebSocket and over POST."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from channels.bodies import read_object
from channels.web.capabilities import CAPABILITIES
from domain.conversation import LARGEST_SEQ
from domain.errors import BadRequest
from domain.text import clean_text

VERSION: Literal[1] = 1

FrameErrorCode = Literal[
    "bad_json", "bad_version", "unknown_type", "bad_frame", "empty_text", "text_too_long"
]

Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-.:]{1,128}$")]
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]{8,64}$")]
"""Made by the page, a ULID; the same id twice is the same message."""
Seq = Annotated[int, Field(ge=0, le=LARGEST_SEQ)]


class FrameError(BadRequest):
    """A frame that cannot be taken. `code` is stable, the text says what would be right."""

    def __init__(self, code: FrameErrorCode, message: str, client_id: str | None = None) -> None:
        self.code: FrameErrorCode = code
        self.client_id = client_id
        super().__init__(message)


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    v: Literal[1] = VERSION


class Page(BaseModel):
    """Where the chat is embedded, as the browser says it: a hint, never trusted."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    url: str = Field(default="", max_length=2048)
    title: str = Field(default="", max_length=300)
    referrer: str = Field(default="", max_length=2048)


class Hello(_Frame):
    """Opens or resumes a session. `after_seq`: the last line the page already shows."""

    type: Literal["hello"]
    site_key: Token | None = None
    session_token: Token | None = None
    after_seq: Seq = 0
    page: Page | None = None
    locale: str | None = Field(default=None, max_length=35)
    tz: str | None = Field(default=None, max_length=64)


class Message(_Frame):
    """The visitor's words."""

    type: Literal["message"]
    client_id: ClientId
    text: str
    reply_to: str | None = Field(default=None, max_length=128)


class Choice(_Frame):
    """A tapped quick reply; `id` is the one we sent. `title` is what the visitor saw on it, if the page says."""

    type: Literal["choice"]
    client_id: ClientId
    id: str = Field(min_length=1, max_length=CAPABILITIES.payload_max)
    in_reply_to: str | None = Field(default=None, max_length=128)
    title: str | None = Field(default=None, max_length=200)

    @field_validator("id")
    @classmethod
    def _is_one_of_ours(cls, value: str) -> str:
        if clean_text(value) != value:
            raise ValueError("not an id of ours")
        return value


class Read(_Frame):
    """The visitor has seen everything up to `up_to_seq`."""

    type: Literal["read"]
    up_to_seq: Seq


ClientFrame = Hello | Message | Choice | Read

_FRAMES: dict[str, type[ClientFrame]] = {"hello": Hello, "message": Message, "choice": Choice, "read": Read}


def read_frame(body: bytes | str) -> ClientFrame:
    """The frame in `body`, checked; a message's text is cleaned and neither empty nor too long.

    Raises FrameError, whose `client_id` is the frame's own when it has a usable one.
    """
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    try:
        value = read_object(raw)
    except BadRequest as error:
        raise FrameError("bad_json", str(error)) from error
    client_id = _usable_client_id(value)
    if type(value.get("v")) is not int or value["v"] != VERSION:
        raise FrameError("bad_version", f'this server speaks "v": {VERSION}', client_id)
    kind = value.get("type")
    model = _FRAMES.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise FrameError("unknown_type", f"type must be one of {', '.join(_FRAMES)}", client_id)
    try:
        frame = model.model_validate(value)
    except ValidationError as error:
        raise FrameError("bad_frame", _describe(error), client_id) from error
    return _check_text(frame) if isinstance(frame, Message) else frame


def _check_text(frame: Message) -> Message:
    limit = CAPABILITIES.text_max
    if len(frame.text) > 2 * limit:
        raise FrameError("text_too_long", f"text has at most {limit} characters", frame.client_id)
    text = clean_text(frame.text, limit=2 * limit)
    if not text:
        raise FrameError("empty_text", "text has no characters to show", frame.client_id)
    if len(text) > limit:
        raise FrameError("text_too_long", f"text has at most {limit} characters", frame.client_id)
    return frame.model_copy(update={"text": text})


def _usable_client_id(value: dict[str, Any]) -> str | None:
    client_id = value.get("client_id")
    usable = (
        isinstance(client_id, str)
        and len(client_id) <= 64
        and client_id.isascii()
        and client_id.isprintable()
    )
    return client_id if usable else None


def _describe(error: ValidationError) -> str:
    """Field and rule of every mistake, without the visitor's own values."""
    problems = (
        f"{'.'.join(str(part) for part in item['loc']) or 'frame'}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False, include_context=False)[:5]
    )
    return clean_text("; ".join(problems), limit=500)
