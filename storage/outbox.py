"""What has to be sent, and how each try went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from domain.event import ChannelName
from domain.speech import Outgoing
from storage import staff_log
from storage.jobs import Job, JobQueue
from storage.prepared import Prepared, condition, insert_into
from storage.tables import conversation, message, outbox

OutboxStatus = Literal["pending", "sending", "sent", "retry", "failed", "unknown", "dismissed"]

LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation's replies go."""

    conversation_id: str
    channel: ChannelName
    account: str
    external_id: str


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One message to send. `id` is the client key: the same id is the same message. `attempts` counts this one."""

    id: str
    conversation_id: str
    channel: ChannelName
    account: str
    external_id: str
    outgoing: Outgoing
    category: Literal["service", "marketing"]
    attempts: int
    message_seq: int
    status: OutboxStatus


_COLUMNS = (
    outbox.c.id, outbox.c.conversation_id, outbox.c.channel, outbox.c.account, outbox.c.external_id,
    outbox.c.body, outbox.c.category, outbox.c.attempts, outbox.c.message_seq, outbox.c.status,
)  # fmt: skip
_THIS = outbox.c.id == sa.bindparam("outbox_id")
_NEW_LINE = insert_into(message)
_NEW_ITEM = insert_into(outbox)
_CLAIM = Prepared(
    sa.update(outbox)
    .where(_THIS, condition("outbox.status IN ('pending','retry')"))
    .values(status="sending", attempts=outbox.c.attempts + 1, sending_since=sa.bindparam("now"), next_at=None)
    .returning(*_COLUMNS)
)
_SENDING = Prepared(
    sa.update(outbox)
    .where(_THIS, condition("outbox.status = 'sending'"))
    .values(sending_since=sa.bindparam("now"))
)
_ONE = Prepared(sa.select(*_COLUMNS).where(_THIS))
_SENT = (
    Prepared(sa.update(outbox)
    .where(_THIS)
    .values(
        status="sent", sent_at=sa.bindparam("now"), provider_message_id=sa.bindparam("provider_id"), error=None,
        sending_since=None,
    ))
)  # fmt: skip
_AGAIN = Prepared(
    sa.update(outbox)
    .where(_THIS, condition("outbox.status = 'sending'"))
    .values(status="retry", next_at=sa.bindparam("at"), error=sa.bindparam("why"), sending_since=None)
    .returning(outbox.c.attempts, outbox.c.conversation_id)
)
_END = Prepared(
    sa.update(outbox)
    .where(_THIS)
    .values(status=sa.bindparam("new_status"), error=sa.bindparam("why"), sending_since=None)
    .returning(outbox.c.conversation_id)
)
_STUCK = Prepared(
    sa.select(*_COLUMNS)
    .where(condition("outbox.status = 'sending'"), outbox.c.sending_since <= sa.bindparam("before"))
    .order_by(outbox.c.sending_since)
    .limit(sa.bindparam("at_most"))
)
_UNFINISHED = condition("outbox.status IN ('pending','retry','sending')")
_ADDRESS = Prepared(
    sa.select(conversation.c.channel, conversation.c.account, conversation.c.external_id).where(
        conversation.c.id == sa.bindparam("of_conversation")
    )
)
_FIRST = Prepared(
    sa.select(outbox.c.id)
    .where(outbox.c.conversation_id == sa.bindparam("conversation_id"), _UNFINISHED)
    .order_by(outbox.c.message_seq)
    .limit(1)
)

OWN_CHANNELS = frozenset({"web"})
"""Nothing leaves the server: a reply is with the customer's page once it is committed, so it is born sent."""


def address_of(connection: sa.Connection, conversation_id: str) -> Address | None:
    """Where that conversation's replies go; None when there is no such conversation."""
    row = _ADDRESS.first(connection, {"of_conversation": conversation_id})
    return None if row is None else Address(conversation_id, row.channel, row.account, row.external_id)


