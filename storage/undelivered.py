"""Messages that did not go out, or may not have: what staff see of them, and what staff do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from storage import staff_log
from storage.jobs import Job, JobQueue
from storage.outbox import OutboxStatus
from storage.prepared import condition
from storage.tables import outbox

_TROUBLE = condition("outbox.status IN ('failed','unknown')")
_THIS_TROUBLE = (
    outbox.c.id == sa.bindparam("outbox_id"),
    outbox.c.conversation_id == sa.bindparam("of_conversation"),
    _TROUBLE,
)
_AGAIN_BY_STAFF = (
    sa.update(outbox)
    .where(*_THIS_TROUBLE, outbox.c.category == sa.literal("service"))
    .values(status="retry", next_at=sa.bindparam("now"))
    .returning(outbox.c.attempts)
)
_TROUBLE_OF = (
    sa.select(
        outbox.c.id,
        outbox.c.message_seq,
        outbox.c.status,
        outbox.c.error,
        outbox.c.category,
        outbox.c.created_at,
    )
    .where(
        _TROUBLE,
        outbox.c.conversation_id == sa.bindparam("of_conversation"),
    )
    .order_by(outbox.c.message_seq)
    .limit(sa.bindparam("at_most"))
)
_TROUBLED = (
    sa.select(outbox.c.conversation_id)
    .where(_TROUBLE, outbox.c.created_at > sa.bindparam("since"))
    .distinct()
)
_DISMISS = sa.update(outbox).where(*_THIS_TROUBLE).values(status="dismissed").returning(outbox.c.id)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message that did not go out, or may not have. `error`: `code: detail`, for the codes of `domain/errors.py:
    RefusalKind`, `not_set_up` and `gave_up`; anything else when nobody knows."""

    outbox_id: str
    message_seq: int
    status: OutboxStatus
    error: str
    category: Literal["service", "marketing"]
    created_at: datetime

    @property
    def may_go_again(self) -> bool:
        """Marketing is never repeated: the customer may have it already."""
        return self.category == "service"


def trouble_of(connection: sa.Connection, conversation_id: str, limit: int = 50) -> list[Trouble]:
    """The conversation's failed and unknown messages, in order."""
    rows = connection.execute(_TROUBLE_OF, {"of_conversation": conversation_id, "at_most": limit})
    return [
        Trouble(row.id, row.message_seq, row.status, row.error or "", row.category, row.created_at)
        for row in rows
    ]


def troubled_conversations(connection: sa.Connection, since: datetime) -> set[str]:
    """Ids of the conversations with a failed or unknown message written after `since`."""
    return {row.conversation_id for row in connection.execute(_TROUBLED, {"since": since})}


def send_again(
    connection: sa.Connection,
    outbox_id: str,
    *,
    conversation_id: str,
    staff: str,
    now: datetime,
    jobs: JobQueue,
) -> bool:
    """Staff want a failed or unknown service message tried once more, under the same client key. False when there is
    no such message any more: it went out, is being sent, or is marketing."""
    row = connection.execute(
        _AGAIN_BY_STAFF, {"outbox_id": outbox_id, "of_conversation": conversation_id, "now": now}
    ).first()
    if row is None:
        return False
    jobs.enqueue(connection, Job(
        name="send", id=f"send:{outbox_id}:{row.attempts}", subject=outbox_id, partition=conversation_id
    ))  # fmt: skip
    staff_log.record(
        connection, staff=staff, action="delivery.send_again", subject=conversation_id, now=now,
        details={"outbox_id": outbox_id},
    )  # fmt: skip
    staff_log.announce(connection, "delivery", conversation_id, outbox_id, now)
    return True


def dismiss(
    connection: sa.Connection, outbox_id: str, *, conversation_id: str, staff: str, now: datetime
) -> bool:
    """Staff have seen that the message did not go out, and need nothing more. It stays in the transcript. False when
    there is no such message any more."""
    row = connection.execute(_DISMISS, {"outbox_id": outbox_id, "of_conversation": conversation_id}).first()
    if row is None:
        return False
    staff_log.record(
        connection, staff=staff, action="delivery.dismiss", subject=conversation_id, now=now,
        details={"outbox_id": outbox_id},
    )  # fmt: skip
    staff_log.announce(connection, "delivery", conversation_id, outbox_id, now)
    return True
