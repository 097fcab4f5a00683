"""A person, and the ways they reach us."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.tables.base import Row, table_of


class ContactRow(Row, table=True):
    """`phone` is E.164. Two contacts may share one: families do."""

    __tablename__ = "contact"

    id: str = Field(primary_key=True)
    name: str | None = None
    phone: str | None = Field(default=None, index=True)
    email: str | None = None
    vip: bool = False
    opted_out: bool = False
    created_at: datetime
    updated_at: datetime


class IdentityRow(Row, table=True):
    """A contact on one channel. `display_name` is the platform's profile name, which nobody checked."""

    __tablename__ = "identity"

    business: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    contact_id: str = Field(foreign_key="contact.id", index=True)
    display_name: str | None = None
    created_at: datetime


contact = table_of(ContactRow)
identity = table_of(IdentityRow)
