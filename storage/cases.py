"""Reading rows back as the domain's nouns: contact, conversation, case."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from domain.conversation import Case, Contact, Conversation, NextStep
from storage.prepared import condition
from storage.tables import contact, conversation, customer_case

CONTACT_COLUMNS = (
    contact.c.id, contact.c.name, contact.c.phone, contact.c.email, contact.c.vip, contact.c.opted_out,
)  # fmt: skip
CONVERSATION_COLUMNS = (
    conversation.c.id, conversation.c.contact_id, conversation.c.channel, conversation.c.business,
    conversation.c.language, conversation.c.script, conversation.c.owner, conversation.c.case_id,
)  # fmt: skip
CASE_COLUMNS = (
    customer_case.c.id, customer_case.c.conversation_id, customer_case.c.specialist, customer_case.c.outcome,
    customer_case.c.next_what, customer_case.c.next_owner, customer_case.c.next_due_at,
    customer_case.c.opened_at, customer_case.c.closed_at,
)  # fmt: skip


def to_contact(values: tuple[Any, ...]) -> Contact:
    """From `CONTACT_COLUMNS`."""
    id_, name, phone, email, vip, opted_out = values
    return Contact(id=id_, name=name, phone=phone, email=email, vip=vip, opted_out=opted_out)


def to_conversation(values: tuple[Any, ...]) -> Conversation:
    """From `CONVERSATION_COLUMNS`."""
    id_, contact_id, channel, business, language, script, owner, case_id = values
    return Conversation(
        id=id_, contact_id=contact_id, channel=channel, business=business, language=language, script=script,
        owner=owner, case_id=case_id,
    )  # fmt: skip


def to_case(values: tuple[Any, ...]) -> Case:
    """From `CASE_COLUMNS`."""
    id_, conversation_id, specialist, outcome, what, owner, due_at, opened_at, closed_at = values
    step = NextStep(what=what, owner=owner, due_at=due_at) if what is not None else None
    return Case(
        id=id_, conversation_id=conversation_id, specialist=specialist, outcome=outcome, next_step=step,
        opened_at=opened_at, closed_at=closed_at,
    )  # fmt: skip


_WAITING_FOR_STAFF = (
    sa.select(customer_case.c.conversation_id)
    .where(condition("customer_case.outcome IS NULL AND customer_case.next_owner = 'staff'"))
    .order_by(customer_case.c.next_due_at, customer_case.c.id)
    .limit(sa.bindparam("at_most"))
)
_CASE = sa.select(*CASE_COLUMNS).where(customer_case.c.id == sa.bindparam("case_id"))


def get(connection: sa.Connection, case_id: str) -> Case | None:
    """The case, or None when it was never opened."""
    row = connection.execute(_CASE, {"case_id": case_id}).first()
    return None if row is None else to_case(tuple(row))


def waiting_for_staff(connection: sa.Connection, limit: int = 200) -> list[str]:
    """Conversations with an open case whose next step is staff's, the one that is due first in front."""
    return list(connection.execute(_WAITING_FOR_STAFF, {"at_most": limit}).scalars())
