"""Visitors of the web chat."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.tables.base import Row, table_of


class WebSessionRow(Row, table=True):
    """The cookie's token is stored as its SHA-256; `external_id` is who the visitor is to the rest of us."""

    __tablename__ = "web_session"

    token_hash: str = Field(primary_key=True)
    external_id: str
    created_at: datetime
    seen_at: datetime


web_session = table_of(WebSessionRow)
