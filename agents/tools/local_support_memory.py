"""Support's memory in our own database."""

from __future__ import annotations

from datetime import timedelta

from domain.business import Business
from domain.clock import Clock
from domain.ticket import SupportHistory
from storage import support
from storage.database import Database


class LocalSupportMemory:
    """See SupportMemory."""

    def __init__(self, business: Business, database: Database, clock: Clock) -> None:
        self._rules = business.support
        self._database = database
        self._clock = clock

    async def history(self, *, contact_id: str, conversation_id: str) -> SupportHistory:
        rules, now = self._rules, self._clock.now()
        return await self._database.read(
            lambda c: support.history(
                c,
                contact_id=contact_id,
                conversation_id=conversation_id,
                now=now,
                locked=timedelta(hours=rules.identity.locked_hours),
                remembered=timedelta(minutes=rules.identity.remember_minutes),
                reopened=timedelta(days=rules.reopen_days),
            )
        )

    async def failures_about(self, subject: str) -> int:
        since = self._clock.now() - timedelta(hours=self._rules.identity.locked_hours)
        return await self._database.read(lambda c: support.failures_about(c, subject, since))
