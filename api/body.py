"""Reads request bodies without letting a caller fill the memory."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import BadRequest

MAX_BODY_BYTES = 1_000_000
LONGEST_LENGTH = 18
"""Figures of a length that is read as a number; Python refuses to read thousands of them."""


class BodyTooLarge(BadRequest):
    """Answered with 413."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the body is larger than {limit} bytes")


async def read_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """The raw bytes. Raises BodyTooLarge as soon as the limit is passed, BadRequest when the caller hangs up."""
    return await read_raw(request.receive, request.headers.get("content-length", ""), limit)


async def read_raw(receive: Receive, declared: str, limit: int = MAX_BODY_BYTES) -> bytes:
    """As `read_body`. `declared` is the header content-length, empty where there is none."""
    if says_more(declared, limit):
        raise BodyTooLarge(limit)
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("the connection closed before the body was complete")
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise BodyTooLarge(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def says_more(declared: str, limit: int) -> bool:
    """Whether the header content-length, which may be anything, tells of more than `limit`."""
    return declared.isdecimal() and (len(declared) > LONGEST_LENGTH or int(declared) > limit)


class BodyLimit:
    """No route reads more than MAX_BODY_BYTES, whoever asks and before anybody is asked who they are: the
    framework reads JSON and forms whole before our code runs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if says_more(declared, MAX_BODY_BYTES):
            answer = JSONResponse({"detail": str(BodyTooLarge(MAX_BODY_BYTES))}, 413)
            await answer(scope, receive, send)
            return
        size = 0

        async def receive_so_much() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY_BYTES:
                raise BodyTooLarge(MAX_BODY_BYTES)
            return message

        await self._app(scope, receive_so_much, send)
