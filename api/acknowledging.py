"""The acknowledgement of a messenger's delivery: verified, read, stored, and only then said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from api.body import MAX_BODY_BYTES, BodyTooLarge, read_raw, says_more
from api.problems import UNFORESEEN, note_unforeseen
from api.security import WITH_DATA
from channels.port import ChannelAdapter, Presence
from domain.errors import BadRequest, BadSignature, Retryable
from domain.event import ChannelName

if TYPE_CHECKING:
    from prometheus_client import Counter

    from api.desk_port import Desk
    from api.metrics import Metrics
    from api.web import Web

log = structlog.get_logger()

PREFIX = "/webhooks/"
ROUTE = PREFIX + "{channel}"
NO_WEBHOOK: frozenset[str] = frozenset({"web", "terminal"})
"""Channels that have doors of their own."""

MEDIA_TYPE = "application/json"

RawHeaders = Iterable[tuple[bytes, bytes]]


class Answer(NamedTuple):
    """What a messenger is told: status, JSON, and headers besides those every answer has."""

    status: int
    content: dict[str, Any]
    headers: Mapping[str, str] = {}

    def body(self) -> bytes:
        return orjson.dumps(self.content)


def first_headers(raw: RawHeaders) -> dict[str, str]:
    """By name, in small letters as servers hand them over; the first where there are several of a name."""
    headers: dict[str, str] = {}
    for key, value in raw:
        headers.setdefault(key.decode("latin-1"), value.decode("latin-1"))
    return headers


class Acknowledger:
    """One messenger's deliveries. 200 means stored: it is said after the flush to disk and never before."""

    def __init__(self, name: ChannelName, adapter: ChannelAdapter, desk: Desk, events: Counter) -> None:
        self._name = name
        self._adapter = adapter
        self._presence = adapter if isinstance(adapter, Presence) else None
        self._desk = desk
        self._events = events
        self._stored = events.labels(name, "stored")
        self._duplicate = events.labels(name, "duplicate")
        self._courtesies: set[asyncio.Task[None]] = set()

    async def acknowledge(self, headers: Mapping[str, str], receive: Receive) -> Answer:
        """Every event of the body is stored before the answer. The same body again stores nothing (R69). `headers`:
        see `first_headers`.
        """
        try:
            body = await read_raw(receive, headers.get("content-length", ""))
            self._adapter.verify(headers, body)
            events = self._adapter.parse(body)
        except BodyTooLarge as error:
            return Answer(413, {"detail": str(error)})
        except BadSignature:
            self._events.labels(self._name, "bad_signature").inc()
            log.warning("webhook.bad_signature", channel=self._name)
            return Answer(401, {"detail": "the signature does not fit"})
        except BadRequest as error:
            self._events.labels(self._name, "refused").inc()
            return Answer(400, {"detail": str(error)})
        duplicates = 0
        try:
            for sender, event in events:
                if await self._desk.take_in(sender, event):
                    self._stored.inc()
                else:
                    duplicates += 1
                    self._duplicate.inc()
                if self._presence is not None and event.kind == "choice":
                    # A courtesy that asks the messenger something: the messenger does not wait for itself.
                    courtesy = asyncio.create_task(self._presence.acknowledge(sender, event))
                    self._courtesies.add(courtesy)
                    courtesy.add_done_callback(self._courtesies.discard)
        except Retryable:
            log.warning("webhook.busy", channel=self._name)
            return Answer(503, {"detail": "not stored, deliver it again"}, {"Retry-After": "2"})
        return Answer(200, {"stored": len(events) - duplicates, "duplicates": duplicates})


def acknowledgers(web: Web) -> dict[str, Acknowledger]:
    """By channel, for every messenger that delivers here."""
    return {
        name: Acknowledger(name, adapter, web.desk, web.metrics.events)
        for name, adapter in web.desk.channels.items()
        if name not in NO_WEBHOOK
    }


class ShortWay:
    """Answers deliveries to known messengers before the framework sees them: its middlewares, its choice of a route and
    its reading of parameters cost as much as everything that an acknowledgement has to do. Everything else goes on to
    `app`, where `api/webhooks.py` describes the same door. Headers and counts are those of every other answer.
    """

    def __init__(self, app: ASGIApp, known: Mapping[str, Acknowledger], metrics: Metrics) -> None:
        self._app = app
        self._known = known
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        acknowledger = self._find(scope)
        headers = first_headers(scope["headers"]) if acknowledger is not None else {}
        if acknowledger is None or says_more(headers.get("content-length", ""), MAX_BODY_BYTES):
            # What says itself that it is too large is refused where all of it is, before a route is chosen.
            await self._app(scope, receive, send)
            return
        try:
            answer = await acknowledger.acknowledge(headers, receive)
            body = answer.body()
        except Exception as error:
            # Its text may quote a customer, and goes no further.
            note_unforeseen(error)
            answer = Answer(500, {"detail": UNFORESEEN})
            body = answer.body()
        told = [(b"content-length", b"%d" % len(body)), (b"content-type", MEDIA_TYPE.encode()), *WITH_DATA]
        for name, value in answer.headers.items():
            told.append((name.lower().encode(), value.encode()))
        self._metrics.count(ROUTE, "POST", answer.status, time.perf_counter() - began)
        await send({"type": "http.response.start", "status": answer.status, "headers": told})
        await send({"type": "http.response.body", "body": body})

    def _find(self, scope: Scope) -> Acknowledger | None:
        if scope["type"] != "http" or scope["method"] != "POST":
            return None
        path: str = scope["path"]
        return self._known.get(path[len(PREFIX) :]) if path.startswith(PREFIX) else None
