"""The calendar as specialists see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.appointment import TimeSlot
from domain.availability import SlotQuery


class CalendarPort(Protocol):
    """Free times of the business's practitioners. Times are aware UTC."""

    async def find_free(self, query: SlotQuery, *, holder: str, count: int) -> list[TimeSlot]:
        """At most `count` free slots that fit `query`, chosen to differ usefully (R14).

        What `holder` (a case id) holds counts as free for it.
        """
        ...

    async def find_together(
        self, queries: Sequence[SlotQuery], *, holder: str, count: int, people: bool, at_once: bool | None
    ) -> list[list[TimeSlot]]:
        """At most `count` plans of one slot a query that follow each other or, for several people, are at once; see
        `domain/together.py`.
        """
        ...

    async def time_given_up(self, contact_id: str) -> TimeSlot | None:
        """The coming time of the visit that the contact moved or cancelled last, free or not; None without one."""
        ...

    async def last_visit(self, contact_id: str) -> TimeSlot | None:
        """The contact's latest visit that was booked and not cancelled, over or still to come; None without one."""
        ...

    async def is_free(self, slot: TimeSlot, *, holder: str) -> bool:
        """Whether `slot` could be booked by `holder` right now."""
        ...

    async def are_free(self, slots: Sequence[TimeSlot], *, holder: str) -> bool:
        """Whether each of the slots could be; True for none."""
        ...

    def new_file_token(self) -> str | None:
        """For a new calendar file: unguessable. None where visits have no files, because we have no address."""
        ...

    def file_link(self, token: str) -> str | None:
        """Where the file of that token is read; None without an address."""
        ...
