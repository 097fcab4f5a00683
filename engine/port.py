"""What a durable engine must be able to do. DBOS is one; nothing outside this folder knows that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Protocol

from storage.jobs import Job, JobName, JobQueue

Handler = Callable[[Job], Awaitable[None]]
"""Does one job. It may be called again for the same job after a crash, so it writes under keys. A handler that
raises is tried again with growing pauses, and given up loudly after the last (engine/attempts.py)."""

Handlers = Mapping[JobName, Handler]


class Engine(JobQueue, Protocol):
    """Runs jobs. Enqueueing works between construction and `stop`, also before `start`.

    Jobs of one partition never overlap; their order is not promised, so a handler takes its work from an ordered
    table. A delayed job starts no earlier than its delay; up to about a second later.
    """

    async def start(self, handlers: Handlers) -> None:
        """Run jobs on the running event loop until `stop`; first those an earlier process of this name left."""
        ...

    async def stop(self) -> None:
        """Finish what is running (up to some seconds), leave the rest for the next start."""
        ...

    async def recover(self, executor_ids: list[str]) -> int:
        """Make the unfinished jobs of dead executors runnable again. Returns how many."""
        ...

    async def forget_finished(self, older_than: timedelta) -> int:
        """Delete the records of jobs that ended longer ago than `older_than`. Returns how many."""
        ...
