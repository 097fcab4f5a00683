"""Who waits for goods: records of kind `waitlist` that name a `sku`, open until the customer has been told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.step import EndWait
from storage.happenings import tell_conversation
from storage.jobs import JobQueue
from storage.tables import conversation, record

BACK_IN_STOCK = "back_in_stock"
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wait:
    """One customer's place on the list."""

    record_id: str
    conversation_id: str
    channel: str
    sku: str


OPEN_WAIT = (record.c.kind == sa.literal("waitlist"), record.c.status == sa.literal("open"))
_SKU = record.c.fields["sku"].as_string()
_OPEN = (
    sa.select(record.c.id, record.c.conversation_id, conversation.c.channel, _SKU)
    .join(conversation, conversation.c.id == record.c.conversation_id)
    .where(
        conversation.c.business == sa.bindparam("of_business"),
        *OPEN_WAIT,
        _SKU.is_not(None),
    )
    .order_by(record.c.created_at, record.c.id)
    .limit(_MOST_AT_ONCE)
)
_OWN = (
    record.c.contact_id == sa.bindparam("of_contact"),
    *OPEN_WAIT,
    sa.bindparam("of_sku") == _SKU,
)
_WAITS = sa.select(record.c.id).where(*_OWN).limit(1)
_END = sa.update(record).where(*_OWN).values(status="told")


def open_waits(connection: sa.Connection, business: str) -> list[Wait]:
    """Who waits for goods, longest first, each variant once a conversation; at most 500."""
    found: dict[tuple[str, str], Wait] = {}
    for row in connection.execute(_OPEN, {"of_business": business}):
        wait = Wait(*row)
        found.setdefault((wait.conversation_id, wait.sku), wait)
    return list(found.values())


def waits_for(connection: sa.Connection, contact_id: str, sku: str) -> bool:
    """Whether the contact waits for the variant."""
    found = connection.execute(_WAITS, {"of_contact": contact_id, "of_sku": sku}).first()
    return found is not None


def end(connection: sa.Connection, action: EndWait, *, contact_id: str) -> dict[str, Any]:
    """The contact waits for it no longer, however often they asked to be told."""
    ended = connection.execute(_END, {"of_contact": contact_id, "of_sku": action.sku}).rowcount
    return {"sku": action.sku, "ended": ended}


def announce(connection: sa.Connection, wait: Wait, *, key: str, now: datetime, jobs: JobQueue) -> bool:
    """Put "it is there again" into the conversation's inbox. False when that was done under this `key` before."""
    return tell_conversation(
        connection,
        wait.conversation_id,
        channel=wait.channel,
        name=BACK_IN_STOCK,
        data={"sku": wait.sku},
        happening_id=f"restock:{wait.record_id}:{key}",
        now=now,
        jobs=jobs,
    )