def enqueue_replies(
    connection: sa.Connection,
    replies: Sequence[Outgoing],
    *,
    turn_id: str,
    address: Address,
    first_seq: int,
    now: datetime,
    jobs: JobQueue,
) -> list[str]:
    """Write the replies into the transcript from `first_seq` on and have each sent. Returns the outbox ids.

    The caller holds the conversation's row and raises its `last_seq`.
    """
    if not replies:
        return []
    own = address.channel in OWN_CHANNELS
    lines: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    for n, reply in enumerate(replies):
        lines.append({
            "conversation_id": address.conversation_id, "seq": first_seq + n, "author": reply.author,
            "text": reply.text, "options": reply.options or None, "staff_name": reply.staff_name, "at": now,
            "provider_id": None, "inbox_seq": None, "turn_id": turn_id, "n": n,
        })  # fmt: skip
        items.append({
            "id": f"{turn_id}:{n}", "conversation_id": address.conversation_id, "channel": address.channel,
            "account": address.account, "external_id": address.external_id, "message_seq": first_seq + n,
            "body": reply.model_dump(mode="json"), "category": reply.category, "status": "sent" if own else "pending", "attempts": 0,
            "next_at": None, "sending_since": None, "error": None, "provider_message_id": None,
            "created_at": now, "sent_at": now if own else None,
        })  # fmt: skip
    _NEW_LINE.run_many(connection, lines)
    _NEW_ITEM.run_many(connection, items)
    for item in () if own else items:
        jobs.enqueue(connection, Job(
            name="send", id=f"send:{item['id']}", subject=item["id"], partition=address.conversation_id
        ))  # fmt: skip
    return [item["id"] for item in items]


def claim(connection: sa.Connection, outbox_id: str, now: datetime) -> OutboxItem | None:
    """Take the item for sending; None when it was sent, is being sent, or has ended otherwise."""
    row = _CLAIM.first(connection, {"outbox_id": outbox_id, "now": now})
    return None if row is None else _to_item(row)


def note_sending(connection: sa.Connection, outbox_id: str, now: datetime) -> None:
    """Once more, for the disk: an item that may not be sent twice is known to be on its way, whatever happens."""
    _SENDING.run(connection, {"outbox_id": outbox_id, "now": now})


def get(connection: sa.Connection, outbox_id: str) -> OutboxItem | None:
    """The item as it stands."""
    row = _ONE.first(connection, {"outbox_id": outbox_id})
    return None if row is None else _to_item(row)


def mark_sent(
    connection: sa.Connection, outbox_id: str, *, provider_message_id: str | None, now: datetime
) -> None:
    """The channel took it."""
    _SENT.run(connection, {"outbox_id": outbox_id, "provider_id": provider_message_id, "now": now})


def mark_retry(
    connection: sa.Connection, outbox_id: str, *, at: datetime, error: str, now: datetime, jobs: JobQueue
) -> None:
    """The channel did not take it; try again at `at`. Nothing happens unless the item is being sent."""
    row = _AGAIN.first(connection, {"outbox_id": outbox_id, "at": at, "why": error[:LONGEST_ERROR]})
    if row is not None:
        jobs.enqueue(connection, Job(
            name="send", id=f"send:{outbox_id}:{row.attempts}", subject=outbox_id,
            partition=row.conversation_id, delay_seconds=max(0.0, (at - now).total_seconds()),
        ))  # fmt: skip


def mark_failed(connection: sa.Connection, outbox_id: str, *, error: str, now: datetime) -> None:
    """The channel refused it for good; staff see it."""
    _end(connection, outbox_id, "failed", error, now)


def mark_unknown(connection: sa.Connection, outbox_id: str, *, error: str, now: datetime) -> None:
    """Nobody knows whether the customer has it; staff see it."""
    _end(connection, outbox_id, "unknown", error, now)


def find_stuck(connection: sa.Connection, before: datetime, limit: int = 100) -> list[OutboxItem]:
    """Items being sent since `before` or longer: their sender died between the call and the record."""
    return [_to_item(row) for row in _STUCK.all(connection, {"before": before, "at_most": limit})]


def first_unfinished(connection: sa.Connection, conversation_id: str) -> str | None:
    """The outbox id that must go out before the conversation's others."""
    row = _FIRST.first(connection, {"conversation_id": conversation_id})
    return None if row is None else row.id


def _end(connection: sa.Connection, outbox_id: str, status: OutboxStatus, error: str, now: datetime) -> None:
    row = _END.first(connection, {"outbox_id": outbox_id, "new_status": status, "why": error[:LONGEST_ERROR]})
    if row is not None:
        staff_log.announce(connection, "delivery", row.conversation_id, outbox_id, now)


def _to_item(row: Any) -> OutboxItem:
    return OutboxItem(
        id=row.id, conversation_id=row.conversation_id, channel=row.channel, account=row.account,
        external_id=row.external_id, outgoing=Outgoing.model_validate(row.body), category=row.category,
        attempts=row.attempts, message_seq=row.message_seq, status=row.status,
    )  # fmt: skip
