"""Quotes, stored once and read as they were given (R29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.quote import Quote
from domain.step import StoreQuote
from storage.prepared import insert_or_ignore
from storage.tables import quote

_INSERT = insert_or_ignore(quote, "id")
_MOST = 50


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A version of an estimate, with whose it is."""

    quote: Quote
    conversation_id: str
    contact_id: str
    case_id: str
    created_at: datetime


_COLUMNS = (quote.c.body, quote.c.conversation_id, quote.c.contact_id, quote.c.case_id, quote.c.created_at)


def store(
    connection: sa.Connection,
    action: StoreQuote,
    *,
    conversation_id: str,
    contact_id: str,
    case_id: str,
    now: datetime,
) -> dict[str, Any]:
    """Store the quote; one that is stored already stays as it is."""
    made = action.quote
    _INSERT.run(connection, {
        "id": made.id, "number": made.number, "token": made.token or None, "version": made.version,
        "replaces": made.replaces, "conversation_id": conversation_id, "contact_id": contact_id,
        "case_id": case_id, "service_id": made.service_id, "low": made.low, "high": made.high,
        "currency": made.currency, "body": made.model_dump(mode="json"), "created_at": now,
    })  # fmt: skip
    return {"quote_id": made.id, "number": made.number, "version": made.version}


def find_by_token(connection: sa.Connection, token: str) -> StoredQuote | None:
    """The quote behind a link, or None."""
    row = connection.execute(sa.select(*_COLUMNS).where(quote.c.token == token)).first()
    return None if row is None else _stored(row)


def quotes_of(connection: sa.Connection, conversation_id: str) -> list[StoredQuote]:
    """The conversation's latest quotes, newest first."""
    rows = connection.execute(
        sa.select(*_COLUMNS)
        .where(quote.c.conversation_id == conversation_id)
        .order_by(quote.c.created_at.desc(), quote.c.version.desc())
        .limit(_MOST)
    )
    return [_stored(row) for row in rows]


def _stored(row: Any) -> StoredQuote:
    return StoredQuote(
        quote=Quote.model_validate(row.body),
        conversation_id=row.conversation_id,
        contact_id=row.contact_id,
        case_id=row.case_id,
        created_at=row.created_at,
    )
