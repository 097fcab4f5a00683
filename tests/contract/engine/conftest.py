"""The engines, each behind the same small handle, on real databases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import VirtualClock
from engine.attempts import no_pause
from engine.dbos_engine import DbosEngine
from engine.inline import InlineEngine
from engine.port import Engine, Handler
from storage.database import Database
from storage.jobs import Job, JobName
from tests.eventually import at_least, eventually

NAMES: tuple[JobName, ...] = ("turn", "send", "alarm", "approval")


class EngineUnderTest:
    """An engine whose handlers note what they did; `until` waits in the engine's own kind of time."""

    def __init__(self, engine: Engine, database: Database, clock: VirtualClock | None) -> None:
        self.engine = engine
        self.database = database
        self._clock = clock
        self.ran: list[str] = []
        self.handler: Handler = self._note

    async def _note(self, job: Job) -> None:
        self.ran.append(job.id)

    async def start(self) -> None:
        async def call(job: Job) -> None:
            await self.handler(job)

        await self.engine.start(dict.fromkeys(NAMES, call))

    async def enqueue(self, *jobs: Job) -> None:
        def write(connection: object) -> None:
            for job in jobs:
                self.engine.enqueue(connection, job)  # type: ignore[arg-type]

        await self.database.write(write)

    async def until(self, reached: Callable[[], bool], *, seconds: float = 20.0) -> None:
        """Let time pass until `reached`. Raises TimedOut."""
        await eventually(reached, seconds=seconds, pause=self.let_pass)

    async def runs(self, count: int = 1) -> list[str]:
        """Ids of the jobs that ran, in order, as soon as there are so many."""
        return await eventually(lambda: self.ran, at_least(count), pause=self.let_pass)

    async def let_pass(self, seconds: float) -> None:
        """Let `seconds` pass for the engine."""
        if isinstance(self.engine, InlineEngine):
            await self.engine.advance(timedelta(seconds=seconds))
        else:
            await asyncio.sleep(seconds)

    def now(self) -> float:
        return self._clock.now().timestamp() if self._clock else time.time()


@pytest.fixture(params=["inline", "dbos_sqlite", pytest.param("dbos_postgres", marks=pytest.mark.postgres)])
async def under_test(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EngineUnderTest]:
    url = f"sqlite:///{tmp_path / 'jobs.db'}"
    if request.param == "dbos_postgres":
        url = request.getfixturevalue("postgres_url")
    database = Database.open(url)
    clock = None
    engine: Engine
    if request.param == "inline":
        clock = VirtualClock(datetime(2026, 11, 23, 6, tzinfo=UTC))
        engine = InlineEngine(database, clock)
    else:
        engine = DbosEngine(database, executor_id="test", pause=no_pause)
    under_test = EngineUnderTest(engine, database, clock)
    await under_test.start()
    yield under_test
    await engine.stop()
    database.close()
