"""Alarms and promises."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, partial_index, table_of


class TimerRow(Row, table=True):
    """The truth about an alarm; the engine's delayed job only wakes somebody to look. `status`: scheduled, rung,
    cancelled; each setting is a new `revision`.

    `job`: number of the last job that was asked for; `job_due_at`: when it looks, None when none is to. It may look too
    early, for an alarm is put off without asking for another. Other numbers do nothing.

    `after_seq`: the transcript's last line when it was set. With `stops_on_reply` a customer's later line is the end of it,
    whatever `status` still says.
    """

    __tablename__ = "timer"
    __table_args__ = (
        partial_index("ix_timer_due", "due_at", where="status = 'scheduled'"),
        partial_index("ix_timer_conversation", "conversation_id", where="status = 'scheduled'"),
        partial_index("ix_timer_subject", "subject", where="status = 'scheduled'"),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    kind: str
    subject: str
    due_at: datetime
    stops_on_reply: bool = False
    status: str = "scheduled"
    revision: int = 1
    job: int = 0
    job_due_at: datetime | None = None
    after_seq: int = 0


class CommitmentRow(Row, table=True):
    """A promise with a time. `status`: open, kept, missed."""

    __tablename__ = "commitment"
    __table_args__ = (
        partial_index("ix_commitment_open", "due_at", where="status = 'open'"),
        partial_index("ix_commitment_case", "case_id", where="status = 'open'"),
        sa.Index("ix_commitment_conversation", "conversation_id", "created_at"),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    case_id: str
    what: str
    due_at: datetime
    owner: str
    status: str = "open"
    created_at: datetime


timer = table_of(TimerRow)
commitment = table_of(CommitmentRow)
