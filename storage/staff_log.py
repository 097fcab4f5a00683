"""What staff did (kept), and what staff pages should look at again (a tail)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from storage.prepared import insert_into
from storage.tables import audit, inbox_event

Change = Literal["turn", "approval", "owner", "message", "delivery"]

_RECORD = insert_into(audit)
_ANNOUNCE = insert_into(inbox_event)
_TAIL = (
    sa.select(
        inbox_event.c.id, inbox_event.c.kind, inbox_event.c.conversation_id, inbox_event.c.subject, inbox_event.c.at
    )
    .where(inbox_event.c.id > sa.bindparam("after"))
    .order_by(inbox_event.c.id)
    .limit(sa.bindparam("at_most"))
)  # fmt: skip
_TAIL_BELOW_OPEN = _TAIL.where(
    inbox_event.c.xact < sa.func.txid_snapshot_xmin(sa.func.txid_current_snapshot())
)
_LAST = sa.select(sa.func.max(inbox_event.c.id))
_ACTIONS = (
    sa.select(audit.c.id, audit.c.staff, audit.c.action, audit.c.subject, audit.c.details, audit.c.at)
    .where(audit.c.subject == sa.bindparam("about"))
    .order_by(audit.c.id)
)


@dataclass(frozen=True, slots=True)
class InboxChange:
    """Something about a conversation changed; `subject` is the id of what."""

    id: int
    kind: Change
    conversation_id: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffAction:
    """Who did what to which thing, when."""

    id: int
    staff: str
    action: str
    subject: str
    details: dict[str, Any]
    at: datetime


def record(
    connection: sa.Connection,
    *,
    staff: str,
    action: str,
    subject: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Append to the audit log. `details` holds no message text."""
    _RECORD.run(
        connection,
        {"staff": staff, "action": action, "subject": subject, "details": details or {}, "at": now},
    )


def actions_on(connection: sa.Connection, subject: str) -> list[StaffAction]:
    """What was done to one thing, in order."""
    return [StaffAction(*row) for row in connection.execute(_ACTIONS, {"about": subject})]


def announce(
    connection: sa.Connection, kind: Change, conversation_id: str, subject: str, now: datetime
) -> None:
    """Tell the pages that follow."""
    _ANNOUNCE.run(
        connection, {"kind": kind, "conversation_id": conversation_id, "subject": subject, "at": now}
    )


def events_after(connection: sa.Connection, event_id: int, limit: int = 100) -> list[InboxChange]:
    """Changes after the last one seen, in order; a reader that remembers the last id misses none."""
    tail = _TAIL if connection.dialect.name == "sqlite" else _TAIL_BELOW_OPEN
    return [InboxChange(*row) for row in connection.execute(tail, {"after": event_id, "at_most": limit})]


def last_event_id(connection: sa.Connection) -> int:
    """Where a page that opens now starts to follow."""
    return int(connection.execute(_LAST).scalar() or 0)
