"""What has to be done besides the jobs: the net under lost jobs, forgetting what is over, and looking for what customers
wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa
import structlog

from domain.clock import Clock
from domain.identifiers import derived_id
from engine.alarms import AlarmRinger
from engine.port import Engine
from storage import approvals, outbox, parking, staff, timers, turns, web_sessions
from storage.database import Database
from storage.jobs import OVERDUE, Job

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 60.0
SWEEPS_PER_FORGETTING = 60
ABANDONED = timedelta(minutes=10)
"""Past any turn or send that is still running."""


class Watch(Protocol):
    """Looks for something that customers wait for."""

    async def look(self) -> int:
        """Tell whoever waits for what is there now; may be asked often. Returns how many will hear of it."""
        ...


class Housekeeping:
    """Runs beside a durable engine. Everything it does may be done by several processes at once.

    Jobs get lost when an engine is exchanged under a database, or given up; rows are the truth, so they are found.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        ringer: AlarmRinger,
        clock: Clock,
        *,
        keep_jobs: timedelta,
        keep_visitors: timedelta,
        watches: Sequence[Watch] = (),
    ) -> None:
        self._database = database
        self._engine = engine
        self._ringer = ringer
        self._clock = clock
        self._keep_jobs = keep_jobs
        self._keep_visitors = keep_visitors
        self._watches = watches
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; the first sweep is at once."""
        self._task = asyncio.create_task(self._run(), name="housekeeping")

    async def stop(self) -> None:
        """End. Other processes take over what this one leaves."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def sweep(self) -> int:
        """Find what no job takes care of and put it back on its way. Returns how many things were found."""
        now = self._clock.now()
        late = await self._database.read(lambda c: timers.due(c, now - OVERDUE))
        for timer in late:
            await self._ringer.look(timer.id)

        def requeue(connection: sa.Connection) -> int:
            jobs = [
                *_lost_turns(connection, now - OVERDUE, now - ABANDONED),
                *_lost_sends(connection, now - ABANDONED),
                *_lost_decisions(connection, now),
            ]
            for job in jobs:
                self._engine.enqueue(connection, job)
            return len(jobs)

        found = len(late) + await self._database.write(requeue)
        if found:
            log.warning("swept", found=found)
        return found

    async def forget(self) -> None:
        """Let go of what nobody needs any more: finished jobs, visitors of the web chat who stayed away, ended sign-ins
        of staff. Conversations are kept."""
        now = self._clock.now()
        jobs = await self._engine.forget_finished(self._keep_jobs)
        before = now - self._keep_visitors
        # Looked for outside the write: on SQLite nobody else writes meanwhile, and there may be many conversations.
        idle = await self._database.read(lambda c: web_sessions.find_idle(c, before, now))
        visitors = await self._database.write(lambda c: web_sessions.forget(c, idle, before)) if idle else 0
        sign_ins = await self._database.write(lambda c: staff.delete_ended_sessions(c, now))
        log.info("forgotten", jobs=jobs, visitors=visitors, sign_ins=sign_ins)

    async def _run(self) -> None:
        sweeps = 0
        while True:
            try:
                await self.sweep()
                for watch in self._watches:
                    await watch.look()
                if sweeps % SWEEPS_PER_FORGETTING == 1:
                    await self.forget()
            except Exception as error:  # one sweep fails, the next comes
                log.error("housekeeping_failed", error=type(error).__name__)
            sweeps += 1
            await asyncio.sleep(SWEEP_SECONDS)


def _lost_turns(connection: sa.Connection, overdue: datetime, abandoned: datetime) -> list[Job]:
    """Ids made of what was found, so that the same finding asks once."""
    found = [
        (c, derived_id("turn", "sweep", c, str(seq))) for c, seq in parking.overlooked(connection, overdue)
    ]
    for conversation_id, turn_id in turns.unfinished(connection, abandoned):
        heir = derived_id("turn", "sweep", conversation_id, turn_id)
        parking.hand_on(connection, conversation_id, turn_id, heir)
        found.append((conversation_id, heir))
    return [Job(name="turn", id=turn_id, subject=c, partition=c) for c, turn_id in found]


def _lost_sends(connection: sa.Connection, abandoned: datetime) -> list[Job]:
    """Interrupted ones, retries that nobody made, and replies whose turn could not deliver them."""
    jobs = [
        Job(
            name="send",
            id=f"send:{item.id}:stuck:{item.attempts}",
            subject=item.id,
            partition=item.conversation_id,
        )
        for item in outbox.find_stuck(connection, abandoned)
    ]
    jobs += [
        Job(name="send", id=f"send:{outbox_id}:late:{tries}", subject=outbox_id, partition=conversation_id)
        for conversation_id, outbox_id, tries in parking.retries_overdue(connection, abandoned)
    ]
    return jobs + [
        Job(name="send", id=f"send:{outbox_id}:lost", subject=outbox_id, partition=conversation_id)
        for conversation_id, outbox_id in parking.unsent(connection, abandoned)
    ]


def _lost_decisions(connection: sa.Connection, now: datetime) -> list[Job]:
    """What staff decided and no customer has heard of; asked again every hour for a day."""
    found = approvals.not_passed_on(connection, now - timedelta(days=1), now - ABANDONED)
    return [
        Job(
            name="approval",
            id=f"approval:{decided.id}:resume:{decided.version}:{now:%Y%m%d%H}",
            subject=decided.id,
            partition=decided.conversation_id,
        )
        for decided in found
    ]
