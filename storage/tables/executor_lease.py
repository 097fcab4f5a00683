"""Which processes are alive."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.tables.base import Row, table_of


class ExecutorLeaseRow(Row, table=True):
    """A process that stops renewing is dead, and somebody else takes its work."""

    __tablename__ = "executor_lease"

    executor_id: str = Field(primary_key=True)
    renewed_at: datetime
    started_at: datetime


executor_lease = table_of(ExecutorLeaseRow)
