"""Everything that happened to conversations, in order, each once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, partial_index, table_of


class InboxRow(Row, table=True):
    """`turn_id` None: nobody has taken it yet. `message_seq`: its line in the transcript, when it has one."""

    __tablename__ = "inbox"
    __table_args__ = (
        sa.UniqueConstraint("channel", "account", "provider_id"),
        partial_index("ix_inbox_waiting", "conversation_id", where="turn_id IS NULL"),
        partial_index("ix_inbox_turn_id", "turn_id", where="turn_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, sa_column=sa.Column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    ))  # fmt: skip
    conversation_id: str = Field(foreign_key="conversation.id")
    channel: str
    account: str
    provider_id: str
    kind: str
    text: str
    payload: dict[str, Any] = Field(sa_column=json_column())
    occurred_at: datetime
    received_at: datetime
    message_seq: int | None = None
    turn_id: str | None = None


inbox = table_of(InboxRow)
