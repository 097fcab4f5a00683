"""The calendar in our own database: working hours from the owner's files, taken times from the appointments."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from domain.appointment import TimeSlot
from domain.availability import Busy, SlotQuery, find_slots
from domain.business import Business
from domain.clock import Clock
from domain.offering import choose_slots
from domain.together import choose_plans, find_together
from storage import calendar
from storage.database import Database
from storage.tokens import new_token


class LocalCalendar:
    """See CalendarPort. One indexed query per question, whatever the calendar's size."""

    def __init__(self, business: Business, database: Database, clock: Clock, *, public_url: str = "") -> None:
        """`public_url`: where customers reach us; empty: nowhere, and visits have no files."""
        self._public_url = public_url.rstrip("/")
        self._business = business
        self._database = database
        self._clock = clock

    async def find_free(self, query: SlotQuery, *, holder: str, count: int) -> list[TimeSlot]:
        service = self._business.service_by_id[query.service_id]
        now = self._clock.now()
        rows = await self._database.read(
            lambda c: calendar.busy(
                c, service.practitioners, query.start, query.end, now, ignoring_case=holder
            )
        )
        busy = [Busy(r.practitioner_id, r.starts_at, r.ends_at) for r in rows]
        free = find_slots(self._business, query, busy, now)
        return choose_slots(free, count=count, zone=self._business.zone, nearest_to=query.nearest_to)

    async def find_together(
        self, queries: Sequence[SlotQuery], *, holder: str, count: int, people: bool, at_once: bool | None
    ) -> list[list[TimeSlot]]:
        now = self._clock.now()
        services = [self._business.service_by_id[q.service_id] for q in queries]
        who = list(dict.fromkeys(p for s in services for p in s.practitioners))
        start, end = min(q.start for q in queries), max(q.end for q in queries) + timedelta(days=1)
        rows = await self._database.read(
            lambda c: calendar.busy(c, who, start, end, now, ignoring_case=holder)
        )
        busy = [Busy(r.practitioner_id, r.starts_at, r.ends_at) for r in rows]
        plans = await asyncio.to_thread(
            find_together, self._business, queries, busy, now, people=people, at_once=at_once
        )
        return choose_plans(plans, count=count, zone=self._business.zone, nearest_to=queries[0].nearest_to)

    async def time_given_up(self, contact_id: str) -> TimeSlot | None:
        now = self._clock.now()
        return await self._database.read(lambda c: calendar.time_given_up(c, contact_id, now))

    async def last_visit(self, contact_id: str) -> TimeSlot | None:
        return await self._database.read(lambda c: calendar.last_visit(c, contact_id))

    async def is_free(self, slot: TimeSlot, *, holder: str) -> bool:
        return await self.are_free([slot], holder=holder)

    async def are_free(self, slots: Sequence[TimeSlot], *, holder: str) -> bool:
        now = self._clock.now()
        if any(slot.starts_at <= now for slot in slots):
            return False
        return await self._database.read(
            lambda c: all(calendar.is_free(c, slot, now, ignoring_case=holder) for slot in slots)
        )

    def new_file_token(self) -> str | None:
        return new_token() if self._public_url else None

    def file_link(self, token: str) -> str | None:
        return f"{self._public_url}/visits/{token}.ics" if self._public_url else None
