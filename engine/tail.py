"""On Postgres other processes commit too: follow the tail of what changed, and tell this process's listeners."""

from __future__ import annotations

import asyncio

import structlog

from engine.notifier import Notifier
from storage import staff_log
from storage.database import Database

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.5
RETOLD = 100
"""Changes told again when some may have gone untold; more than a process commits in the moment it dies."""


class InboxTail:
    """Reads the tail twice a second while somebody listens, and not at all otherwise."""

    def __init__(self, database: Database, notifier: Notifier) -> None:
        self._database = database
        self._notifier = notifier
        self._seen: int | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._follow(), name="inbox-tail")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def look(self) -> None:
        """Tell listeners what was committed since the last look; the first look only remembers where it is."""
        if not self._notifier.is_heard:
            self._seen = None
            return
        seen = self._seen
        if seen is None:
            self._seen = await self._database.read(staff_log.last_event_id)
            return
        for change in await self._database.read(lambda c: staff_log.events_after(c, seen)):
            self._notifier.publish(change.conversation_id, change.kind)
            self._seen = change.id

    async def retell(self) -> None:
        """Tell listeners the newest changes, whether they know them or not."""
        if not self._notifier.is_heard:
            return
        last = await self._database.read(staff_log.last_event_id)
        changes = await self._database.read(lambda c: staff_log.events_after(c, max(0, last - RETOLD)))
        for conversation_id in {change.conversation_id for change in changes}:
            self._notifier.publish(conversation_id, "turn")

    async def _follow(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # one look fails, the next comes
                log.warning("tail_failed", error=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)
