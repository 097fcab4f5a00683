"""What another program is asked to do: written with the turn, done by a job, told to the conversation as an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from domain.errors import NotFound
from domain.identifiers import derived_id
from storage.happenings import tell_conversation
from storage.jobs import Job, JobQueue
from storage.prepared import insert_or_ignore
from storage.tables import conversation, errand

ErrandKind = Literal["orders.return_label", "accounts.reset_link"]
ErrandStatus = Literal["pending", "done", "refused", "failed"]
ENDED = "errand_ended"
"""The name of the event by which an errand's end enters the conversation."""

_INSERT = insert_or_ignore(errand, "id", returning=("id",))
_COLUMNS = (
    errand.c.id, errand.c.conversation_id, errand.c.kind, errand.c.subject, errand.c.status, errand.c.attempts,
    errand.c.result,
)  # fmt: skip
_ONE = sa.select(*_COLUMNS).where(errand.c.id == sa.bindparam("errand_id"))
_CHANNEL = sa.select(conversation.c.channel).where(conversation.c.id == sa.bindparam("of_conversation"))
_END = (
    sa.update(errand)
    .where(errand.c.id == sa.bindparam("errand_id"), errand.c.status == sa.literal("pending"))
    .values(status=sa.bindparam("new_status"), result=sa.bindparam("found", type_=sa.JSON), ended_at=sa.bindparam("now"))
    .returning(errand.c.conversation_id)
)  # fmt: skip
_TRIED = (
    sa.update(errand)
    .where(errand.c.id == sa.bindparam("errand_id"), errand.c.status == sa.literal("pending"))
    .values(attempts=errand.c.attempts + 1)
    .returning(errand.c.attempts)
)


@dataclass(frozen=True, slots=True)
class Errand:
    """`subject`: an order's number or an e-mail address. `id` is also the idempotency key."""

    id: str
    conversation_id: str
    kind: ErrandKind
    subject: str
    status: ErrandStatus
    attempts: int
    result: dict[str, Any] | None


def ask(
    connection: sa.Connection,
    kind: ErrandKind,
    subject: str,
    *,
    turn_id: str,
    n: int,
    conversation_id: str,
    now: datetime,
    jobs: JobQueue,
) -> dict[str, Any]:
    """Have it done once the caller's transaction is stored."""
    errand_id = derived_id("errand", turn_id, str(n))
    added = _INSERT.first(connection, {
        "id": errand_id, "conversation_id": conversation_id, "kind": kind, "subject": subject, "status": "pending",
        "attempts": 0, "result": None, "created_at": now, "ended_at": None,
    })  # fmt: skip
    if added is not None:
        jobs.enqueue(connection, Job(name="errand", id=f"errand:{errand_id}", subject=errand_id))
    return {"errand_id": errand_id}


def get(connection: sa.Connection, errand_id: str) -> Errand:
    """Raises NotFound."""
    row = connection.execute(_ONE, {"errand_id": errand_id}).first()
    if row is None:
        raise NotFound(f"no errand {errand_id}")
    return Errand(*row)


def try_later(connection: sa.Connection, errand_id: str, *, delay_seconds: float, jobs: JobQueue) -> int:
    """Count a try that reached nobody, and ask for the next. Returns the tries so far; 0 when it has ended."""
    row = connection.execute(_TRIED, {"errand_id": errand_id}).first()
    if row is None:
        return 0
    job_id = f"errand:{errand_id}:{row.attempts}"
    jobs.enqueue(connection, Job(name="errand", id=job_id, subject=errand_id, delay_seconds=delay_seconds))
    return int(row.attempts)


def end(
    connection: sa.Connection,
    errand_id: str,
    status: ErrandStatus,
    *,
    result: dict[str, Any] | None,
    now: datetime,
    jobs: JobQueue,
) -> bool:
    """Note how it ended and tell the conversation, once. False when it had ended before."""
    row = connection.execute(
        _END, {"errand_id": errand_id, "new_status": status, "found": result, "now": now}
    ).first()
    if row is None:
        return False
    done = get(connection, errand_id)
    channel = connection.execute(_CHANNEL, {"of_conversation": row.conversation_id}).scalar_one()
    tell_conversation(
        connection,
        row.conversation_id,
        channel=channel,
        name=ENDED,
        data={"kind": done.kind, "subject": done.subject, "status": status, "result": result or {}},
        happening_id=f"errand:{errand_id}",
        now=now,
        jobs=jobs,
    )
    return True
