"""The waiting list in our own database."""

from __future__ import annotations

from storage import waiting
from storage.database import Database


class LocalWaitingList:
    """See WaitingList."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waits_for(self, contact_id: str, sku: str) -> bool:
        return await self._database.read(lambda c: waiting.waits_for(c, contact_id, sku))
