"""Visitors of the web chat, known by a cookie."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from domain.identifiers import new_id
from storage.tables import web_session
from storage.tokens import fingerprint, new_token

_INSERT = sa.insert(web_session)
_THIS = web_session.c.token_hash == sa.bindparam("hash")
_FIND = sa.select(web_session.c.external_id).where(_THIS)
_SEEN = sa.update(web_session).where(_THIS).values(seen_at=sa.bindparam("now"))
_DELETE_OLD = sa.delete(web_session).where(web_session.c.seen_at < sa.bindparam("before"))


def create(connection: sa.Connection, now: datetime) -> tuple[str, str]:
    """A new visitor: (token for the cookie, external id). The token is not stored and cannot be read again."""
    token, external_id = new_token(), new_id("visitor")
    connection.execute(
        _INSERT,
        {"token_hash": fingerprint(token), "external_id": external_id, "created_at": now, "seen_at": now},
    )
    return token, external_id


def find(connection: sa.Connection, token: str) -> str | None:
    """The visitor's external id, or None for a token we never gave."""
    external_id: str | None = connection.execute(_FIND, {"hash": fingerprint(token)}).scalar()
    return external_id


def touch(connection: sa.Connection, token: str, now: datetime) -> None:
    """The visitor was here."""
    connection.execute(_SEEN, {"hash": fingerprint(token), "now": now})


def delete_idle(connection: sa.Connection, idle_for: timedelta, now: datetime) -> int:
    """Forget visitors who have not been here that long. Returns how many."""
    return connection.execute(_DELETE_OLD, {"before": now - idle_for}).rowcount
