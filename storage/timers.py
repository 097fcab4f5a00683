"""Alarms that ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.event import Event
from storage import commitments
from storage.alarms import ANSWERED, ask_anew
from storage.door import accept_internal
from storage.jobs import JobQueue
from storage.prepared import Prepared, condition
from storage.tables import conversation, timer


@dataclass(frozen=True, slots=True)
class DueTimer:
    """An alarm that should have rung by now."""

    id: str
    conversation_id: str
    kind: str
    due_at: datetime


_THIS = timer.c.id == sa.bindparam("timer_id")
_LOCK_CONVERSATION = Prepared(
    sa.select(conversation.c.id, conversation.c.channel)
    .where(conversation.c.id == sa.select(timer.c.conversation_id).where(_THIS).scalar_subquery())
    .with_for_update(key_share=True)
)
_LOCK = Prepared(sa.select(timer).where(_THIS).with_for_update())
# A statement of its own: on Postgres what a locking statement reads elsewhere may be older than the lock.
_ANSWERED = Prepared(sa.select(timer.c.id).where(_THIS, ANSWERED))
_END = Prepared(sa.update(timer).where(_THIS).values(status=sa.bindparam("new_status"), job_due_at=None))
_REVISION = sa.select(timer.c.revision).where(_THIS)
_DUE = (
    sa.select(timer.c.id, timer.c.conversation_id, timer.c.kind, timer.c.due_at)
    .where(condition("timer.status = 'scheduled'"), timer.c.due_at <= sa.bindparam("now"))
    .order_by(timer.c.due_at)
    .limit(sa.bindparam("at_most"))
)


def look(connection: sa.Connection, timer_id: str, job: int | None, now: datetime, jobs: JobQueue) -> bool:
    """Let the alarm ring if it is due and still has something to say: True for the one caller that turned it from
    scheduled to rung and put its event in the inbox. One that was put off is looked at again at its new time.

    `job`: the number of the job that looks; one in whose place another has been asked for does nothing. None: whoever
    looks because a job may have been lost.
    """
    locked = _LOCK_CONVERSATION.first(connection, {"timer_id": timer_id})
    if locked is None:
        return False
    row = _LOCK.first(connection, {"timer_id": timer_id})
    is_another = job is not None and (row.job != job or row.job_due_at is None)
    if is_another or row.status != "scheduled":
        return False
    if _ANSWERED.first(connection, {"timer_id": timer_id}) is not None:
        _END.run(connection, {"timer_id": timer_id, "new_status": "cancelled"})
        return False
    if row.due_at > now:
        if job is not None:
            ask_anew(connection, timer_id, row.due_at, now, jobs)
        return False
    _END.run(connection, {"timer_id": timer_id, "new_status": "rung"})
    event = Event(
        kind="timer",
        channel=locked.channel,
        provider_id=f"timer:{timer_id}:{row.revision}",
        occurred_at=row.due_at,
        payload={"timer_id": timer_id, "kind": row.kind, "revision": row.revision, "subject": row.subject},
    )
    if row.kind == "commitment":
        commitments.miss(connection, row.subject)
    accept_internal(connection, conversation_id=locked.id, event=event, now=now, jobs=jobs)
    return True


def was_set_anew(connection: sa.Connection, timer_id: str, revision: int) -> bool:
    """Whether the alarm that rang as `revision` has been put off since: it has nothing to say any more."""
    current = connection.execute(_REVISION, {"timer_id": timer_id}).scalar()
    return current is not None and current > revision


def due(connection: sa.Connection, now: datetime, limit: int = 100) -> list[DueTimer]:
    """Alarms that are due, longest overdue first: what is left to look at when their jobs were lost."""
    rows = connection.execute(_DUE, {"now": now, "at_most": limit})
    return [DueTimer(*row) for row in rows]
