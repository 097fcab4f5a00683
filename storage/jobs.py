"""Work to be done later, asked for inside the transaction that makes it necessary."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

JobName = Literal["turn", "send", "alarm", "approval", "errand"]

OVERDUE = timedelta(seconds=90)
"""Past any ordinary lateness of a job: one that should have run longer ago was lost."""


class Job(BaseModel):
    """`id` is unique for ever: the same id enqueued twice runs once. `subject` is the job's only argument:
    turn → conversation id; send → outbox id; alarm → "timer id:job number"; approval → approval id (start or resume);
    errand → errand id.
    Jobs with the same `partition` run one at a time.
    """

    model_config = ConfigDict(frozen=True)

    name: JobName
    id: str
    subject: str
    partition: str | None = None
    delay_seconds: float = 0.0


class JobQueue(Protocol):
    """The engine, as seen by whoever writes."""

    def enqueue(self, connection: Connection, job: Job) -> None:
        """Add `job` in the caller's transaction: it runs if and only if that commits."""
        ...

    def cancel(self, connection: Connection, job_id: str) -> None:
        """Housekeeping only: a job that runs anyway finds its row changed and does nothing."""
        ...
