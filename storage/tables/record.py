"""Leads, estimate requests and tickets: what was collected before a person takes over."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, table_of


class RecordRow(Row, table=True):
    """`kind`: lead, estimate, ticket, waitlist. One table, because they differ only in the owner's fields."""

    __tablename__ = "record"
    __table_args__ = (sa.Index("ix_record_kind_created_at", "kind", "created_at"),)

    id: str = Field(primary_key=True)
    kind: str
    conversation_id: str = Field(foreign_key="conversation.id")
    contact_id: str = Field(foreign_key="contact.id", index=True)
    case_id: str
    fields: dict[str, str] = Field(sa_column=json_column())
    summary: str
    tags: list[str] = Field(sa_column=json_column())
    priority: str
    team: str
    due_at: datetime | None = None
    status: str = "open"
    created_at: datetime


record = table_of(RecordRow)
