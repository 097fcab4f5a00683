"""Which processes are alive: a lease each, renewed by heartbeats."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.prepared import Prepared, written_columns
from storage.tables import executor_lease


def _renew(insert: Any) -> Any:
    statement = insert(executor_lease)
    return statement.on_conflict_do_update(
        index_elements=["executor_id"], set_={"renewed_at": statement.excluded.renewed_at}
    )


_RENEW = Prepared(_renew, columns=written_columns(executor_lease))
_EXPIRED = (
    sa.select(executor_lease.c.executor_id)
    .where(executor_lease.c.renewed_at < sa.bindparam("before"))
    .order_by(executor_lease.c.executor_id)
)
_TAKE = (
    sa.delete(executor_lease)
    .where(
        executor_lease.c.executor_id == sa.bindparam("dead"),
        executor_lease.c.renewed_at < sa.bindparam("before"),
    )
    .returning(executor_lease.c.executor_id)
)


def heartbeat(connection: sa.Connection, executor_id: str, now: datetime) -> None:
    """Say that the process is alive."""
    _RENEW.run(connection, {"executor_id": executor_id, "renewed_at": now, "started_at": now})


def expired(connection: sa.Connection, lease: timedelta, now: datetime) -> list[str]:
    """Processes that have been silent longer than `lease`."""
    return list(connection.execute(_EXPIRED, {"before": now - lease}).scalars())


def take(connection: sa.Connection, executor_id: str, lease: timedelta, now: datetime) -> bool:
    """Remove a dead process's lease. True for the one caller that may now recover its work."""
    row = connection.execute(_TAKE, {"dead": executor_id, "before": now - lease}).first()
    return row is not None
