"""An alarm's job: look at the timer's row, and let it speak only if it still has something to say."""

from __future__ import annotations

import structlog

from domain.clock import Clock
from storage import timers
from storage.database import Database
from storage.jobs import Job, JobQueue

log = structlog.get_logger(__name__)


class AlarmRinger:
    """Handler of `alarm` jobs. Subject: "timer id:revision"."""

    def __init__(self, database: Database, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, job: Job) -> None:
        """Ring the timer if this revision is still scheduled and due. Anything else is a late alarm: no effect."""
        timer_id, _, revision = job.subject.rpartition(":")
        await self.ring(timer_id, int(revision))

    async def ring(self, timer_id: str, revision: int) -> bool:
        """Whether it rang: its event is then in the conversation's inbox."""
        rang = await self._database.write(
            lambda c: timers.ring(c, timer_id, revision, self._clock.now(), self._jobs)
        )
        log.info("alarm", timer_id=timer_id, revision=revision, rang=rang)
        return rang
