"""Times that got free, offered to whoever waits for them: the longest waiting first, then the next (R23)."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from agents.tools.calendar import CalendarPort
from domain.appointment import TimeSlot
from domain.availability import SlotQuery
from domain.business import Business
from domain.clock import Clock
from domain.quiet_hours import outside_quiet_hours
from storage import waiting_visits
from storage.database import Database
from storage.jobs import JobQueue
from storage.waiting_visits import VisitWait

log = structlog.get_logger(__name__)

_LOOK_AHEAD = timedelta(days=21)
_TRIED = 5
"""Of the times that fit one wait, how many are looked through for one that was not offered yet."""


class FreedTimes:
    """Compares the waiting list with the calendar. May be asked by several processes, and as often as they like.

    A time is offered to one customer at a time, because the turn that offers it holds it; and to each customer once,
    because the event that asks for the turn is named after the wait and the time. When it is declined or the hold ends,
    it is free again, and the next look offers it to the next customer.
    """

    def __init__(
        self, database: Database, jobs: JobQueue, calendar: CalendarPort, business: Business, clock: Clock
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._calendar = calendar
        self._business = business
        self._clock = clock

    async def look(self) -> int:
        """Offer what is free now, outside the quiet hours. Returns how many customers will hear of a time."""
        now = self._clock.now()
        if not self._business.books or outside_quiet_hours(self._business, now) != now:
            return 0
        waits = await self._database.read(lambda c: waiting_visits.open_waits(c, self._business.id))
        promised: list[TimeSlot] = []
        for wait in waits:
            query = self._query(wait, now)
            if query is None:
                continue
            for slot in await self._calendar.find_free(query, holder=wait.record_id, count=_TRIED):
                if any(_overlap(slot, other) for other in promised):
                    continue
                if await self._offer(wait, slot, now):
                    promised.append(slot)
                    break
        if promised:
            log.info("times_offered", customers=len(promised))
        return len(promised)

    async def _offer(self, wait: VisitWait, slot: TimeSlot, now: datetime) -> bool:
        return await self._database.write(
            lambda c: waiting_visits.offer(c, wait, slot, now=now, jobs=self._jobs)
        )

    def _query(self, wait: VisitWait, now: datetime) -> SlotQuery | None:
        """What is waited for; None when it is over, or is no single visit."""
        start = max(wait.start or now, now)
        end = wait.end or start + _LOOK_AHEAD
        if wait.service_id not in self._business.service_by_id or end <= start:
            return None
        return SlotQuery(
            service_id=wait.service_id,
            start=start,
            end=end,
            daily_from=wait.daily_from,
            daily_to=wait.daily_to,
            practitioners=frozenset({wait.practitioner_id} - {""}),
            branches=frozenset({wait.branch_id} - {""}),
        )


def _overlap(a: TimeSlot, b: TimeSlot) -> bool:
    return a.practitioner_id == b.practitioner_id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
