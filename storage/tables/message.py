"""The transcript."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, table_of


class MessageRow(Row, table=True):
    """One line. `seq` counts per conversation without gaps, in commit order: a reader that asks for what came
    after the last number it saw misses nothing. `options` are `[id, label]` pairs.
    """

    __tablename__ = "message"
    __table_args__ = (sa.UniqueConstraint("turn_id", "n"),)

    conversation_id: str = Field(primary_key=True, foreign_key="conversation.id")
    seq: int = Field(primary_key=True)
    author: str
    text: str
    options: list[Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    staff_name: str | None = None
    at: datetime
    provider_id: str | None = None
    inbox_seq: int | None = Field(default=None, sa_type=sa.BigInteger)
    turn_id: str | None = None
    n: int | None = None


message = table_of(MessageRow)
