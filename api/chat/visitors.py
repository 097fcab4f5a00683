"""Who the visitor is. A random token is all that proves it; only its fingerprint is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.limits import network_of
from api.pages import is_secure
from api.web import Web
from domain.errors import CloseloopError, Retryable
from domain.event import Sender
from storage import web_sessions
from storage.door import conversation_id_of

log = structlog.get_logger()

DAY_SECONDS = 24 * 3600
NOTED_EVERY = timedelta(seconds=DAY_SECONDS)
"""How often it is written down that a visitor was here, and their cookie given anew."""


class TooManyVisitors(CloseloopError):
    """One address opens sessions faster than people do."""

    def __init__(self, wait_seconds: float) -> None:
        self.wait_seconds = wait_seconds
        super().__init__("too many new chats from this address")


@dataclass(frozen=True)
class Visitor:
    """`token` is only known right after the session was opened or when the visitor showed it. `needs_cookie`: it is new,
    or its end is to be moved on."""

    external_id: str
    conversation_id: str
    token: str
    needs_cookie: bool

    @property
    def sender(self) -> Sender:
        return Sender(channel="web", external_id=self.external_id)


def cookie_name(connection: HTTPConnection) -> str:
    """`__Host-` where the browser allows it: no other host or path can set or read the cookie."""
    return "__Host-closeloop_visitor" if is_secure(connection) else "closeloop_visitor"


def shown_token(connection: HTTPConnection) -> str | None:
    """The token of a request: the widget's header, else the page's cookie (never both: a widget has no cookie)."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    if connection.query_params.get("embed") == "1":
        return None
    return connection.cookies.get(cookie_name(connection))


async def find_visitor(web: Web, token: str | None) -> Visitor | None:
    """The visitor who holds `token`."""
    found = await _look_up(web, token)
    return found[0] if found is not None else None


async def meet_again(web: Web, token: str | None) -> Visitor | None:
    """The visitor who holds `token` and has just come; that is noted once in `NOTED_EVERY`."""
    found = await _look_up(web, token)
    if found is None:
        return None
    visitor, seen_at = found
    now = web.desk.clock.now()
    if now - seen_at < NOTED_EVERY:
        return visitor
    try:
        await web.desk.database.write(
            lambda connection: web_sessions.touch(connection, visitor.token, now), lasting=False
        )
    except Retryable:  # noted the next time; nobody is turned away for it
        log.warning("chat.visit_not_noted")
    return replace(visitor, needs_cookie=True)


async def open_visitor(web: Web, connection: HTTPConnection, token: str | None) -> Visitor:
    """The visitor who holds `token`, or a new one. Raises TooManyVisitors."""
    known = await meet_again(web, token)
    if known is not None:
        return known
    if (wait := web.new_visitors.take(network_of(connection))) > 0:
        raise TooManyVisitors(wait)
    now = web.desk.clock.now()
    fresh, external_id = await web.desk.database.write(lambda conn: web_sessions.create(conn, now))
    return _visitor(web, external_id, fresh, needs_cookie=True)


async def _look_up(web: Web, token: str | None) -> tuple[Visitor, datetime] | None:
    """The visitor, and when they were last noted."""
    if not token:
        return None
    known = await web.desk.database.read(lambda connection: web_sessions.find(connection, token))
    if known is None:
        return None
    return _visitor(web, known.external_id, token, needs_cookie=False), known.seen_at


def _visitor(web: Web, external_id: str, token: str, *, needs_cookie: bool) -> Visitor:
    sender = Sender(channel="web", external_id=external_id)
    return Visitor(external_id, conversation_id_of(web.desk.business.id, sender), token, needs_cookie)


def cookie_header(web: Web, connection: HTTPConnection, visitor: Visitor) -> tuple[str, str]:
    """The Set-Cookie header that keeps the visitor, for responses and for the WebSocket's handshake."""
    response = Response()
    response.set_cookie(
        cookie_name(connection), visitor.token, max_age=web.desk.settings.keep_visitors_days * DAY_SECONDS,
        path="/", httponly=True, samesite="lax", secure=is_secure(connection),
    )  # fmt: skip
    return "set-cookie", response.headers["set-cookie"]
