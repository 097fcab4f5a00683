"""A scenario's world, put into a fresh database before the first line."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from agents.scheduler.phrases import price_of, reminders
from domain.appointment import TimeSlot
from domain.business import Business
from domain.business.booking import WEEKDAYS
from domain.errors import SlotTaken
from domain.event import Sender
from domain.identifiers import derived_id
from domain.step import BookAppointment, UpdateContact
from engine.desk import Desk
from evals.scenario import TakenSlot, World
from evals.voices import Voice, language_of, script_of
from storage import bookings, contacts, door

SOMEBODY_ELSE = "somebody-else"


class WorldBuilder:
    """Writes as the desk's own code would have: visits of the customer have their reminders.

    Raises SlotTaken for a world that cannot be: two visits of one practitioner at the same time.
    """

    def __init__(self, desk: Desk, sender: Sender, voice: Voice, now: datetime) -> None:
        self._desk = desk
        self._business: Business = desk.business
        self._sender = sender
        self._voice: Voice = voice
        self._other = sender.model_copy(update={"external_id": f"{SOMEBODY_ELSE}-{sender.external_id}"})
        self._now = now

    async def build(self, world: World) -> None:
        """Everything, or nothing."""
        await self._desk.database.write(lambda c: self._build(c, world))

    async def take(self, slot: TimeSlot) -> bool:
        """Somebody else books this very slot. False when it is not free any more."""
        self._now = self._desk.clock.now()
        try:
            await self._desk.database.write(lambda c: self._book(c, self._other, slot))
        except SlotTaken:
            return False
        return True

    def _build(self, connection: sa.Connection, world: World) -> None:
        if world.contact is not None:
            known = world.contact
            contact_id = self._meet(connection, self._sender)
            change = UpdateContact(
                name=known.name, phone=known.phone, email=known.email, opted_out=known.opted_out or None
            )
            contacts.update(connection, contact_id, change, self._now)
            if known.vip:
                contacts.mark_vip(connection, contact_id, vip=True, now=self._now)
        for visit in world.visits:
            self._book(connection, self._sender, self._slot(visit))
        for taken in world.taken:
            self._book(connection, self._other, self._slot(taken))
        for day in world.full_days:
            for practitioner in self._business.profile.practitioners:
                for hours in practitioner.hours:
                    if WEEKDAYS[day.weekday()] in hours.days:
                        self._fill(connection, practitioner.id, hours.branch, datetime.combine(day, hours.opens),
                                   datetime.combine(day, hours.closes))  # fmt: skip

    def _fill(
        self, connection: sa.Connection, practitioner: str, branch: str, opens: datetime, closes: datetime
    ) -> None:
        """Every free quarter of an hour, around what is booked already."""
        service = next(s for s in self._business.services.services if practitioner in s.practitioners)
        step = timedelta(minutes=self._business.profile.booking.slot_step_minutes)
        start = opens
        while start < closes:
            slot = TimeSlot(
                service_id=service.id, practitioner_id=practitioner, branch_id=branch,
                starts_at=self._moment(start), ends_at=self._moment(min(start + step, closes)),
            )  # fmt: skip
            # Where somebody is there already, the day is full as well.
            with suppress(SlotTaken), connection.begin_nested():
                self._book(connection, self._other, slot)
            start += step

    def _slot(self, taken: TakenSlot) -> TimeSlot:
        service = self._business.service_by_id[taken.service]
        start = self._moment(taken.start)
        return TimeSlot(
            service_id=service.id, practitioner_id=taken.practitioner, branch_id=taken.branch,
            starts_at=start, ends_at=start + timedelta(minutes=service.duration_minutes),
        )  # fmt: skip

    def _book(self, connection: sa.Connection, sender: Sender, slot: TimeSlot) -> None:
        business = self._business
        contact_id = self._meet(connection, sender)
        conversation_id = door.conversation_id_of(business.id, sender)
        place = (conversation_id, "world", slot.id, self._now.isoformat())
        own = sender == self._sender
        action = BookAppointment(
            slot=slot,
            price=price_of(business, business.service_by_id[slot.service_id]),
            remind_at=reminders(business, slot, self._now) if own else [],
        )
        try:
            bookings.book(
                connection,
                action,
                appointment_id=derived_id("appt", *place),
                contact_id=contact_id,
                conversation_id=conversation_id,
                case_id=derived_id("case", *place),
                now=self._now,
                jobs=self._desk.engine,
            )
        except SlotTaken as error:
            when = slot.starts_at.astimezone(business.zone).strftime("%Y-%m-%d %H:%M")
            raise SlotTaken(f"{slot.practitioner_id} has a visit at {when} already") from error

    def _meet(self, connection: sa.Connection, sender: Sender) -> str:
        """Whoever is known has written before, so it is known in which language."""
        language, script = language_of(self._voice), script_of(self._voice)
        return door.meet(connection, self._business.id, sender, self._now, language=language, script=script)

    def _moment(self, wall: datetime) -> datetime:
        return wall if wall.tzinfo is not None else wall.replace(tzinfo=self._business.zone)
