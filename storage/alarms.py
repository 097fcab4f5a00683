"""Setting and stopping alarms. The row is the truth; the engine's delayed job only brings somebody to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.turn import NewTimer
from storage.jobs import Job, JobQueue
from storage.prepared import Prepared, condition, written_columns
from storage.tables import timer


def _set_statement(insert: Callable[[sa.Table], Any]) -> sa.Insert:
    statement = insert(timer)
    new = statement.excluded
    result: sa.Insert = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "conversation_id": new.conversation_id,
            "kind": new.kind,
            "subject": new.subject,
            "due_at": new.due_at,
            "stops_on_reply": new.stops_on_reply,
            "status": "scheduled",
            "revision": timer.c.revision + 1,
        },
    ).returning(timer.c.revision)
    return result


_SET = Prepared(_set_statement, columns=written_columns(timer))


def _stop(*which: sa.ColumnElement[bool]) -> sa.UpdateBase:
    """Scheduled timers stop; the new revision is what keeps a job that is already under way from ringing."""
    return (
        sa.update(timer)
        .where(*which, condition("timer.status = 'scheduled'"))
        .values(status="cancelled", revision=timer.c.revision + 1)
        .returning(timer.c.id, timer.c.revision)
    )


_OF_CONVERSATION = timer.c.conversation_id == sa.bindparam("of_conversation")
_STOP_ON_REPLY = Prepared(_stop(_OF_CONVERSATION, timer.c.stops_on_reply.is_(sa.true())))
_STOP_SUBJECT = Prepared(_stop(timer.c.subject == sa.bindparam("of_subject")))
_STOP_NEXT_STEP = Prepared(_stop(_OF_CONVERSATION, timer.c.kind == sa.literal_column("'next_step'")))
_STOP_PROMISES = _stop(_OF_CONVERSATION, timer.c.kind == sa.literal_column("'commitment'"))
_STOP_KIND = _stop(_OF_CONVERSATION, timer.c.kind == sa.bindparam("of_kind"))


def alarm_id(timer_id: str, revision: int) -> str:
    """The id of the job that rings this revision."""
    return f"alarm:{timer_id}:{revision}"


def set_timers(
    connection: sa.Connection,
    conversation_id: str,
    timers: Sequence[NewTimer],
    now: datetime,
    jobs: JobQueue,
) -> None:
    """Set alarms; one that exists is set anew, and what was scheduled for its older revision does nothing."""
    for new in timers:
        revision = _SET.first(connection, {
            "id": new.id, "conversation_id": conversation_id, "kind": new.kind, "subject": new.subject,
            "due_at": new.due_at, "stops_on_reply": new.stops_on_reply, "status": "scheduled", "revision": 1,
        }).revision  # fmt: skip
        if revision > 1:
            jobs.cancel(connection, alarm_id(new.id, revision - 1))
        jobs.enqueue(connection, Job(
            name="alarm", id=alarm_id(new.id, revision), subject=f"{new.id}:{revision}",
            delay_seconds=max(0.0, (new.due_at - now).total_seconds()),
        ))  # fmt: skip


def stop_on_reply(connection: sa.Connection, conversation_id: str, jobs: JobQueue) -> None:
    """The customer wrote: alarms that waited for silence are over."""
    _cancel_jobs(connection, _STOP_ON_REPLY.all(connection, {"of_conversation": conversation_id}), jobs)


def stop_for_subject(connection: sa.Connection, subject: str, jobs: JobQueue) -> None:
    """The thing the alarms were about is gone: a cancelled visit, a question that staff have decided."""
    _cancel_jobs(connection, _STOP_SUBJECT.all(connection, {"of_subject": subject}), jobs)


def stop_next_step(connection: sa.Connection, conversation_id: str, jobs: JobQueue) -> None:
    """The conversation's case is closed: nothing is to happen next. It has one open case at a time."""
    _cancel_jobs(connection, _STOP_NEXT_STEP.all(connection, {"of_conversation": conversation_id}), jobs)


def stop_kind(connection: sa.Connection, conversation_id: str, kind: str, jobs: JobQueue) -> None:
    """The reason for the conversation's alarms of this kind has gone (the customer bought what a nudge was for)."""
    found = {"of_conversation": conversation_id, "of_kind": kind}
    _cancel_jobs(connection, list(connection.execute(_STOP_KIND, found).all()), jobs)


def stop_promises(connection: sa.Connection, conversation_id: str, jobs: JobQueue) -> None:
    """A person has answered the customer: no promised answer is late any more."""
    rows = connection.execute(_STOP_PROMISES, {"of_conversation": conversation_id}).all()
    _cancel_jobs(connection, list(rows), jobs)


def _cancel_jobs(connection: sa.Connection, rows: list[Any], jobs: JobQueue) -> None:
    for row in rows:
        jobs.cancel(connection, alarm_id(row.id, row.revision - 1))
