"""Committed turns: what each did, so that a re-run can be answered without doing it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.tables.base import Row, json_column, partial_index, table_of


class TurnRow(Row, table=True):
    """`state` is kept for the case's latest turn only."""

    __tablename__ = "turn"
    __table_args__ = (partial_index("ix_turn_state", "case_id", where="state IS NOT NULL"),)

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    case_id: str
    specialist: str | None = None
    state: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    trace: dict[str, Any] = Field(sa_column=json_column())
    results: list[Any] = Field(sa_column=json_column())
    outbox_ids: list[str] = Field(sa_column=json_column())
    committed_at: datetime


turn = table_of(TurnRow)
