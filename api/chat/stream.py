"""The chat without sockets: server-sent events one way, POST the other, the same frames."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sse_starlette.sse import EventSourceResponse
from starlette.types import Receive, Scope, Send

from api.body import BodyTooLarge, read_body
from api.chat.conversing import answer, welcome
from api.chat.lines import HEARTBEAT_SECONDS, follow
from api.chat.visitors import TooManyVisitors, Visitor, cookie_header, find_visitor, open_visitor, shown_token
from api.limits import TooManyOpen, network_of
from api.origin import check_origin
from api.web import Web
from channels.web.server_frames import Error, ServerFrame, Welcome, dump
from domain.conversation import LARGEST_SEQ
from domain.errors import BadSignature
from domain.language import Language

FRAME_BYTES = 64_000
TAB_CLOSES_MS = 5_000
"""When it is worth trying again where too many are open."""

_SENT_FRAMES: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/json": {"examples": {
    "message": {"value": {"v": 1, "type": "message", "client_id": "01J0EXAMPLE000000000000001",
                          "text": "Do you have a slot on Friday?"}},
    "choice": {"value": {"v": 1, "type": "choice", "client_id": "01J0EXAMPLE000000000000002", "id": "slot:1"}},
}}}}}  # fmt: skip
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"example": {
        "v": 1, "type": "ack", "client_id": "01J0EXAMPLE000000000000001", "message_id": "conv-1:18",
        "seq": 18, "at": "2026-11-21T10:00:00.000Z"}}}},
    400: {"description": "An `error` frame that says what was wrong"},
    401: {"description": "No session: open `/chat/events` first"},
    403: {"description": "The page's origin is not allowed"},
    413: {"description": "The frame is too large"},
    429: {"description": "Too many messages; `retry_after_ms` says how long to wait"},
    503: {"description": "Not stored; send the same frame again"},
}  # fmt: skip
_STATUS = {"rate_limited": 429, "busy": 503, "session_expired": 401, "bad_origin": 403, "too_large": 413}


class CountedStream(EventSourceResponse):
    """Leaves `counted` when it ends, whether or not a frame was ever sent."""

    def __init__(self, frames: AsyncIterator[dict[str, str]], counted: ExitStack) -> None:
        super().__init__(frames, ping=HEARTBEAT_SECONDS, sep="\n")
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._counted:
            await super().__call__(scope, receive, send)


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["chat"])

    @router.get(
        "/chat/events",
        response_class=EventSourceResponse,
        summary="Frames to the visitor, as server-sent events",
        responses={
            200: {"content": {"text/event-stream": {"example": 'id: 3\ndata: {"v":1,"type":"message",…}'}}}
        },
    )
    async def events(
        request: Request,
        after_seq: Annotated[int, Query(ge=0, le=LARGEST_SEQ)] = 0,
        embed: Annotated[str, Query()] = "",
    ) -> Response:
        """A `welcome` frame, everything after `after_seq` (or `Last-Event-ID`), then frames as they come."""
        try:
            check_origin(web, request)
            with ExitStack() as counted:
                counted.enter_context(web.chats_of_address.one_of(network_of(request)))
                visitor = await open_visitor(web, request, shown_token(request))
                counted.enter_context(web.chats_of_visitor.one_of(visitor.external_id))
                first = await welcome(web, visitor, show_token=embed == "1")
                until_closed = counted.pop_all()
        except BadSignature as error:
            return _frame(Error(code="bad_origin", message=str(error)))
        except TooManyOpen as error:
            return _frame(Error(code="rate_limited", message=str(error), retry_after_ms=TAB_CLOSES_MS))
        except TooManyVisitors as error:
            return _frame(Error(code="rate_limited", retry_after_ms=int(error.wait_seconds * 1000)))
        language = web.pages.language_from(request, None)
        frames = _frames_to(web, visitor, first, _last_seen(request, after_seq), language)
        response = CountedStream(frames, until_closed)
        if visitor.needs_cookie and embed != "1":
            name, value = cookie_header(web, request, visitor)
            response.headers[name] = value
        return response

    @router.post(
        "/chat/messages",
        summary="One frame from the visitor",
        openapi_extra=_SENT_FRAMES,
        responses=_ANSWERS,
    )
    async def post_frame(request: Request) -> Response:
        """Idempotent by `client_id`: the same frame twice is one message and two equal acks."""
        try:
            check_origin(web, request)
            body = await read_body(request, FRAME_BYTES)
        except BadSignature as error:
            return _frame(Error(code="bad_origin", message=str(error)))
        except BodyTooLarge as error:
            return _frame(Error(code="too_large", message=str(error)))
        visitor = await find_visitor(web, shown_token(request))
        if visitor is None:
            return _frame(Error(code="session_expired", fatal=True))
        reply = await answer(web, visitor, body)
        return _frame(reply) if reply is not None else Response(status_code=204)

    return router


def _last_seen(request: Request, after_seq: int) -> int:
    """The last line the visitor's page has: as it asked, or as its browser noted when the stream broke."""
    noted = request.headers.get("last-event-id", "")
    if not noted.isdecimal() or len(noted) >= 16:
        return after_seq
    return max(after_seq, min(int(noted), LARGEST_SEQ))


async def _frames_to(
    web: Web, visitor: Visitor, first: Welcome, after_seq: int, language: Language
) -> AsyncIterator[dict[str, str]]:
    """`first`, then every frame behind the line `after_seq`, as events; lines carry their number as the event's id."""
    web.metrics.chats.labels("events").inc()
    try:
        yield {"data": dump(first)}
        async for frame in follow(
            web.desk, visitor.conversation_id, after_seq, language, visitor.external_id
        ):
            if frame is None:
                continue
            seq = getattr(frame, "seq", None)
            yield {"data": dump(frame), **({"id": str(seq)} if seq else {})}
    finally:
        web.metrics.chats.labels("events").dec()


def _frame(frame: ServerFrame) -> Response:
    status = _STATUS.get(frame.code, 400) if isinstance(frame, Error) else 200
    response = Response(dump(frame), status_code=status, media_type="application/json")
    if isinstance(frame, Error) and frame.retry_after_ms:
        response.headers["Retry-After"] = str(max(1, frame.retry_after_ms // 1000))
    return response
