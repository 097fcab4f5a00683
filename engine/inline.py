"""The engine inside one process, without threads or polling: for the terminal chat, evals and tests.

Jobs wait in a small table of their own, so they appear and vanish with the caller's transaction, whatever shape that
takes (several callers in one commit, savepoints, a re-run), and an interrupted chat finds its work again. Nothing
runs by itself: `settle` runs what is due by the injected clock, `advance` moves a virtual clock from alarm to alarm.
"""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime, timedelta
from functools import partial

import sqlalchemy as sa

from domain.clock import Clock, VirtualClock
from engine import attempts
from engine.port import Handlers
from storage.database import Database
from storage.jobs import Job

_metadata = sa.MetaData()
_jobs = sa.Table(
    "inline_job",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("job", sa.Text, nullable=False),
    sa.Column("due_ms", sa.BigInteger, nullable=False),
    sa.Column("ended_ms", sa.BigInteger, nullable=True),
    sa.Index("inline_job_due", "due_ms", sqlite_where=sa.text("ended_ms IS NULL")),
)


class InlineEngine:
    """`engine.port.Engine` that runs jobs one at a time, in order of due time, only when told to.

    A turn's wait for silence is not kept: whoever calls `settle` decides where a burst ends.
    """

    def __init__(
        self, database: Database, clock: Clock, *, pause: attempts.Pause = attempts.no_pause
    ) -> None:
        self._database = database
        self._clock = clock
        self._pause = pause
        self._handlers: Handlers | None = None
        self._one_at_a_time = asyncio.Lock()
        _metadata.create_all(database.engine)

    def enqueue(self, connection: sa.Connection, job: Job) -> None:
        """See JobQueue."""
        if job.name == "turn":
            job = job.model_copy(update={"delay_seconds": 0.0})
        connection.execute(
            sa.text(
                "INSERT INTO inline_job (id, job, due_ms) VALUES (:id, :job, :due_ms) ON CONFLICT (id) DO NOTHING"
            ),
            {
                "id": job.id,
                "job": job.model_dump_json(),
                "due_ms": _milliseconds(self._clock.now(), job.delay_seconds),
            },
        )

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        """See JobQueue."""
        connection.execute(
            sa.update(_jobs)
            .where(_jobs.c.id == job_id, _jobs.c.ended_ms.is_(None))
            .values(ended_ms=_milliseconds(self._clock.now()))
        )

    async def start(self, handlers: Handlers) -> None:
        """See Engine. Runs nothing yet."""
        self._handlers = handlers

    async def stop(self) -> None:
        """See Engine."""
        self._handlers = None

    async def recover(self, executor_ids: list[str]) -> int:
        """Nothing to do: an interrupted job's row has not ended, so the next `settle` runs it."""
        return 0

    async def forget_finished(self, older_than: timedelta) -> int:
        """See Engine."""
        before = _milliseconds(self._clock.now() - older_than)
        return await self._database.write(
            lambda c: c.execute(sa.delete(_jobs).where(_jobs.c.ended_ms < before)).rowcount
        )

    async def settle(self) -> int:
        """Run everything that is due, and what that makes due. Returns how many jobs ran."""
        if self._handlers is None:
            raise RuntimeError("the engine is not started")
        ran = 0
        async with self._one_at_a_time:
            while True:
                now_ms = _milliseconds(self._clock.now())
                job = await self._database.read(partial(_first_due, now_ms=now_ms))
                if job is None:
                    return ran
                await attempts.handle(self._handlers[job.name], job, self._pause)
                await self._database.write(partial(self.cancel, job_id=job.id))
                ran += 1

    async def advance(self, by: timedelta) -> None:
        """Move the virtual clock by `by`, stopping at every job that comes due on the way, earliest first."""
        clock = self._clock
        if not isinstance(clock, VirtualClock):
            raise TypeError("only a virtual clock can be advanced")
        until = clock.now() + by
        await self.settle()
        while (due := await self._database.read(_next_due)) is not None and due <= until:
            clock.set(max(due, clock.now()))
            await self.settle()
        clock.set(until)
        await self.settle()


def _milliseconds(at: datetime, plus_seconds: float = 0.0) -> int:
    """Unix milliseconds, rounded up: a job that starts early would find its timer not due yet."""
    microseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    return math.ceil((microseconds + plus_seconds * 1_000_000) / 1000)


def _first_due(connection: sa.Connection, now_ms: int) -> Job | None:
    row = connection.execute(
        sa.select(_jobs.c.job)
        .where(_jobs.c.ended_ms.is_(None), _jobs.c.due_ms <= now_ms)
        .order_by(_jobs.c.due_ms, _jobs.c.number)
        .limit(1)
    ).scalar()
    return None if row is None else Job.model_validate_json(row)


def _next_due(connection: sa.Connection) -> datetime | None:
    due_ms = connection.execute(
        sa.select(sa.func.min(_jobs.c.due_ms)).where(_jobs.c.ended_ms.is_(None))
    ).scalar()
    return None if due_ms is None else datetime.fromtimestamp(due_ms / 1000, UTC)
