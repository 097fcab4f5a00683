"""A need, from the first message to its outcome. Named `customer_case` because CASE is a word of SQL."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, partial_index, table_of


class CaseRow(Row, table=True):
    """Open while `outcome` is NULL; an open case always has a next step (the CHECK says so too)."""

    __tablename__ = "customer_case"
    __table_args__ = (
        sa.CheckConstraint("outcome IS NOT NULL OR next_due_at IS NOT NULL", name="customer_case_next_step"),
        sa.Index("ix_customer_case_conversation_id", "conversation_id"),
        partial_index(
            "ix_customer_case_staff", "next_due_at", where="outcome IS NULL AND next_owner = 'staff'"
        ),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    specialist: str | None = None
    outcome: str | None = None
    next_what: str | None = None
    next_owner: str | None = None
    next_due_at: datetime | None = None
    summary: str | None = None
    opened_at: datetime
    closed_at: datetime | None = None


customer_case = table_of(CaseRow)
