"""Reading the calendar. Every query looks at a bounded stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.appointment import Appointment, TimeSlot
from domain.language import Language
from domain.money import Money
from storage.prepared import Prepared, condition
from storage.tables import appointment, conversation
from storage.tables.appointment import LONGEST_HOURS

_LONGEST = timedelta(hours=LONGEST_HOURS)
_UPCOMING = 10

APPOINTMENT_COLUMNS = (
    appointment.c.id, appointment.c.contact_id, appointment.c.case_id, appointment.c.service_id,
    appointment.c.practitioner_id, appointment.c.branch_id, appointment.c.starts_at, appointment.c.ends_at,
    appointment.c.status, appointment.c.price_amount, appointment.c.price_currency,
    appointment.c.address, appointment.c.hold_expires_at, appointment.c.revision, appointment.c.mode, appointment.c.calendar_token,
    appointment.c.calendar_uid, appointment.c.calendar_sequence, appointment.c.for_whom,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Busy:
    """A practitioner's taken time, half-open, aware UTC."""

    practitioner_id: str
    starts_at: datetime
    ends_at: datetime


OCCUPIED = condition("appointment.status IN ('held','booked')")

_ALIVE = sa.or_(
    appointment.c.status == sa.literal_column("'booked'"),
    appointment.c.hold_expires_at > sa.bindparam("now"),
)


@cache
def _busy_of(practitioners: int) -> Prepared:
    """Of so many practitioners, `practitioner_0` and so on: no more statements than a business has people."""
    return Prepared(
        sa.select(appointment.c.practitioner_id, appointment.c.starts_at, appointment.c.ends_at)
        .where(
            appointment.c.practitioner_id.in_(
                [sa.bindparam(f"practitioner_{n}") for n in range(practitioners)]
            ),
            OCCUPIED,
            appointment.c.starts_at < sa.bindparam("end"),
            appointment.c.starts_at > sa.bindparam("earliest"),
            appointment.c.ends_at > sa.bindparam("start"),
            _ALIVE,
            appointment.c.case_id != sa.bindparam("not_of_case"),
        )
        .order_by(appointment.c.starts_at)
    )


_OF_CONTACT = Prepared(
    sa.select(*APPOINTMENT_COLUMNS)
    .where(
        appointment.c.contact_id == sa.bindparam("contact_id"),
        appointment.c.ends_at > sa.bindparam("now"),
        OCCUPIED,
        _ALIVE,
    )
    .order_by(appointment.c.ends_at)
    .limit(_UPCOMING)
)
_VISIT_OF_CONTACT = (
    sa.select(
        appointment.c.service_id, appointment.c.practitioner_id, appointment.c.branch_id, appointment.c.starts_at,
        appointment.c.ends_at, appointment.c.mode,
    )
    .where(appointment.c.contact_id == sa.bindparam("contact_id"))
    .limit(1)
)  # fmt: skip
_GIVEN_UP = Prepared(
    _VISIT_OF_CONTACT.where(
        appointment.c.ends_at > sa.bindparam("now"),
        condition("appointment.status = 'cancelled' AND appointment.cancel_reason IN ('moved', '')"),
    ).order_by(appointment.c.updated_at.desc())
)
_LAST = Prepared(
    _VISIT_OF_CONTACT.where(condition("appointment.status NOT IN ('held', 'cancelled')")).order_by(
        appointment.c.starts_at.desc()
    )
)
_BETWEEN = Prepared(
    sa.select(*APPOINTMENT_COLUMNS)
    .where(
        appointment.c.starts_at >= sa.bindparam("start"),
        appointment.c.starts_at < sa.bindparam("end"),
        appointment.c.status != sa.literal_column("'cancelled'"),
    )
    .order_by(appointment.c.starts_at, appointment.c.id)
)


def time_given_up(connection: sa.Connection, contact_id: str, now: datetime) -> TimeSlot | None:
    """The time of the visit that the contact moved or cancelled last, while it is still to come; no hold that ended."""
    row = _GIVEN_UP.first(connection, {"contact_id": contact_id, "now": now})
    return _slot_of(row) if row is not None and row.starts_at > now else None


