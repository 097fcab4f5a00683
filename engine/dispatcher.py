"""What claims waiting jobs and notes ended ones: at once when it is woken, every second when it is not.

One look for all queues instead of a poller each, in a transaction of the app's own writer: the commit that enqueued a job is
followed by the look that claims it, on the same thread and connection, or shares its transaction with other writes. An
idle desk looks at three index entries a second. Delayed jobs start on time: the next look is when the next one is due.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from engine.dbos_jobs import JobRows, Standing, now_ms
from storage.database import Database

log = structlog.get_logger(__name__)

POLL_SECONDS = 1.0
"""The net under wake-ups: what another process enqueued or recovered is found this late."""
AGAIN_SECONDS = 0.5
"""After the database failed."""
CLAIM_BATCH = 128
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class JobQueueLimits:
    """A queue and how many of its jobs may run in this process. `partitioned`: one at a time of each partition."""

    name: str
    at_once: int
    partitioned: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a look has done. `ended`: how many of the ended jobs it wrote; `full`: there may be more to claim."""

    owner: str
    claimed: list[tuple[str, Any]]
    ended: int
    standing: Standing
    full: bool


class Dispatcher:
    """`run` is called on the event loop with each claimed row and its owner token; `running` counts a queue's jobs.

    One look at a time: it is asked for, written, and its jobs are started before the next one.
    """

    def __init__(
        self,
        database: Database,
        rows: JobRows,
        queues: Sequence[JobQueueLimits],
        *,
        executor: str,
        version: str,
        run: Callable[[Any, str, str], None],
        running: Callable[[str], int],
    ) -> None:
        self._database = database
        self._rows = rows
        self._queues = queues
        self._executor = executor
        self._version = version
        self._run_job = run
        self._running = running
        self._lock = threading.Lock()
        """Of what follows, up to `_claims`: any thread may wake."""
        self._looking = False
        self._wanted = False
        """Woken while looking: what woke us may have come too late for that look."""
        self._ended: deque[tuple[str, str, str]] = deque()
        self._claims = True
        self._ends_can_wait = False
        """Nothing waits for a job to end, and no other process could: ends are written by the next look."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._stopped: asyncio.Future[None] | None = None

    def start(self) -> None:
        """Begin with what waits already. Jobs run on the running loop."""
        self._loop = asyncio.get_running_loop()
        self.wake()

    def wake(self) -> None:
        """Look now. From any thread; many calls at once are one look."""
        with self._lock:
            if self._loop is None:
                return
            if self._looking:
                self._wanted = True
                return
            self._looking = True
        self._ask(self._loop)

    def end(self, job_id: str, owner: str, status: str) -> None:
        """Note that a job has ended. Written a moment later, with whatever else there is: a job whose end is lost
        in a crash runs again, which is safe.
        """
        with self._lock:
            self._ended.append((job_id, owner, status))
        if not self._ends_can_wait:
            self.wake()

    def stop_claiming(self) -> None:
        """Start nothing more; ends are still noted."""
        self._claims = False

    async def stop(self) -> None:
        """Write the ends that are left, and look no more."""
        self._claims = False
        if self._loop is None:
            return
        self._stopped = self._loop.create_future()
        self.wake()
        try:
            await asyncio.wait_for(self._stopped, STOP_SECONDS)
        except TimeoutError:
            log.warning("dispatcher_stopped_while_looking")
        with self._lock:
            self._loop = None
        self._set_alarm(None)

    def _ask(self, loop: asyncio.AbstractEventLoop) -> None:
        # Undone by a power cut, it is done again: no need to wait for the disk.
        self._database.write_soon(self._look, loop=loop, then=self._start_jobs, lasting=False)

    def _look(self, connection: sa.Connection) -> Found:
        """Write what ended, claim what waits. On a writer's thread, and again when its transaction fails."""
        with self._lock:
            ended = tuple(self._ended)
        owner = str(uuid.uuid4())
        claimed: list[tuple[str, Any]] = []
        full = False
        self._rows.end(connection, ended)
        standing = self._rows.look(connection)
        if _is_due(standing):
            self._rows.come_due(connection)
            standing = self._rows.look(connection)
        for queue in self._queues if self._claims else ():
            room = min(queue.at_once - self._running(queue.name), CLAIM_BATCH)
            if room > 0 and queue.name in standing.waiting:
                found = self._rows.claim(
                    connection, queue=queue.name, partitioned=queue.partitioned, room=room,
                    executor=self._executor, version=self._version, owner=owner,
                )  # fmt: skip
                full = full or len(found) == CLAIM_BATCH
                claimed += [(queue.name, row) for row in found]
        if claimed:
            standing = self._rows.look(connection)
        return Found(owner, claimed, len(ended), standing, full)

    def _start_jobs(self, found: Found | None, error: BaseException | None) -> None:
        """On the loop, after the commit."""
        loop = asyncio.get_running_loop()
        if found is None:
            # We outlive whatever a look met. By class only: what an error quotes may be anything.
            log.warning("dispatch_failed", error=type(error).__name__)
            loop.call_soon(self._rest, AGAIN_SECONDS)
            return
        with self._lock:
            for _ in range(found.ended):
                self._ended.popleft()
        for queue_name, row in found.claimed:
            try:
                self._run_job(row, queue_name, found.owner)
            except Exception as failure:
                # Its row says that it runs here: it is recovered at the next start.
                log.error("job_not_started", job_id=row.id, error=type(failure).__name__)
        self._ends_can_wait = self._database.dialect == "sqlite" and not found.standing.waiting
        # Its end may have been noted since this look began, without ringing.
        again = found.full or (bool(self._ended) and not self._ends_can_wait)
        # Behind the first steps of the jobs just started: from then on they are counted as running.
        loop.call_soon(self._rest, 0.0 if again else _pause_until(found.standing.due_ms))

    def _rest(self, pause_seconds: float) -> None:
        """Until something wakes us, or `pause_seconds` are over."""
        with self._lock:
            loop, again = self._loop, self._wanted or pause_seconds <= 0
            self._wanted = False
            self._looking = again and loop is not None
        if loop is None:
            return
        if again:
            self._ask(loop)
        elif self._stopped is not None:
            if not self._stopped.done():
                self._stopped.set_result(None)
        else:
            self._set_alarm(loop.call_later(pause_seconds, self.wake))

    def _set_alarm(self, alarm: asyncio.TimerHandle | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = alarm


def _is_due(standing: Standing) -> bool:
    return standing.due_ms is not None and standing.due_ms <= now_ms()


def _pause_until(due_ms: int | None) -> float:
    if due_ms is None:
        return POLL_SECONDS
    return min(POLL_SECONDS, max(0.0, (due_ms - now_ms()) / 1000))
