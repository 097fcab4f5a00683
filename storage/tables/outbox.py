"""What has to be sent, and how that went."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.tables.base import Row, json_column, partial_index, table_of


class OutboxRow(Row, table=True):
    """`status`: pending, sending, sent, retry, failed, unknown, dismissed (failed, and staff know). The id is the client key of the send."""

    __tablename__ = "outbox"
    __table_args__ = (
        partial_index(
            "ix_outbox_unfinished",
            "conversation_id",
            "message_seq",
            where="status IN ('pending','retry','sending')",
        ),
        partial_index("ix_outbox_sending", "sending_since", where="status = 'sending'"),
        partial_index("ix_outbox_trouble", "created_at", where="status IN ('failed','unknown')"),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    channel: str
    account: str
    external_id: str
    message_seq: int
    body: dict[str, Any] = Field(sa_column=json_column())
    category: str
    status: str = "pending"
    attempts: int = 0
    next_at: datetime | None = None
    sending_since: datetime | None = None
    error: str | None = None
    provider_message_id: str | None = None
    created_at: datetime
    sent_at: datetime | None = None


outbox = table_of(OutboxRow)
