"""Everything kept about the person of one conversation: for exports, and for judging how a conversation ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.appointment import Appointment
from domain.conversation import Contact, Owner
from domain.errors import NotFound
from storage import contacts
from storage.alarms import ANSWERED
from storage.calendar import APPOINTMENT_COLUMNS, OCCUPIED, to_appointment
from storage.quotes import StoredQuote, quotes_of
from storage.records import Record
from storage.tables import appointment, commitment, conversation, outbox, record, timer


@dataclass(frozen=True, slots=True)
class KnownVisit:
    """A visit with why it was cancelled: `moved`, the customer's words, or `hold …` for one that never was."""

    visit: Appointment
    cancel_reason: str | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise to the customer. `status`: open, kept, missed."""

    what: str
    due_at: datetime
    owner: str
    status: str


@dataclass(frozen=True, slots=True)
class OpenTimer:
    """An alarm that will ring."""

    id: str
    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """Lists are in order of time. `unsent` are the transcript numbers of replies that did not reach the customer."""

    contact: Contact
    owner: Owner
    visits: list[KnownVisit]
    records: list[Record]
    quotes: list[StoredQuote]
    promises: list[Commitment]
    timers: list[OpenTimer]
    unsent: list[int]


_WHO = sa.select(conversation.c.contact_id, conversation.c.owner).where(
    conversation.c.id == sa.bindparam("conversation_id")
)
_VISITS = (
    sa.select(*APPOINTMENT_COLUMNS, appointment.c.cancel_reason)
    .where(appointment.c.contact_id == sa.bindparam("contact_id"))
    .order_by(appointment.c.created_at, appointment.c.starts_at, appointment.c.id)
    .limit(sa.bindparam("at_most"))
)
_RECORDS = (
    sa.select(*(record.c[name] for name in Record.__dataclass_fields__))
    .where(record.c.contact_id == sa.bindparam("contact_id"))
    .order_by(record.c.created_at, record.c.id)
    .limit(sa.bindparam("at_most"))
)
_PROMISES = (
    sa.select(commitment.c.what, commitment.c.due_at, commitment.c.owner, commitment.c.status)
    .where(commitment.c.conversation_id == sa.bindparam("conversation_id"))
    .order_by(commitment.c.created_at, commitment.c.id)
    .limit(sa.bindparam("at_most"))
)
_TIMERS = (
    sa.select(timer.c.id, timer.c.kind, timer.c.subject, timer.c.due_at)
    .where(
        timer.c.conversation_id == sa.bindparam("conversation_id"),
        timer.c.status == sa.literal_column("'scheduled'"),
        sa.not_(ANSWERED),
    )
    .order_by(timer.c.due_at, timer.c.id)
    .limit(sa.bindparam("at_most"))
)
_UNSENT = (
    sa.select(outbox.c.message_seq)
    .where(
        outbox.c.conversation_id == sa.bindparam("conversation_id"),
        outbox.c.status.in_(("failed", "unknown", "dismissed")),
    )
    .order_by(outbox.c.message_seq)
    .limit(sa.bindparam("at_most"))
)
_OTHER = appointment.alias("other")
_OVERLAPS = (
    sa.select(appointment.c.id, _OTHER.c.id)
    .join(
        _OTHER,
        sa.and_(
            _OTHER.c.practitioner_id == appointment.c.practitioner_id,
            _OTHER.c.id > appointment.c.id,
            _OTHER.c.starts_at < appointment.c.ends_at,
            _OTHER.c.ends_at > appointment.c.starts_at,
        ),
    )
    .where(
        OCCUPIED,
        _OTHER.c.status.in_(("held", "booked")),
        appointment.c.starts_at >= sa.bindparam("start"),
        appointment.c.starts_at < sa.bindparam("end"),
    )
    .order_by(appointment.c.id, _OTHER.c.id)
)


def read_dossier(connection: sa.Connection, conversation_id: str, limit: int = 500) -> Dossier:
    """At most `limit` of each. Raises NotFound."""
    who = connection.execute(_WHO, {"conversation_id": conversation_id}).first()
    if who is None:
        raise NotFound(f"no conversation {conversation_id}")
    of_contact: dict[str, Any] = {"contact_id": who.contact_id, "at_most": limit}
    of_conversation: dict[str, Any] = {"conversation_id": conversation_id, "at_most": limit}
    return Dossier(
        contact=contacts.find(connection, who.contact_id),
        owner=who.owner,
        visits=[
            KnownVisit(to_appointment(tuple(row)[:-1]), row.cancel_reason)
            for row in connection.execute(_VISITS, of_contact)
        ],
        records=[Record(*row) for row in connection.execute(_RECORDS, of_contact)],
        quotes=list(reversed(quotes_of(connection, conversation_id))),
        promises=[Commitment(*row) for row in connection.execute(_PROMISES, of_conversation)],
        timers=[OpenTimer(*row) for row in connection.execute(_TIMERS, of_conversation)],
        unsent=[row.message_seq for row in connection.execute(_UNSENT, of_conversation)],
    )


def overlapping_visits(connection: sa.Connection, start: datetime, end: datetime) -> list[tuple[str, str]]:
    """Pairs of visits of one practitioner at the same time, of those that start in `[start, end)`: always none,
    unless the database's own rule is broken.
    """
    return [(a, b) for a, b in connection.execute(_OVERLAPS, {"start": start, "end": end})]
