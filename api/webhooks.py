"""Where messengers deliver. 200 means stored: it is said after the commit and never before."""

from __future__ import annotations

import asyncio

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.body import BodyTooLarge, read_body
from api.web import Web
from channels.port import Presence
from domain.errors import BadRequest, BadSignature, Retryable
from domain.event import ChannelName

log = structlog.get_logger()

NO_WEBHOOK: frozenset[str] = frozenset({"web", "terminal"})
"""Channels that have doors of their own."""

_EXAMPLE = {
    "update_id": 1, "message": {"message_id": 7, "date": 1795255200, "text": "Есть окно завтра?",
                                "chat": {"id": 42, "type": "private"}, "from": {"id": 42, "first_name": "Анна"}},
}  # fmt: skip


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["webhooks"])
    # Asked once: looking through a protocol's methods is slow.
    present = {name: adapter for name, adapter in web.desk.channels.items() if isinstance(adapter, Presence)}

    courtesies: set[asyncio.Task[None]] = set()

    @router.post(
        "/webhooks/{channel}",
        summary="A messenger's update",
        openapi_extra={
            "parameters": [{"name": "channel", "in": "path", "required": True, "schema": {"type": "string"}}],
            "requestBody": {"required": True, "content": {"application/json": {"example": _EXAMPLE}}},
        },
        responses={
            200: {"content": {"application/json": {"example": {"stored": 1, "duplicates": 0}}}},
            400: {"description": "Not the documented form; `detail` says what is wrong"},
            401: {"description": "The signature or secret does not fit"},
            404: {"description": "No such channel here"},
            413: {"description": "Larger than one megabyte"},
            503: {"description": "Not stored; deliver it again"},
        },
    )
    async def receive(request: Request) -> JSONResponse:
        """Every event of the body is stored before the answer. The same body again stores nothing (R69)."""
        # Read by hand: the framework's own reading of parameters takes a tenth of an acknowledgement.
        channel: str = request.path_params["channel"]
        name = _known(channel, web)
        if name is None:
            return JSONResponse({"detail": f"there is no webhook for {channel[:40]!r} here"}, 404)
        adapter, presence = web.desk.channels[name], present.get(name)
        try:
            body = await read_body(request)
            adapter.verify(request.headers, body)
            events = adapter.parse(body)
        except BodyTooLarge as error:
            return JSONResponse({"detail": str(error)}, 413)
        except BadSignature:
            web.metrics.events.labels(name, "bad_signature").inc()
            log.warning("webhook.bad_signature", channel=name)
            return JSONResponse({"detail": "the signature does not fit"}, 401)
        except BadRequest as error:
            web.metrics.events.labels(name, "refused").inc()
            return JSONResponse({"detail": str(error)}, 400)
        duplicates = 0
        try:
            for sender, event in events:
                is_new = await web.desk.take_in(sender, event)
                duplicates += not is_new
                web.metrics.events.labels(name, "stored" if is_new else "duplicate").inc()
                if presence is not None and event.kind == "choice":
                    # A courtesy that asks the messenger something: the messenger does not wait for itself.
                    courtesy = asyncio.create_task(presence.acknowledge(sender, event))
                    courtesies.add(courtesy)
                    courtesy.add_done_callback(courtesies.discard)
        except Retryable:
            log.warning("webhook.busy", channel=name)
            return JSONResponse({"detail": "not stored, deliver it again"}, 503, {"Retry-After": "2"})
        return JSONResponse({"stored": len(events) - duplicates, "duplicates": duplicates})

    return router


def _known(channel: str, web: Web) -> ChannelName | None:
    for name in web.desk.channels:
        if name == channel and name not in NO_WEBHOOK:
            return name
    return None
