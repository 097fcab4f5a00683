"""People who work here, their sign-ins, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, table_of


class StaffRow(Row, table=True):
    """`password_hash` is argon2. Whoever has an account works the inbox."""

    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    password_hash: str
    disabled: bool = False
    created_at: datetime


class StaffSessionRow(Row, table=True):
    """The token itself is never stored, only its SHA-256."""

    __tablename__ = "staff_session"

    token_hash: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)
    created_at: datetime
    seen_at: datetime


class AuditRow(Row, table=True):
    """Append-only: who did what to which thing."""

    __tablename__ = "audit"
    __table_args__ = (sa.Index("ix_audit_subject", "subject"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=sa.Column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    ))  # fmt: skip
    staff: str
    action: str
    subject: str
    details: dict[str, Any] = Field(sa_column=json_column())
    at: datetime


staff = table_of(StaffRow)
staff_session = table_of(StaffSessionRow)
audit = table_of(AuditRow)
