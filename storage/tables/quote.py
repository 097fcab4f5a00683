"""Quotes: every version that was given, as it was given."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables.base import Amount, Row, json_column, table_of


class QuoteRow(Row, table=True):
    """Rows are written once and never changed; a change of the estimate is a new version with `replaces`.

    `body` is the whole quote, its facts, lines and the rules that fired; the columns beside it are for looking up.
    """

    __tablename__ = "quote"
    __table_args__ = (sa.Index("ix_quote_conversation_id", "conversation_id", "created_at"),)

    id: str = Field(primary_key=True)
    number: str
    token: str | None = Field(default=None, unique=True)
    version: int
    replaces: str | None = Field(default=None, foreign_key="quote.id")
    conversation_id: str = Field(foreign_key="conversation.id")
    contact_id: str = Field(foreign_key="contact.id", index=True)
    case_id: str
    service_id: str
    low: Decimal = Field(sa_column=sa.Column(Amount(), nullable=False))
    high: Decimal = Field(sa_column=sa.Column(Amount(), nullable=False))
    currency: str
    body: dict[str, Any] = Field(sa_column=json_column())
    created_at: datetime


quote = table_of(QuoteRow)
