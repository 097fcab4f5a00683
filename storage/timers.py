"""Alarms that ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.event import Event
from storage import commitments
from storage.door import accept_internal
from storage.jobs import JobQueue
from storage.prepared import condition
from storage.tables import conversation, timer


@dataclass(frozen=True, slots=True)
class DueTimer:
    """An alarm that should have rung by now."""

    id: str
    revision: int
    conversation_id: str
    kind: str
    due_at: datetime


_RING = (
    sa.update(timer)
    .where(
        timer.c.id == sa.bindparam("timer_id"),
        timer.c.revision == sa.bindparam("at_revision"),
        condition("timer.status = 'scheduled'"),
        timer.c.due_at <= sa.bindparam("now"),
    )
    .values(status="rung")
    .returning(timer.c.conversation_id, timer.c.kind, timer.c.subject, timer.c.due_at)
)
_CHANNEL = sa.select(conversation.c.channel).where(conversation.c.id == sa.bindparam("conversation_id"))
_REVISION = sa.select(timer.c.revision).where(timer.c.id == sa.bindparam("timer_id"))
_DUE = (
    sa.select(timer.c.id, timer.c.revision, timer.c.conversation_id, timer.c.kind, timer.c.due_at)
    .where(condition("timer.status = 'scheduled'"), timer.c.due_at <= sa.bindparam("now"))
    .order_by(timer.c.due_at)
    .limit(sa.bindparam("at_most"))
)
_NEXT_DUE = sa.select(sa.func.min(timer.c.due_at)).where(condition("timer.status = 'scheduled'"))


def ring(connection: sa.Connection, timer_id: str, revision: int, now: datetime, jobs: JobQueue) -> bool:
    """Ring once: True for the one caller that turned it from scheduled to rung and put its event in the inbox.

    False when it was set anew, stopped, rung already, or is not due yet.
    """
    row = connection.execute(_RING, {"timer_id": timer_id, "at_revision": revision, "now": now}).first()
    if row is None:
        return False
    channel = connection.execute(_CHANNEL, {"conversation_id": row.conversation_id}).scalar_one()
    event = Event(
        kind="timer",
        channel=channel,
        provider_id=f"timer:{timer_id}:{revision}",
        occurred_at=row.due_at,
        payload={"timer_id": timer_id, "kind": row.kind, "revision": revision, "subject": row.subject},
    )
    if row.kind == "commitment":
        commitments.miss(connection, row.subject)
    accept_internal(connection, conversation_id=row.conversation_id, event=event, now=now, jobs=jobs)
    return True


def was_set_anew(connection: sa.Connection, timer_id: str, revision: int) -> bool:
    """Whether the alarm that rang as `revision` has been put off since: it has nothing to say any more."""
    current = connection.execute(_REVISION, {"timer_id": timer_id}).scalar()
    return current is not None and current > revision


def due(connection: sa.Connection, now: datetime, limit: int = 100) -> list[DueTimer]:
    """Alarms that are due, longest overdue first: what is left to ring when their jobs were lost."""
    rows = connection.execute(_DUE, {"now": now, "at_most": limit})
    return [DueTimer(*row) for row in rows]


def next_due(connection: sa.Connection) -> datetime | None:
    """When the next alarm is due."""
    moment: datetime | None = connection.execute(_NEXT_DUE).scalar()
    return moment
