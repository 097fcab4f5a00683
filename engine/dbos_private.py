"""Where we reach below DBOS's public surface, all in one place. DBOS is pinned to 3.4 for this file's sake, and
tests/contract/engine runs every function here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from dbos import DBOSClient


def cancel_waiting(client: DBOSClient, connection: sa.Connection, job_id: str) -> None:
    """Cancel a job that has not started, in the caller's transaction.

    `DBOSClient.cancel_workflow` opens a transaction of its own, which on SQLite waits for the caller's: a deadlock.
    """
    system: Any = client._sys_db
    system._apply_caller_schema(connection)
    status = system.tables.workflow_status
    connection.execute(
        sa.update(status)
        .where(status.c.workflow_uuid == job_id, status.c.status.in_(["ENQUEUED", "DELAYED"]))
        .values(
            status="CANCELLED",
            owner_xid=None,
            queue_name=None,
            updated_at=system._now_ms_sql(),
            completed_at=system._now_ms_sql(),
        )
    )


def recover(executor_ids: list[str]) -> int:
    """Put the started jobs of these executors back into their queues. Safe to repeat: a job that a living executor
    has taken since is not touched. DBOS offers it publicly only through its hosted control plane."""
    from dbos import DBOS

    return len(DBOS._recover_pending_workflows(executor_ids))
