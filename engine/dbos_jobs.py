"""Jobs as rows of DBOS's tables: asked for, due, claimed, ended. Prepared once, because every turn does all of it.

DBOS's own calls build each statement anew and cost ten times as much. The rows are those DBOS would write: it runs,
recovers and deletes them. DBOS is pinned for this file's sake too, and tests/contract/engine runs everything here.
"""

from __future__ import annotations

import base64
import math
import pickle
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.prepared import Prepared

# `status IN ('ENQUEUED', 'PENDING')` besides a narrower condition: SQLite uses a partial index only where it can prove
# that the index covers what is asked.
_ENQUEUE = """
INSERT INTO {status} (
    workflow_uuid, status, name, queue_name, queue_partition_key, delay_until_epoch_ms, application_name,
    created_at, updated_at, creator_xid, serialization, recovery_attempts, priority
) VALUES (
    :id, :status, :name, :queue, :partition, :delay_until, :application,
    :now, :now, :creator, 'py_pickle', 0, 0
) ON CONFLICT (workflow_uuid) DO NOTHING"""
_INPUT = """
INSERT INTO {input} (workflow_uuid, inputs) VALUES (:id, :inputs) ON CONFLICT (workflow_uuid) DO NOTHING"""
_CANCEL = """
UPDATE {status} SET status = 'CANCELLED', owner_xid = NULL, queue_name = NULL, updated_at = :now, completed_at = :now
WHERE workflow_uuid = :id AND status IN ('ENQUEUED', 'DELAYED')"""
_STANDING = "SELECT (SELECT min(delay_until_epoch_ms) FROM {status} WHERE status = 'DELAYED') AS due{queues}"
_ANY_WAITING = """
, EXISTS (
    SELECT 1 FROM {status}
    WHERE queue_name = '{queue}' AND status = 'ENQUEUED' AND status IN ('ENQUEUED', 'PENDING')) AS {queue}"""
_COME_DUE = """
UPDATE {status} SET status = 'ENQUEUED' WHERE status = 'DELAYED' AND delay_until_epoch_ms <= :now"""
_FIRST_OF_PARTITION = """
    AND w.queue_partition_key IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM {status} r
        WHERE r.queue_name = :queue AND r.status = 'PENDING' AND r.status IN ('ENQUEUED', 'PENDING')
        AND r.queue_partition_key = w.queue_partition_key AND r.queue_partition_key IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM {status} e
        WHERE e.queue_name = :queue AND e.status = 'ENQUEUED' AND e.status IN ('ENQUEUED', 'PENDING')
        AND e.queue_partition_key = w.queue_partition_key AND e.queue_partition_key IS NOT NULL
        AND (e.created_at < w.created_at OR (e.created_at = w.created_at AND e.workflow_uuid < w.workflow_uuid)))"""
_CLAIM = """
UPDATE {status} SET
    status = 'PENDING', owner_xid = :owner, executor_id = :executor, application_version = :version,
    started_at_epoch_ms = :now, updated_at = :now, recovery_attempts = recovery_attempts + 1
WHERE workflow_uuid IN (
    SELECT w.workflow_uuid FROM {status} w
    WHERE w.queue_name = :queue AND w.status = 'ENQUEUED' AND w.status IN ('ENQUEUED', 'PENDING')
    {first_of_partition}
    ORDER BY w.created_at LIMIT :room {lock})
RETURNING workflow_uuid, name, queue_partition_key, recovery_attempts, serialization,
    (SELECT i.inputs FROM {input} i WHERE i.workflow_uuid = {status}.workflow_uuid) AS inputs"""
_END = """
UPDATE {status} SET status = :status, owner_xid = NULL, updated_at = :now, completed_at = :now
WHERE workflow_uuid = :id AND status = 'PENDING' AND owner_xid = :owner"""
_ONE_CLAIMS = "SELECT pg_advisory_xact_lock(7236412) AS locked"


@dataclass(frozen=True, slots=True)
class Standing:
    """`due_ms`: when the next delayed job is due, in Unix milliseconds. `waiting`: queues of which a job might be
    claimed.
    """

    due_ms: int | None
    waiting: frozenset[str]


