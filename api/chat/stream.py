"""The chat without sockets: server-sent events one way, POST the other, the same frames."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sse_starlette.sse import EventSourceResponse

from api.body import BodyTooLarge, read_body
from api.chat.conversing import answer, welcome
from api.chat.lines import HEARTBEAT_SECONDS, follow
from api.chat.visitors import TooManyVisitors, cookie_header, find_visitor, open_visitor, shown_token
from api.origin import check_origin
from api.web import Web
from channels.web.server_frames import Error, ServerFrame, dump
from domain.conversation import LARGEST_SEQ
from domain.errors import BadSignature

FRAME_BYTES = 64_000

_STATUS = {"rate_limited": 429, "busy": 503, "session_expired": 401, "bad_origin": 403, "too_large": 413}


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
            token = shown_token(request)
            visitor = await open_visitor(web, request, token)
        except BadSignature as error:
            return _frame(Error(code="bad_origin", message=str(error)))
        except TooManyVisitors as error:
            return _frame(Error(code="rate_limited", retry_after_ms=int(error.wait_seconds * 1000)))
        seen = request.headers.get("last-event-id", "")
        after = (
            max(after_seq, min(int(seen), LARGEST_SEQ)) if seen.isdecimal() and len(seen) < 16 else after_seq
        )
        language = web.pages.language_from(request, None)
        first = await welcome(web, visitor, show_token=embed == "1")

        async def frames() -> AsyncIterator[dict[str, str]]:
            web.metrics.chats.labels("events").inc()
            try:
                yield {"data": dump(first)}
                conversation = visitor.conversation_id
                async for frame in follow(web.desk, conversation, after, language, visitor.external_id):
                    if frame is None:
                        continue
                    seq = getattr(frame, "seq", None)
                    yield {"data": dump(frame), **({"id": str(seq)} if seq else {})}
            finally:
                web.metrics.chats.labels("events").dec()

        response = EventSourceResponse(frames(), ping=HEARTBEAT_SECONDS, sep="\n")
        if visitor.needs_cookie and embed != "1":
            name, value = cookie_header(web, request, visitor)
            response.headers[name] = value
        return response

    @router.post(
        "/chat/messages",
        summary="One frame from the visitor",
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"examples": {
            "message": {"value": {"v": 1, "type": "message", "client_id": "01J0EXAMPLE000000000000001",
                                  "text": "Do you have a slot on Friday?"}},
            "choice": {"value": {"v": 1, "type": "choice", "client_id": "01J0EXAMPLE000000000000002", "id": "slot:1"}},
        }}}}},
        responses={
            200: {"content": {"application/json": {"example": {
                "v": 1, "type": "ack", "client_id": "01J0EXAMPLE000000000000001", "message_id": "conv-1:18",
                "seq": 18, "at": "2026-11-21T10:00:00.000Z"}}}},
            400: {"description": "An `error` frame that says what was wrong"},
            401: {"description": "No session: open `/chat/events` first"},
            403: {"description": "The page's origin is not allowed"},
            413: {"description": "The frame is too large"},
            429: {"description": "Too many messages; `retry_after_ms` says how long to wait"},
            503: {"description": "Not stored; send the same frame again"},
        },
    )  # fmt: skip
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


def _frame(frame: ServerFrame) -> Response:
    status = _STATUS.get(frame.code, 400) if isinstance(frame, Error) else 200
    response = Response(dump(frame), status_code=status, media_type="application/json")
    if isinstance(frame, Error) and frame.retry_after_ms:
        response.headers["Retry-After"] = str(max(1, frame.retry_after_ms // 1000))
    return response
