"""One frame of a visitor in, the frames that answer it out. The same for socket and POST."""

from __future__ import annotations

import structlog

from api.chat.visitors import Visitor
from api.web import Web
from channels.web.client_frames import Choice, FrameError, Hello, Message, read_frame
from channels.web.parse import frame_to_event
from channels.web.server_frames import Ack, Error, ServerFrame, Welcome, show_error
from domain.errors import Retryable
from storage import transcript

log = structlog.get_logger()

RECENT_LINES = 30
"""A button further up than this is read by its id alone."""


async def welcome(web: Web, visitor: Visitor, *, show_token: bool) -> Welcome:
    """The first frame on every connection. The page's own token stays in its cookie, out of scripts' reach."""
    last = await web.desk.database.read(lambda c: transcript.last_seq(c, visitor.conversation_id))
    return Welcome(
        session_id=visitor.external_id,
        session_token=visitor.token if show_token else "",
        conversation_id=visitor.conversation_id if last else None,
        last_seq=last,
    )


async def answer(web: Web, visitor: Visitor, raw: bytes | str) -> ServerFrame | None:
    """Ack when the message is stored, Error when it cannot be, None for frames that need no answer."""
    try:
        frame = read_frame(raw)
    except FrameError as error:
        web.metrics.events.labels("web", "refused").inc()
        return show_error(error)
    if not isinstance(frame, Message | Choice):
        return (
            Error(code="unexpected", message="this connection has said hello")
            if isinstance(frame, Hello)
            else None
        )
    if (wait := web.messages.take(visitor.external_id)) > 0:
        web.metrics.events.labels("web", "limited").inc()
        return Error(client_id=frame.client_id, code="rate_limited", retry_after_ms=int(wait * 1000))
    now = web.desk.clock.now()
    label = await _label_of(web, visitor, frame) if isinstance(frame, Choice) else None
    event = frame_to_event(frame, visitor.sender, now, label=label)
    if event is None:
        return None
    try:
        accepted = await web.desk.receive(visitor.sender, event)
    except Retryable:
        log.warning("chat.busy", conversation_id=visitor.conversation_id)
        return Error(client_id=frame.client_id, code="busy", message="not stored yet, send it again")
    web.metrics.events.labels("web", "duplicate" if accepted.duplicate else "stored").inc()
    return Ack(client_id=frame.client_id, message_id=accepted.message_id or "", seq=accepted.seq or 0, at=now)


async def _label_of(web: Web, visitor: Visitor, choice: Choice) -> str | None:
    """What the tapped button said, from our own transcript: the visitor's page is not asked to be honest."""
    lines = await web.desk.database.read(
        lambda c: transcript.last_messages(c, visitor.conversation_id, RECENT_LINES)
    )
    for line in reversed(lines):
        for option_id, label in line.options:
            if option_id == choice.id:
                return label
    return None