class JobRows:
    """Statements for one database. Each runs in the caller's transaction."""

    def __init__(self, dialect: str, application: str, queues: Sequence[str]) -> None:
        self._application = application
        self._is_postgres = dialect == "postgresql"
        prefix = "dbos." if self._is_postgres else ""
        tables = {"status": f"{prefix}workflow_status", "input": f"{prefix}workflow_input"}

        def prepare(sql: str, *columns: str, **parts: str) -> Prepared:
            text = sa.text(
                sql.format(**tables, **{name: part.format(**tables) for name, part in parts.items()})
            )
            return Prepared(text.columns(*(sa.column(name) for name in columns)) if columns else text)

        claimed = ("id", "name", "partition", "tries", "serialization", "inputs")
        lock = "FOR UPDATE SKIP LOCKED" if self._is_postgres else ""
        self._enqueue = prepare(_ENQUEUE)
        self._input = prepare(_INPUT)
        self._cancel = prepare(_CANCEL)
        self._queues = tuple(queues)
        waiting = "".join(_ANY_WAITING.format(queue=queue, **tables) for queue in queues)
        self._standing = prepare(_STANDING, "due", *queues, queues=waiting)
        self._come_due = prepare(_COME_DUE)
        self._claim_any = prepare(_CLAIM, *claimed, first_of_partition="", lock=lock)
        self._claim_partitions = prepare(_CLAIM, *claimed, first_of_partition=_FIRST_OF_PARTITION, lock=lock)
        self._end = prepare(_END)
        self._one_claims = prepare(_ONE_CLAIMS, "locked")

    def enqueue(
        self,
        connection: sa.Connection,
        *,
        job_id: str,
        workflow: str,
        queue: str,
        partition: str | None,
        delay_seconds: float,
        arguments: tuple[Any, ...],
    ) -> None:
        """Add a job; one with the same id that exists already is left as it is."""
        now = now_ms()
        added = self._enqueue.run(connection, {
            "id": job_id, "status": "DELAYED" if delay_seconds > 0 else "ENQUEUED", "name": workflow,
            "queue": queue, "partition": partition, "application": self._application, "now": now,
            "delay_until": now + 1 + math.ceil(delay_seconds * 1000) if delay_seconds > 0 else None,
            "creator": str(uuid.uuid4()),
        })  # fmt: skip
        if added:
            self._input.run(connection, {"id": job_id, "inputs": _pickled(arguments)})

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        """Cancel a job that has not started."""
        self._cancel.run(connection, {"id": job_id, "now": now_ms()})

    def look(self, connection: sa.Connection) -> Standing:
        """What there is to do: one statement over three index entries."""
        row = self._standing.first(connection, {})
        return Standing(
            due_ms=row.due,
            waiting=frozenset(queue for queue in self._queues if getattr(row, queue)),
        )

    def come_due(self, connection: sa.Connection) -> None:
        """Put delayed jobs whose time has come into their queues."""
        self._come_due.run(connection, {"now": now_ms()})

    def claim(
        self,
        connection: sa.Connection,
        *,
        queue: str,
        partitioned: bool,
        room: int,
        executor: str,
        version: str,
        owner: str,
    ) -> list[Any]:
        """Take up to `room` waiting jobs, oldest first; of a partition the first, while none of it is running.

        Rows have id, name, partition, tries, serialization, inputs. On Postgres processes claim one after another:
        otherwise one might not see what another has just taken, and two jobs of a partition would run at once.
        """
        if self._is_postgres:
            self._one_claims.first(connection, {})
        statement = self._claim_partitions if partitioned else self._claim_any
        return statement.all(connection, {
            "queue": queue, "room": room, "executor": executor, "version": version, "owner": owner,
            "now": now_ms(),
        })  # fmt: skip

    def end(self, connection: sa.Connection, ended: Sequence[tuple[str, str, str]]) -> None:
        """Note (id, owner, status) of jobs that have ended; one that another executor has taken since is left."""
        now = now_ms()
        for job_id, owner, status in ended:
            self._end.run(connection, {"id": job_id, "owner": owner, "status": status, "now": now})


def now_ms() -> int:
    """Unix milliseconds, as DBOS keeps them."""
    return int(time.time() * 1000)


def _pickled(arguments: tuple[Any, ...]) -> str:
    """As DBOS's default serializer writes a workflow's arguments. Never anything from outside, only our ids."""
    return base64.b64encode(pickle.dumps({"args": arguments, "kwargs": {}})).decode("ascii")
