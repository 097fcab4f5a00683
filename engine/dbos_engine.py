"""The durable engine on DBOS: one SQLite file by default, the same code on Postgres with several processes.

Why it is set up as it is:
- the same database as the app, so a job is enqueued inside the transaction that makes it necessary;
- our own SQLAlchemy engine (SQLite: WAL, synchronous=FULL): DBOS's default journal is several times slower;
- a constant application version: the default hashes the source, and jobs stamped with an old hash never run again;
- one stable executor id per process, and leases on Postgres (engine/lease_keeper.py): DBOS hands a dead process's
  jobs only to a process of the same name;
- two queues: `turns`, one at a time per conversation, and `work`;
- our own dispatcher (engine/dispatcher.py) in the place of DBOS's pollers, woken by the commit that enqueued a job.

No DBOS steps: every handler writes under its own keys, so running it again from the top is safe and cheaper.
A job's arguments are identifiers; no message text reaches DBOS's tables or its log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import sqlalchemy as sa
import structlog

from engine import attempts, dbos_private
from engine.dbos_jobs import JobRows
from engine.dispatcher import POLL_SECONDS, Dispatcher, JobQueueLimits
from engine.port import Handlers
from storage.database import Database
from storage.jobs import Job, JobName
from storage.writer import after_commit

if TYPE_CHECKING:
    from dbos import DBOSConfig

log = structlog.get_logger(__name__)

APPLICATION = "closeloop"
APPLICATION_VERSION = "1"
TURNS_QUEUE = "turns"
WORK_QUEUE = "work"
TURNS_AT_ONCE = 1024
"""Above the number of turns ever waiting for a model; below it, DBOS picks conversations at random and some starve."""
WORK_AT_ONCE = 64
SHORT_WAIT_SECONDS = 10.0
"""A turn's wait for silence up to this is kept by the turn itself, which sees when the customer writes on."""
THREADS = 32
"""DBOS's pool, which becomes the event loop's own; unbounded by default."""
STOP_SECONDS = 10.0
FORGET_BATCH = 500
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


def workflow_name(job_name: JobName) -> str:
    """The name under which DBOS stores jobs of this kind. Never change it: waiting jobs carry it."""
    return f"{APPLICATION}.{job_name}"


