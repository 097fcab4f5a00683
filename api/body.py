"""Reads request bodies without letting a caller fill the memory."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request

from domain.errors import BadRequest

MAX_BODY_BYTES = 1_000_000


class BodyTooLarge(BadRequest):
    """Answered with 413."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the body is larger than {limit} bytes")


async def read_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """The raw bytes. Raises BodyTooLarge as soon as the limit is passed, BadRequest when the caller hangs up."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise BodyTooLarge(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise BodyTooLarge(limit)
            parts.append(part)
    except ClientDisconnect as error:
        raise BadRequest("the connection closed before the body was complete") from error
    return b"".join(parts)
