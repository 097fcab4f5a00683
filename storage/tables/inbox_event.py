"""The tail that staff pages follow: something about a conversation changed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, table_of


class InboxEventRow(Row, table=True):
    """`kind`: turn, approval, owner, message, delivery. `xact` is filled by Postgres alone: there, ids are given
    before commit, and a reader must not pass a number whose transaction is still open.
    """

    __tablename__ = "inbox_event"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, sa_column=sa.Column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    ))  # fmt: skip
    kind: str
    conversation_id: str
    subject: str
    at: datetime
    xact: int | None = Field(default=None, sa_type=sa.BigInteger)


inbox_event = table_of(InboxEventRow)
