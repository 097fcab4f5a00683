"""An alarm's job: look at the timer's row, and let it speak only if it still has something to say."""

from __future__ import annotations

import structlog

from domain.clock import Clock
from storage import timers
from storage.database import Database
from storage.jobs import Job, JobQueue

log = structlog.get_logger(__name__)


class AlarmRinger:
    """Handler of `alarm` jobs. Subject: "timer id:job number"."""

    def __init__(self, database: Database, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, job: Job) -> None:
        """Ring the timer if it is due; look again later if it was put off. A job in whose place there is another has no
        effect.
        """
        timer_id, _, number = job.subject.rpartition(":")
        await self.look(timer_id, int(number))

    async def look(self, timer_id: str, job: int | None = None) -> bool:
        """Whether it rang: its event is then in the conversation's inbox. `job` None: its job may have been lost."""
        rang = await self._database.write(
            lambda c: timers.look(c, timer_id, job, self._clock.now(), self._jobs)
        )
        log.info("alarm", timer_id=timer_id, job=job, rang=rang)
        return rang