class DbosEngine:
    """`engine.port.Engine` on DBOS. One per process.

    It shares the app's own database: jobs are claimed by its writers (`engine/dispatcher.py`), and DBOS connects through
    `Database.engine`; on SQLite in WAL mode with synchronous=FULL and transactions that take the lock at their first write.
    """

    def __init__(
        self,
        database: Database,
        *,
        executor_id: str,
        pause: attempts.Pause = asyncio.sleep,
        when_enqueued: Callable[[], None] | None = None,
    ) -> None:
        self._database = database
        self._executor_id = executor_id
        self._pause = pause
        self._rows = JobRows(database.dialect, APPLICATION, (TURNS_QUEUE, WORK_QUEUE))
        self._when_enqueued = when_enqueued or self.wake
        self._dispatcher: Dispatcher | None = None
        self._started = False
        self._stopping = False
        self._running: set[asyncio.Task[Any]] = set()

    def enqueue(self, connection: sa.Connection, job: Job) -> None:
        """See JobQueue. The first enqueue of an id wins; later ones change nothing.

        In a `Database` write, `when_enqueued` is called after the commit; elsewhere the job is found by polling.
        """
        wait_seconds, delay_seconds = 0.0, job.delay_seconds
        if job.name == "turn" and job.delay_seconds <= SHORT_WAIT_SECONDS:
            wait_seconds, delay_seconds = job.delay_seconds, 0.0
        self._rows.enqueue(
            connection,
            job_id=job.id,
            workflow=workflow_name(job.name),
            queue=WORK_QUEUE if job.partition is None else TURNS_QUEUE,
            partition=job.partition,
            delay_seconds=delay_seconds,
            arguments=(job.subject, job.partition, wait_seconds),
        )
        if delay_seconds <= POLL_SECONDS:
            after_commit(connection, self._when_enqueued)

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        """See JobQueue. Only a job that has not started is cancelled."""
        self._rows.cancel(connection, job_id)

    def wake(self) -> None:
        """Look for jobs now instead of within `POLL_SECONDS`. From any thread; cheap; nothing happens before `start`."""
        dispatcher = self._dispatcher
        if dispatcher is not None:
            dispatcher.wake()

    async def start(self, handlers: Handlers) -> None:
        """Launch DBOS on the running loop. Takes about half a second, most of it importing DBOS."""
        from dbos import DBOS

        self._started, self._stopping = True, False
        DBOS(config=self._configure())
        for name in get_args(JobName):
            DBOS.workflow(name=workflow_name(name), max_recovery_attempts=None)(
                self._make_workflow(name, handlers)
            )
        dispatcher = Dispatcher(
            self._database,
            self._rows,
            [
                JobQueueLimits(TURNS_QUEUE, TURNS_AT_ONCE, True),
                JobQueueLimits(WORK_QUEUE, WORK_AT_ONCE, False),
            ],
            executor=self._executor_id,
            version=APPLICATION_VERSION,
            run=dbos_private.run_claimed,
            running=dbos_private.count_running,
        )
        # On this thread: DBOS adopts the running loop, and handlers must run where the rest of the app lives.
        dbos_private.launch(dispatcher.end, self._database.dialect)
        dispatcher.start()
        self._dispatcher = dispatcher
        log.info("engine_started", executor_id=self._executor_id, dialect=self._database.dialect)

    async def stop(self) -> None:
        """Give running jobs `STOP_SECONDS`; what is not done by then runs again at the next start."""
        if not self._started:
            return
        from dbos import DBOS

        self._started, self._stopping = False, True
        dispatcher, self._dispatcher = self._dispatcher, None
        if dispatcher is not None:
            dispatcher.stop_claiming()
        running = {task for task in self._running if task is not asyncio.current_task()}
        if running:
            _, late = await asyncio.wait(running, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            if late:
                log.warning("jobs_left_for_next_start", count=len(late))
                await asyncio.wait(late, timeout=1.0)
        if dispatcher is not None:
            await dispatcher.stop()
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as alone:
            await loop.run_in_executor(alone, partial(DBOS.destroy, destroy_registry=True))
        # DBOS had made its own pool the loop's, and has shut it down: others still use `asyncio.to_thread`.
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))

    async def recover(self, executor_ids: list[str]) -> int:
        """See Engine."""
        if not executor_ids:
            return 0
        recovered = await asyncio.to_thread(dbos_private.recover, executor_ids)
        self.wake()
        return recovered

    async def forget_finished(self, older_than: timedelta) -> int:
        """See Engine. Small batches, so that turns get the database in between."""
        from dbos import DBOS

        before = (datetime.now(UTC) - older_than).isoformat()
        forgotten = 0
        while not self._stopping:
            batch = await DBOS.list_workflows_async(
                status=FINISHED,
                completed_before=before,
                limit=FORGET_BATCH,
                load_input=False,
                load_output=False,
            )
            if not batch:
                break
            await DBOS.delete_workflows_async([w.workflow_id for w in batch])
            forgotten += len(batch)
        return forgotten

    def _configure(self) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor_id,
            "system_database_engine": self._database.engine,
            "log_level": "ERROR",
            "enable_otlp": False,
            "max_executor_threads": THREADS,
        }

    def _make_workflow(
        self, name: JobName, handlers: Handlers
    ) -> Callable[[str, str | None, float], Coroutine[Any, Any, None]]:
        async def run(subject: str, partition: str | None, wait_seconds: float) -> None:
            from dbos import DBOS

            job_id = DBOS.workflow_id
            if job_id is None:
                raise RuntimeError("a job runs only as a DBOS workflow")
            if self._stopping:
                # Not an error and not done: the row stays as it is and is recovered at the next start.
                raise asyncio.CancelledError
            task = asyncio.current_task()
            if task is not None:
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            job = Job(name=name, id=job_id, subject=subject, partition=partition, delay_seconds=wait_seconds)
            await attempts.handle(handlers[name], job, self._pause)

        return run
