"""Changing the calendar, inside a turn's commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from domain.appointment import TimeSlot
from domain.errors import NotFound, SlotTaken
from domain.identifiers import derived_id
from domain.step import BookAppointment
from domain.turn import NewTimer
from storage.alarms import set_timers, stop_for_subject
from storage.calendar import OCCUPIED
from storage.jobs import JobQueue
from storage.prepared import Prepared, condition, insert_into
from storage.tables import appointment
from storage.tables.appointment import NO_OVERLAP

DEFAULT_HOLD_MINUTES = 15

_HELD = condition("appointment.status = 'held'")
_RELEASE_EXPIRED = (
    Prepared(sa.update(appointment)
    .where(
        appointment.c.practitioner_id == sa.bindparam("of_practitioner"),
        _HELD,
        appointment.c.hold_expires_at <= sa.bindparam("now"),
    )
    .values(
        status="cancelled", cancel_reason="hold expired", revision=appointment.c.revision + 1,
        updated_at=sa.bindparam("now"),
    ))
)  # fmt: skip
_HOLDS_OF_CASE = Prepared(sa.select(
    appointment.c.id, appointment.c.service_id, appointment.c.practitioner_id, appointment.c.branch_id,
    appointment.c.starts_at, appointment.c.ends_at,
).where(appointment.c.case_id == sa.bindparam("case_id"), _HELD))  # fmt: skip
_INSERT = insert_into(appointment)
_ONE_AT_A_TIME = Prepared(
    sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:practitioner, 0)) AS locked").columns(
        sa.column("locked")
    )
)
"""Who books the same practitioner waits its turn: rows that wait for each other under the exclusion constraint are a
deadlock for Postgres. SQLite has one writer anyway."""
_KEEP = (
    Prepared(sa.update(appointment)
    .where(appointment.c.id == sa.bindparam("appointment_id"))
    .values(
        status=sa.bindparam("new_status"), hold_expires_at=sa.bindparam("new_expiry"),
        price_amount=sa.bindparam("amount"), price_currency=sa.bindparam("currency"), mode=sa.bindparam("new_mode"),
        calendar_token=sa.bindparam("token"), calendar_uid=sa.bindparam("uid"),
        calendar_sequence=sa.bindparam("sequence"),
        address=sa.func.coalesce(sa.bindparam("new_address", type_=sa.String), appointment.c.address),
        for_whom=sa.bindparam("new_visitor"),
        revision=appointment.c.revision + 1, updated_at=sa.bindparam("now"),
    )
    .returning(appointment.c.revision))
)  # fmt: skip
_CANCEL = (
    Prepared(sa.update(appointment)
    .where(
        appointment.c.id == sa.bindparam("appointment_id"),
        OCCUPIED,
    )
    .values(
        status="cancelled", cancel_reason=sa.bindparam("reason"), revision=appointment.c.revision + 1,
        updated_at=sa.bindparam("now"),
    )
    .returning(appointment.c.revision))
)  # fmt: skip
_OWNED = Prepared(
    sa.select(appointment.c.contact_id, appointment.c.status)
    .where(appointment.c.id == sa.bindparam("appointment_id"))
    .with_for_update(key_share=True)
)


_NAMED = Prepared(
    sa.select(
        appointment.c.calendar_token, appointment.c.calendar_uid, appointment.c.calendar_sequence
    ).where(appointment.c.id == sa.bindparam("appointment_id"))
)


@dataclass(frozen=True, slots=True)
class CalendarName:
    """What a visit is called in calendars: see Appointment."""

    token: str | None
    uid: str
    sequence: int


def _moved_name(connection: sa.Connection, moved_id: str, new: CalendarName) -> CalendarName:
    """A moved visit stays the same entry of the customer's calendar, one change further."""
    row = _NAMED.first(connection, {"appointment_id": moved_id})
    if row is None:
        return new
    sequence = (row.calendar_sequence or 0) + 1
    return CalendarName(row.calendar_token or new.token, row.calendar_uid or moved_id, sequence)


def is_overlap(error: sa.exc.DBAPIError) -> bool:
    """Whether the database refused because the time is taken."""
    return NO_OVERLAP in str(error.orig)


def book(
    connection: sa.Connection,
    action: BookAppointment,
    *,
    appointment_id: str,
    contact_id: str,
    conversation_id: str,
    case_id: str,
    now: datetime,
    jobs: JobQueue,
) -> dict[str, Any]:
    """Hold or book the slot; what `moves` names is cancelled in the same transaction.

    The case's hold on that very slot becomes the booking and keeps its id; its other holds are released, except those
    on the slots of `together`.
    Raises SlotTaken when somebody has the time, NotFound when `moves` is not this contact's.
    """
    slot = action.slot
    if connection.dialect.name == "postgresql":
        _ONE_AT_A_TIME.first(connection, {"practitioner": slot.practitioner_id})
    _RELEASE_EXPIRED.run(connection, {"of_practitioner": slot.practitioner_id, "now": now})
    kept = _keep_own_hold(connection, action, case_id, now, jobs)
    named = CalendarName(action.calendar_token, kept or appointment_id, 0)
    moved_from = None
    if action.moves is not None and action.moves != kept:
        named = _moved_name(connection, action.moves, named)
        result = cancel(connection, action.moves, reason="moved", contact_id=contact_id, now=now, jobs=jobs)
        moved_from = action.moves if result["changed"] else None
    expires = _expiry(action, now)
    revision = 0
    try:
        if kept is not None:
            appointment_id = kept
            revision = _become(connection, kept, action, named, expires, now)
        else:
            _insert(
                connection, appointment_id, action, named, expires, now,
                contact_id=contact_id, conversation_id=conversation_id, case_id=case_id,
            )  # fmt: skip
    except sa.exc.DBAPIError as error:
        if is_overlap(error):
            raise SlotTaken(f"{slot.id} is taken") from error
        raise
    reminders = [
        NewTimer(id=f"remind-{appointment_id}-{n}", kind="reminder", subject=appointment_id, due_at=at)
        for n, at in enumerate(action.remind_at)
    ]
    set_timers(connection, conversation_id, reminders, now, jobs)
    return {
        "appointment_id": appointment_id,
        "status": action.status,
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "moved_from": moved_from,
        "revision": revision,
        "hold_expires_at": expires.isoformat() if expires else None,
    }


