"""Setting and stopping alarms. The row is the truth; the engine's delayed job only brings somebody to look.

An alarm of an open conversation is put off with every message. Its job is left where it is: it looks too early, finds the new
time and asks for a job at that (`storage/timers.py`). A new job is asked for only when none is to look in time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.turn import NewTimer
from storage.jobs import OVERDUE, Job, JobQueue
from storage.prepared import Prepared, condition
from storage.tables import conversation, message, timer

_ALL_BUT_ITS_TIME = ("id", "conversation_id", "kind", "subject", "stops_on_reply")
_LAST_SEQ = (
    sa.select(conversation.c.last_seq)
    .where(conversation.c.id == sa.bindparam("new_conversation_id"))
    .scalar_subquery()
)
_PUT_OFF = Prepared(
    sa.update(timer)
    .where(
        *(timer.c[name] == sa.bindparam(f"new_{name}") for name in _ALL_BUT_ITS_TIME),
        condition("timer.status = 'scheduled'"),
    )
    .values(due_at=sa.bindparam("new_due_at"), revision=timer.c.revision + 1, after_seq=_LAST_SEQ)
    .returning(timer.c.job, timer.c.job_due_at)
)
"""What the other indexes know of a row is not written: every turn comes by here."""


def _set_statement(insert: Callable[[sa.Table], Any]) -> sa.Insert:
    given = {
        name: sa.bindparam(f"new_{name}", type_=timer.c[name].type) for name in (*_ALL_BUT_ITS_TIME, "due_at")
    }
    statement = insert(timer).values(
        **given, status="scheduled", revision=1, job=1, job_due_at=given["due_at"], after_seq=_LAST_SEQ
    )
    new = statement.excluded
    result: sa.Insert = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            **{name: new[name] for name in (*given, "status", "job_due_at", "after_seq") if name != "id"},
            "revision": timer.c.revision + 1,
            "job": timer.c.job + 1,
        },
    ).returning(timer.c.job)
    return result


_SET = Prepared(_set_statement)
_NEXT_JOB = Prepared(
    sa.update(timer)
    .where(timer.c.id == sa.bindparam("timer_id"))
    .values(job=timer.c.job + 1, job_due_at=sa.bindparam("looks_at"))
    .returning(timer.c.job)
)


def _stop(*which: sa.ColumnElement[bool]) -> sa.UpdateBase:
    """Scheduled timers stop, and a job that is already under way finds that none is to look."""
    return (
        sa.update(timer)
        .where(*which, condition("timer.status = 'scheduled'"))
        .values(status="cancelled", job_due_at=None)
        .returning(timer.c.id, timer.c.job)
    )


_OF_CONVERSATION = timer.c.conversation_id == sa.bindparam("of_conversation")
_STOP_SUBJECT = Prepared(_stop(timer.c.subject == sa.bindparam("of_subject")))
_STOP_NEXT_STEP = Prepared(_stop(_OF_CONVERSATION, timer.c.kind == sa.literal_column("'next_step'")))
_STOP_PROMISES = _stop(_OF_CONVERSATION, timer.c.kind == sa.literal_column("'commitment'"))
_STOP_KIND = _stop(_OF_CONVERSATION, timer.c.kind == sa.bindparam("of_kind"))

ANSWERED = sa.and_(
    timer.c.stops_on_reply.is_(sa.true()),
    sa.exists().where(
        message.c.conversation_id == timer.c.conversation_id,
        message.c.seq > timer.c.after_seq,
        message.c.author == sa.literal_column("'customer'"),
    ),
)
"""The customer wrote: an alarm that waited for silence is over. Asked by who looks, so that no message writes alarms."""


def job_id(timer_id: str, number: int) -> str:
    """The id of a timer's job."""
    return f"alarm:{timer_id}:{number}"


def set_timers(
    connection: sa.Connection,
    conversation_id: str,
    timers: Sequence[NewTimer],
    now: datetime,
    jobs: JobQueue,
) -> None:
    """Set alarms; one that exists is set anew, and does not ring at its older time."""
    for new in timers:
        values = {
            "new_id": new.id, "new_conversation_id": conversation_id, "new_kind": new.kind,
            "new_subject": new.subject, "new_stops_on_reply": new.stops_on_reply, "new_due_at": new.due_at,
        }  # fmt: skip
        standing = _PUT_OFF.first(connection, values)
        if standing is None:
            _ask(connection, new.id, _SET.first(connection, values).job, new.due_at, now, jobs)
        elif standing.job_due_at is None or not now - OVERDUE < standing.job_due_at <= new.due_at:
            jobs.cancel(connection, job_id(new.id, standing.job))
            ask_anew(connection, new.id, new.due_at, now, jobs)


def ask_anew(
    connection: sa.Connection, timer_id: str, due_at: datetime, now: datetime, jobs: JobQueue
) -> None:
    """Have another job look at the timer at `due_at`; those before it do nothing any more."""
    number = _NEXT_JOB.first(connection, {"timer_id": timer_id, "looks_at": due_at}).job
    _ask(connection, timer_id, number, due_at, now, jobs)


def _ask(
    connection: sa.Connection, timer_id: str, number: int, due_at: datetime, now: datetime, jobs: JobQueue
) -> None:
    jobs.enqueue(connection, Job(
        name="alarm", id=job_id(timer_id, number), subject=f"{timer_id}:{number}",
        delay_seconds=max(0.0, (due_at - now).total_seconds()),
    ))  # fmt: skip


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
        jobs.cancel(connection, job_id(row.id, row.job))
