"""Decisions asked of staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, partial_index, table_of


class ApprovalRow(Row, table=True):
    """See `domain.approval.Approval`. Leaving `pending` is a compare-and-set on status and version."""

    __tablename__ = "approval"
    __table_args__ = (
        partial_index("ix_approval_pending", "conversation_id", where="status = 'pending'"),
        sa.Index("ix_approval_status_answer_due_at", "status", "answer_due_at"),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    case_id: str
    topic: str
    reason: str
    evidence: list[Any] = Field(sa_column=json_column())
    fields: dict[str, str] = Field(sa_column=json_column())
    draft: str
    guards: dict[str, Any] = Field(sa_column=json_column())
    status: str
    decision_text: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    created_at: datetime
    answer_due_at: datetime
    after_seq: int
    seen_seq: int | None = None
    version: int
    difference: str | None = None
    replaced_by: str | None = None


approval = table_of(ApprovalRow)
