"""The calendar. That two visits of one practitioner never overlap is a rule of the database itself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Amount, Row, partial_index, table_of

LONGEST_HOURS = 24
"""No visit is longer; lets every range query look back a bounded time instead of through the whole history."""

NO_OVERLAP = "appointment_no_overlap"
"""Name of the exclusion constraint (Postgres) and message of the triggers (SQLite)."""


class AppointmentRow(Row, table=True):
    """The constraint lives in the first migration: EXCLUDE on Postgres, two triggers on SQLite."""

    __tablename__ = "appointment"
    __table_args__ = (
        partial_index(
            "ix_appointment_occupied", "practitioner_id", "starts_at", where="status IN ('held','booked')"
        ),
        partial_index("ix_appointment_held", "practitioner_id", "hold_expires_at", where="status = 'held'"),
        partial_index("ix_appointment_case_held", "case_id", where="status = 'held'"),
        sa.Index("ix_appointment_contact_id_ends_at", "contact_id", "ends_at"),
        sa.Index("ix_appointment_starts_at", "starts_at"),
        partial_index("ix_appointment_calendar_token", "calendar_token", where="calendar_token IS NOT NULL"),
    )

    id: str = Field(primary_key=True)
    contact_id: str = Field(foreign_key="contact.id")
    conversation_id: str | None = None
    case_id: str
    service_id: str
    practitioner_id: str
    branch_id: str
    starts_at: datetime
    ends_at: datetime
    status: str
    price_amount: Decimal = Field(sa_column=sa.Column(Amount(), nullable=False))
    price_currency: str
    address: str | None = None
    for_whom: str | None = None
    hold_expires_at: datetime | None = None
    cancel_reason: str | None = None
    revision: int = 0
    mode: str | None = None
    """`online`: by video. None: at the branch."""
    calendar_token: str | None = None
    calendar_uid: str | None = None
    calendar_sequence: int | None = None
    created_at: datetime
    updated_at: datetime


appointment = table_of(AppointmentRow)
