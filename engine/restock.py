"""Word to everybody who waits, when what they wait for is there again (R44)."""

from __future__ import annotations

import structlog

from agents.tools.catalogue import StockPort
from domain.business import Business
from domain.clock import Clock
from domain.quiet_hours import outside_quiet_hours
from storage import waiting
from storage.database import Database
from storage.jobs import JobQueue

log = structlog.get_logger(__name__)


class RestockWatch:
    """Compares the waiting list with the stock. May be asked by several processes, and as often as they like.

    The list is what is true: a customer stands on it until the turn that tells them is committed. The event that
    brings the turn about has the record and the day for its name, so it exists once a day, whoever looks.
    """

    def __init__(
        self, database: Database, jobs: JobQueue, stock: StockPort, business: Business, clock: Clock
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._stock = stock
        self._business = business
        self._clock = clock

    async def look(self) -> int:
        """Announce what is back to who waits for it, outside the quiet hours. Returns how many will hear of it."""
        now = self._clock.now()
        if outside_quiet_hours(self._business, now) != now:
            return 0
        waits = await self._database.read(lambda c: waiting.open_waits(c, self._business.id))
        if not waits:
            return 0
        levels = await self._stock.levels(sorted({w.sku for w in waits}))
        back = [w for w in waits if levels.get(w.sku, 0) > 0]
        if not back:
            return 0
        day = now.astimezone(self._business.zone).date().isoformat()
        called = await self._database.write(
            lambda c: sum(waiting.announce(c, w, key=day, now=now, jobs=self._jobs) for w in back)
        )
        if called:
            log.info("restocked", skus=len({w.sku for w in back}), customers=called)
        return called
