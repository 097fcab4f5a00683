"""What support must remember: checks of identity, what another program is asked to do, ratings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Row, json_column, partial_index, table_of


class IdentityCheckRow(Row, table=True):
    """One check whether an order is the customer's own. `subject`: an order's number, or a digest of an address."""

    __tablename__ = "identity_check"
    __table_args__ = (
        sa.Index("ix_identity_check_conversation", "conversation_id", "at"),
        sa.Index("ix_identity_check_subject", "subject", "at"),
    )

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    subject: str
    passed: bool
    at: datetime


class ErrandRow(Row, table=True):
    """Something asked of another program. Its id is the key under which that program does it once. `status`: pending,
    done, refused (it said no), failed (it could not be reached)."""

    __tablename__ = "errand"
    __table_args__ = (partial_index("ix_errand_pending", "created_at", where="status = 'pending'"),)

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id", index=True)
    kind: str
    subject: str
    status: str = "pending"
    attempts: int = 0
    result: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    created_at: datetime
    ended_at: datetime | None = None


class RatingRow(Row, table=True):
    """One answer to the question about our help. `score`: good, fair, poor."""

    __tablename__ = "rating"

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id", index=True)
    case_id: str
    category: str
    score: str
    reason: str = ""
    at: datetime


identity_check = table_of(IdentityCheckRow)
errand = table_of(ErrandRow)
rating = table_of(RatingRow)
