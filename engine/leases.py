"""On Postgres: proving that this process lives, and taking over the work of those that do not any more.

A thread of its own, so that a busy event loop does not look like death. The database's clock decides, so the hosts'
clocks need not agree. A process declared dead by mistake does no harm: everything jobs write is keyed, at worst a
message is sent twice.
"""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
import structlog

from engine.port import Engine
from storage import leases
from storage.database import Database

log = structlog.get_logger(__name__)

BEAT_SECONDS = 1.0
DEAD_AFTER = timedelta(seconds=5)


class LeaseKeeper:
    """Renews this process's lease every second; recovers executors silent for five."""

    def __init__(self, database: Database, executor_id: str) -> None:
        self._database = database
        self._executor_id = executor_id
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._regular_since = time.monotonic()
        self._last_beat = time.monotonic()

    async def claim(self) -> None:
        """Take the lease, before the first job runs under it."""
        await self._database.write(lambda c: leases.heartbeat(c, self._executor_id, _database_time(c)))

    def start(self, loop: asyncio.AbstractEventLoop, engine: Engine) -> None:
        """Keep the lease until `stop`; recovery runs on `loop`."""
        self._stopping.clear()
        self._thread = threading.Thread(
            target=self._keep, args=(loop, engine), name="lease-keeper", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop renewing. The lease is left to expire: whoever sees that looks for jobs that were cut short."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=10.0)
            self._thread = None

    def _keep(self, loop: asyncio.AbstractEventLoop, engine: Engine) -> None:
        while not self._stopping.wait(BEAT_SECONDS):
            try:
                dead = self._database.write_sync(self._beat)
                if self._has_beaten_regularly() and dead:
                    self._recover(dead, loop, engine)
            except Exception as error:  # a lease that is not renewed ends; the thread that renews it must not
                log.error("lease_failed", executor_id=self._executor_id, error=type(error).__name__)

    def _beat(self, connection: sa.Connection) -> list[str]:
        now = _database_time(connection)
        leases.heartbeat(connection, self._executor_id, now)
        return [id_ for id_ in leases.expired(connection, DEAD_AFTER, now) if id_ != self._executor_id]

    def _has_beaten_regularly(self) -> bool:
        """After the database was away everybody's lease is old; wait until the living have beaten again."""
        now = time.monotonic()
        if now - self._last_beat > 2 * BEAT_SECONDS:
            self._regular_since = now
        self._last_beat = now
        return now - self._regular_since > DEAD_AFTER.total_seconds() / 2

    def _recover(self, dead: list[str], loop: asyncio.AbstractEventLoop, engine: Engine) -> None:
        """First the work, then the lease: if we die in between, the next one finds it expired still."""
        count = asyncio.run_coroutine_threadsafe(engine.recover(dead), loop).result(timeout=60)
        for executor_id in dead:
            self._database.write_sync(partial(_take, executor_id=executor_id))
        log.warning("executors_recovered", executors=dead, jobs=count)


def _take(connection: sa.Connection, executor_id: str) -> bool:
    return leases.take(connection, executor_id, DEAD_AFTER, _database_time(connection))


def _database_time(connection: sa.Connection) -> datetime:
    now: datetime = connection.execute(sa.select(sa.func.now())).scalar_one()
    return now
