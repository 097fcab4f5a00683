"""Visitors of the web chat, known by a cookie or by the widget's token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.identifiers import new_id
from storage.calendar import OCCUPIED
from storage.prepared import condition
from storage.tables import appointment, commitment, conversation, customer_case, record, timer, web_session
from storage.tokens import fingerprint, new_token
from storage.waiting import OPEN_WAIT


@dataclass(frozen=True, slots=True)
class KnownVisitor:
    """Whose token it is, and when they were last noted to be here."""

    external_id: str
    seen_at: datetime


_INSERT = sa.insert(web_session)
_THIS = web_session.c.token_hash == sa.bindparam("hash")
_FIND = sa.select(web_session.c.external_id, web_session.c.seen_at).where(_THIS)
_SEEN = sa.update(web_session).where(_THIS).values(seen_at=sa.bindparam("now"))

_BEFORE = web_session.c.seen_at < sa.bindparam("before")
_OPEN_THINGS = (
    sa.exists().where(
        customer_case.c.conversation_id == conversation.c.id, condition("customer_case.outcome IS NULL")
    ),
    sa.exists().where(
        commitment.c.conversation_id == conversation.c.id, condition("commitment.status = 'open'")
    ),
    sa.exists().where(timer.c.conversation_id == conversation.c.id, condition("timer.status = 'scheduled'")),
    sa.exists().where(record.c.contact_id == conversation.c.contact_id, *OPEN_WAIT),
    sa.exists().where(
        appointment.c.contact_id == conversation.c.contact_id,
        appointment.c.ends_at > sa.bindparam("now"),
        OCCUPIED,
    ),
)
_NEEDED = sa.select(conversation.c.external_id).where(
    conversation.c.channel == sa.literal("web"),
    sa.or_(
        conversation.c.last_message_at >= sa.bindparam("before"),
        conversation.c.owner == sa.literal("staff"),
        *_OPEN_THINGS,
    ),
)
_FIND_IDLE = (
    sa.select(web_session.c.token_hash)
    .where(_BEFORE, web_session.c.external_id.not_in(_NEEDED))
    .order_by(web_session.c.seen_at)
    .limit(sa.bindparam("at_most"))
)
_FORGET = sa.delete(web_session).where(
    web_session.c.token_hash.in_(sa.bindparam("hashes", expanding=True)), _BEFORE
)


def create(connection: sa.Connection, now: datetime) -> tuple[str, str]:
    """A new visitor: (token for the cookie, external id). The token is not stored and cannot be read again."""
    token, external_id = new_token(), new_id("visitor")
    connection.execute(
        _INSERT,
        {"token_hash": fingerprint(token), "external_id": external_id, "created_at": now, "seen_at": now},
    )
    return token, external_id


def find(connection: sa.Connection, token: str) -> KnownVisitor | None:
    """The visitor who holds `token`, or None for one that we never gave, or have forgotten."""
    row = connection.execute(_FIND, {"hash": fingerprint(token)}).first()
    return None if row is None else KnownVisitor(row.external_id, row.seen_at)


def touch(connection: sa.Connection, token: str, now: datetime) -> None:
    """The visitor was here."""
    connection.execute(_SEEN, {"hash": fingerprint(token), "now": now})


def find_idle(connection: sa.Connection, before: datetime, now: datetime, limit: int = 500) -> list[str]:
    """Fingerprints of visitors who neither came nor were written to since `before`, and for whom nothing is open: no
    case, promise, alarm, place on a waiting list or visit ahead, and no person who speaks with them. Longest away first.
    """
    return list(connection.execute(_FIND_IDLE, {"before": before, "now": now, "at_most": limit}).scalars())


def forget(connection: sa.Connection, fingerprints: Sequence[str], before: datetime) -> int:
    """Whoever shows one of these tokens is a new visitor; their conversations stay. Who came since `before` after all
    is kept. Returns how many were forgotten."""
    return connection.execute(_FORGET, {"hashes": list(fingerprints), "before": before}).rowcount
