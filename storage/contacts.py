"""People. Two of them may share a phone: nobody is merged."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.conversation import Contact
from domain.errors import NotFound
from domain.step import UpdateContact
from domain.text import clean_text
from storage.cases import CONTACT_COLUMNS, to_contact
from storage.prepared import Prepared
from storage.tables import contact

_ONE = sa.select(*CONTACT_COLUMNS).where(contact.c.id == sa.bindparam("contact_id"))
_LIST = sa.select(*CONTACT_COLUMNS).order_by(contact.c.created_at.desc(), contact.c.id)


@cache
def _update_of(columns: frozenset[str]) -> Prepared:
    """Of these facts: no more statements than there are sets of them."""
    return Prepared(
        sa.update(contact)
        .where(contact.c.id == sa.bindparam("of_contact"))
        .values(updated_at=sa.bindparam("now"), **{name: sa.bindparam(f"new_{name}") for name in columns})
    )


def find(connection: sa.Connection, contact_id: str) -> Contact:
    """Raises NotFound."""
    row = connection.execute(_ONE, {"contact_id": contact_id}).first()
    if row is None:
        raise NotFound(f"no contact {contact_id}")
    return to_contact(tuple(row))


def list_contacts(connection: sa.Connection, limit: int = 100, offset: int = 0) -> list[Contact]:
    """Newest first."""
    return [to_contact(tuple(row)) for row in connection.execute(_LIST.limit(limit).offset(offset))]


def update(
    connection: sa.Connection, contact_id: str, change: UpdateContact, now: datetime
) -> dict[str, Any]:
    """Store the facts that are given; None leaves what is known."""
    values: dict[str, Any] = change.model_dump(exclude={"tool"}, exclude_none=True)
    values = {key: clean_text(v, limit=200) if isinstance(v, str) else v for key, v in values.items()}
    _update_of(frozenset(values)).run(connection, {
        "of_contact": contact_id, "now": now, **{f"new_{key}": value for key, value in values.items()},
    })  # fmt: skip
    return {"contact_id": contact_id, "changed": sorted(values)}


def mark_vip(connection: sa.Connection, contact_id: str, *, vip: bool, now: datetime) -> None:
    """Whether the business calls this person a VIP; customers cannot say so themselves."""
    connection.execute(sa.update(contact).where(contact.c.id == contact_id).values(vip=vip, updated_at=now))