def last_visit(connection: sa.Connection, contact_id: str) -> TimeSlot | None:
    """The contact's latest visit that was booked and not cancelled, over or not."""
    row = _LAST.first(connection, {"contact_id": contact_id})
    return _slot_of(row) if row is not None else None


def _slot_of(row: Any) -> TimeSlot:
    values = row._asdict()
    return TimeSlot(online=values.pop("mode") == "online", **values)


def to_appointment(values: tuple[Any, ...]) -> Appointment:
    """From `APPOINTMENT_COLUMNS`."""
    (id_, contact_id, case_id, service_id, practitioner_id, branch_id, starts_at, ends_at, status, amount,
     currency, address, hold_expires_at, revision, mode, token, uid, sequence, for_whom) = values  # fmt: skip
    return Appointment(
        id=id_, contact_id=contact_id, case_id=case_id, service_id=service_id, practitioner_id=practitioner_id,
        branch_id=branch_id, starts_at=starts_at, ends_at=ends_at, status=status,
        price=Money(amount=amount, currency=currency), address=address,
        hold_expires_at=hold_expires_at, revision=revision,
        online=mode == "online", calendar_token=token, calendar_uid=uid, calendar_sequence=sequence or 0,
        for_whom=for_whom,
    )  # fmt: skip


def busy(
    connection: sa.Connection,
    practitioner_ids: Sequence[str],
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    ignoring_case: str = "",
) -> list[Busy]:
    """Taken times that touch `[start, end)`, by start. Expired holds do not count, nor does what `ignoring_case`
    holds or has booked.
    """
    if not practitioner_ids:
        return []
    rows = _busy_of(len(practitioner_ids)).all(connection, {
        **{f"practitioner_{n}": name for n, name in enumerate(practitioner_ids)},
        "start": start, "end": end, "earliest": start - _LONGEST, "now": now, "not_of_case": ignoring_case,
    })  # fmt: skip
    return [Busy(*row) for row in rows]


def is_free(connection: sa.Connection, slot: TimeSlot, now: datetime, *, ignoring_case: str = "") -> bool:
    """Whether nobody has the practitioner's time. Only a commit can promise it."""
    return not busy(
        connection, [slot.practitioner_id], slot.starts_at, slot.ends_at, now, ignoring_case=ignoring_case
    )


def appointments_of(connection: sa.Connection, contact_id: str, now: datetime) -> list[Appointment]:
    """The contact's visits that are not over, soonest first, at most ten."""
    rows = _OF_CONTACT.all(connection, {"contact_id": contact_id, "now": now})
    return sorted((to_appointment(tuple(row)) for row in rows), key=lambda visit: visit.starts_at)


def list_between(connection: sa.Connection, start: datetime, end: datetime) -> list[Appointment]:
    """Visits that start in `[start, end)`, whatever came of them, except the cancelled."""
    return [to_appointment(tuple(row)) for row in _BETWEEN.all(connection, {"start": start, "end": end})]


_OF_TOKEN = Prepared(
    sa.select(*APPOINTMENT_COLUMNS)
    .where(
        appointment.c.calendar_token == sa.bindparam("token"),
        condition("appointment.status <> 'held'"),
    )
    .order_by(appointment.c.starts_at, appointment.c.id)
)
_LANGUAGE = Prepared(
    sa.select(conversation.c.language)
    .select_from(appointment.join(conversation, conversation.c.id == appointment.c.conversation_id))
    .where(appointment.c.id == sa.bindparam("appointment_id"))
)


def visits_of_token(connection: sa.Connection, token: str) -> list[Appointment]:
    """The visits of a calendar file as they are now, soonest first: of one that was moved, its latest time."""
    latest: dict[str, Appointment] = {}
    for row in _OF_TOKEN.all(connection, {"token": token}):
        visit = to_appointment(tuple(row))
        known = latest.get(visit.calendar_uid or visit.id)
        if known is None or known.calendar_sequence < visit.calendar_sequence:
            latest[visit.calendar_uid or visit.id] = visit
    return sorted(latest.values(), key=lambda v: v.starts_at)


def language_of(connection: sa.Connection, appointment_id: str) -> Language | None:
    """The language of the conversation in which the visit was booked."""
    row = _LANGUAGE.first(connection, {"appointment_id": appointment_id})
    return None if row is None else row.language
