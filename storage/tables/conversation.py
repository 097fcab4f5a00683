"""One identity's stream of messages, and who is about to work on it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, partial_index, table_of


class ConversationRow(Row, table=True):
    """`last_seq`: number of the last transcript line. `scheduled`: the turn that is going to look at the inbox.
    `running_turn`: the turn that claimed events and has not committed; only that one may commit.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        sa.Index("ix_conversation_last_message_at", "last_message_at"),
        partial_index("ix_conversation_running", "running_since", where="running_turn IS NOT NULL"),
    )

    id: str = Field(primary_key=True)
    business: str
    contact_id: str = Field(foreign_key="contact.id", index=True)
    channel: str
    account: str
    external_id: str
    language: str | None = None
    script: str | None = None
    owner: str = "bot"
    owned_by: str | None = None
    case_id: str | None = None
    last_seq: int = 0
    last_message_at: datetime
    scheduled: str | None = None
    running_turn: str | None = None
    running_since: datetime | None = None
    running_attempt: int = 0
    created_at: datetime


conversation = table_of(ConversationRow)
