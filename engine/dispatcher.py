"""The thread that claims waiting jobs and notes ended ones: at once when it is woken, every second when it is not.

One thread for all queues instead of a poller each; an idle desk looks at three index entries a second. Delayed jobs
start on time: it sleeps until the next one is due.
"""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from engine.dbos_jobs import JobRows, Standing, now_ms

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


class Dispatcher:
    """`run` is called on this thread with each claimed row and its owner token; `running` counts a queue's jobs."""

    def __init__(
        self,
        engine: sa.Engine,
        rows: JobRows,
        queues: Sequence[JobQueueLimits],
        *,
        executor: str,
        version: str,
        run: Callable[[Any, str, str], None],
        running: Callable[[str], int],
    ) -> None:
        self._engine = engine
        self._rows = rows
        self._queues = queues
        self._executor = executor
        self._version = version
        self._run_job = run
        self._running = running
        self._bell = threading.Event()
        self._ended: deque[tuple[str, str, str]] = deque()
        self._claims = True
        self._ends_can_wait = False
        """Nothing waits for a job to end, and no other process could: ends are written by the next look."""
        self._stopping = False
        self._connection: sa.Connection | None = None
        self._thread = threading.Thread(target=self._work, name="dispatcher", daemon=True)

    def start(self) -> None:
        """Begin with what waits already."""
        self._bell.set()
        self._thread.start()

    def wake(self) -> None:
        """Look now. From any thread; many calls at once are one look."""
        self._bell.set()

    def end(self, job_id: str, owner: str, status: str) -> None:
        """Note that a job has ended. Written a moment later, with whatever else there is: a job whose end is lost
        in a crash runs again, which is safe.
        """
        self._ended.append((job_id, owner, status))
        if not self._ends_can_wait:
            self._bell.set()

    def stop_claiming(self) -> None:
        """Start nothing more; ends are still noted."""
        self._claims = False

    def stop(self) -> None:
        """Write the ends that are left, and end the thread. Blocks."""
        self._claims, self._stopping = False, True
        self._bell.set()
        self._thread.join(STOP_SECONDS)

    def _work(self) -> None:
        pause = 0.0
        while True:
            woken = self._bell.wait(pause)
            self._bell.clear()
            last = self._stopping
            try:
                pause = self._look(woken)
            except Exception as error:
                # The thread outlives whatever a look met. By class only: what an error quotes may be anything.
                log.warning("dispatch_failed", error=type(error).__name__)
                self._disconnect()
                pause = AGAIN_SECONDS
            if last:
                break
        self._disconnect()

    def _look(self, woken: bool) -> float:
        """Write what ended, claim what waits, start it. Returns for how many seconds nothing is due."""
        connection = self._connect()
        if not woken and not self._ended:
            with connection.begin():
                standing = self._rows.look(connection)
            if not standing.waiting and not _is_due(standing):
                return _pause_until(standing.due_ms)
        ended = [self._ended.popleft() for _ in range(len(self._ended))]
        owner = str(uuid.uuid4())
        claimed: list[tuple[str, Any]] = []
        full = False
        try:
            with connection.begin():
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
        except BaseException:
            self._ended.extendleft(reversed(ended))
            raise
        for queue_name, row in claimed:
            try:
                self._run_job(row, queue_name, owner)
            except Exception as error:
                # Its row says that it runs here: it is recovered at the next start.
                log.error("job_not_started", job_id=row.id, error=type(error).__name__)
        self._ends_can_wait = connection.dialect.name == "sqlite" and not standing.waiting
        # Its end may have been noted since this look began, without ringing.
        again = full or (bool(self._ended) and not self._ends_can_wait)
        return 0.0 if again else _pause_until(standing.due_ms)

    def _connect(self) -> sa.Connection:
        if self._connection is None:
            connection = self._engine.connect()
            # Our own, out of the pool: its settings are nobody else's.
            connection.detach()
            if connection.dialect.name == "sqlite":
                # What is lost here in a power cut is done again: no need to wait for the disk.
                connection.exec_driver_sql("PRAGMA synchronous=NORMAL")
                connection.commit()
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except sa.exc.SQLAlchemyError as error:
                log.warning("dispatcher_disconnect_failed", error=type(error).__name__)


def _is_due(standing: Standing) -> bool:
    return standing.due_ms is not None and standing.due_ms <= now_ms()


def _pause_until(due_ms: int | None) -> float:
    if due_ms is None:
        return POLL_SECONDS
    return min(POLL_SECONDS, max(0.0, (due_ms - now_ms()) / 1000))