def _keep_own_hold(
    connection: sa.Connection, action: BookAppointment, case_id: str, now: datetime, jobs: JobQueue
) -> str | None:
    """The case's hold on the slot itself, if it has one. Its others are released, except on slots of `together`."""
    kept: str | None = None
    for held in _HOLDS_OF_CASE.all(connection, {"case_id": case_id}):
        if kept is None and _is_at(held, action.slot):
            kept = held.id
        elif not any(_is_at(held, other) for other in action.together):
            _cancel(connection, held.id, "hold released", now, jobs)
    return kept


def _expiry(action: BookAppointment, now: datetime) -> datetime | None:
    """When a hold ends; a booking does not."""
    if action.status != "held":
        return None
    return now + timedelta(minutes=action.hold_minutes or DEFAULT_HOLD_MINUTES)


def _become(
    connection: sa.Connection,
    hold_id: str,
    action: BookAppointment,
    named: CalendarName,
    expires: datetime | None,
    now: datetime,
) -> int:
    """The hold becomes what `action` says. Returns its revision."""
    row = _KEEP.first(connection, {
        "appointment_id": hold_id, "new_status": action.status, "new_expiry": expires,
        "amount": action.price.amount, "currency": action.price.currency, "new_address": action.address,
        "new_visitor": action.for_whom,
        "new_mode": _mode(action.slot), "token": named.token, "uid": named.uid, "sequence": named.sequence, "now": now,
    })  # fmt: skip
    revision: int = row.revision
    return revision


def _insert(
    connection: sa.Connection,
    appointment_id: str,
    action: BookAppointment,
    named: CalendarName,
    expires: datetime | None,
    now: datetime,
    *,
    contact_id: str,
    conversation_id: str,
    case_id: str,
) -> None:
    """A new visit or hold. Raises the database's error when the time is taken."""
    slot = action.slot
    _INSERT.run(connection, {
        "id": appointment_id, "contact_id": contact_id, "conversation_id": conversation_id, "case_id": case_id,
        "service_id": slot.service_id, "practitioner_id": slot.practitioner_id, "branch_id": slot.branch_id,
        "starts_at": slot.starts_at, "ends_at": slot.ends_at, "status": action.status,
        "price_amount": action.price.amount, "price_currency": action.price.currency, "address": action.address,
        "for_whom": action.for_whom, "hold_expires_at": expires, "cancel_reason": None, "revision": 0, "mode": _mode(slot),
        "calendar_token": named.token, "calendar_uid": named.uid, "calendar_sequence": named.sequence,
        "created_at": now, "updated_at": now,
    })  # fmt: skip


def _mode(slot: TimeSlot) -> str | None:
    return "online" if slot.online else None


def _is_at(held: Any, slot: TimeSlot) -> bool:
    """Whether a stored hold is on that very slot."""
    kept = (held.service_id, held.practitioner_id, held.branch_id, held.starts_at, held.ends_at)
    return kept == (slot.service_id, slot.practitioner_id, slot.branch_id, slot.starts_at, slot.ends_at)


def release_holds(connection: sa.Connection, case_id: str, now: datetime, jobs: JobQueue) -> None:
    """The case is over: what it still holds is free again."""
    for held in _HOLDS_OF_CASE.all(connection, {"case_id": case_id}):
        _cancel(connection, held.id, "case closed", now, jobs)


def cancel(
    connection: sa.Connection,
    appointment_id: str,
    *,
    reason: str,
    contact_id: str,
    now: datetime,
    jobs: JobQueue,
) -> dict[str, Any]:
    """Cancel the contact's own visit and stop its alarms. Cancelling twice changes nothing (`changed` False).

    Raises NotFound when there is no such visit or it is somebody else's.
    """
    row = _OWNED.first(connection, {"appointment_id": appointment_id})
    if row is None or row.contact_id != contact_id:
        raise NotFound(f"no appointment {appointment_id} of this contact")
    changed = _cancel(connection, appointment_id, reason, now, jobs)
    status = "cancelled" if changed else row.status
    return {"appointment_id": appointment_id, "status": status, "changed": changed}


def appointment_id_of(case_id: str, turn_id: str, n: int) -> str:
    """A re-run of the turn books under the same id."""
    return derived_id("appt", case_id, turn_id, str(n))


def _cancel(
    connection: sa.Connection, appointment_id: str, reason: str, now: datetime, jobs: JobQueue
) -> bool:
    row = _CANCEL.first(connection, {"appointment_id": appointment_id, "reason": reason, "now": now})
    if row is None:
        return False
    stop_for_subject(connection, appointment_id, jobs)
    return True
