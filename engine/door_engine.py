"""The engine as the door has it: jobs are asked for here, in the door's own transactions, and run in the turn process."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from engine.notifier import Notifier
from engine.port import Handlers
from engine.tail import InboxTail
from engine.turn_process import TurnProcess
from storage import engine_tables
from storage.database import Database
from storage.jobs import Job, JobQueue


class DoorEngine:
    """`engine.port.Engine` without an executor. `queue` writes the rows, needs nothing that runs, and wakes `turns`
    after the commit.
    """

    def __init__(
        self, queue: JobQueue, turns: TurnProcess, database: Database, notifier: Notifier, tail: InboxTail
    ) -> None:
        self._queue = queue
        self.turns = turns
        self._database = database
        self._notifier = notifier
        self._tail = tail

    def enqueue(self, connection: sa.Connection, job: Job) -> None:
        """See JobQueue."""
        self._queue.enqueue(connection, job)

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        """See JobQueue."""
        self._queue.cancel(connection, job_id)

    async def start(self, handlers: Handlers) -> None:
        """Let the turn process work; it brings its own handlers. On a new database the engine's tables are its work
        too: until they are there, nothing can be taken in. Raises TimeoutError.
        """
        await self.turns.start(on_note=self._notifier.publish, on_loss=self._tail.retell)
        if not await self._database.read(engine_tables.exist):
            await self.turns.until_started()

    async def stop(self) -> None:
        """End the turn process."""
        await self.turns.stop()

    async def recover(self, executor_ids: list[str]) -> int:
        """The turn process does it."""
        return 0

    async def forget_finished(self, older_than: timedelta) -> int:
        """The turn process does it."""
        return 0
