"""Promises made to customers: open, then kept or missed. The alarm of each is a timer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from domain.turn import NewCommitment, promise_of
from storage.prepared import Prepared, condition, insert_or_ignore
from storage.tables import commitment

Status = Literal["open", "kept", "missed"]

_OPEN = condition("commitment.status = 'open'")
_OPEN_ABOUT = (commitment.c.what == sa.bindparam("about"), _OPEN)
_NEW = insert_or_ignore(commitment, "id")
_SETTLED = sa.case((commitment.c.due_at < sa.bindparam("now"), "missed"), else_="kept")
_KEEP = Prepared(sa.update(commitment).where(*_OPEN_ABOUT).values(status=_SETTLED))
_KEEP_ALL = (
    sa.update(commitment)
    .where(
        commitment.c.conversation_id == sa.bindparam("of_conversation"),
        commitment.c.owner == sa.literal("staff"),
        _OPEN,
    )
    .values(status=_SETTLED)
)
_MISS = Prepared(sa.update(commitment).where(*_OPEN_ABOUT).values(status="missed"))
_PUT_OFF = Prepared(
    sa.update(commitment)
    .where(*_OPEN_ABOUT, commitment.c.due_at < sa.bindparam("later"))
    .values(status="missed")
)
_STANDS = Prepared(sa.select(commitment.c.id).where(*_OPEN_ABOUT).limit(1))
_PASS_ON = sa.update(commitment).where(*_OPEN_ABOUT).values(what=sa.bindparam("new_what"))
_OF_CONVERSATION = (
    sa.select(
        commitment.c.what,
        commitment.c.due_at,
        commitment.c.owner,
        commitment.c.status,
        commitment.c.created_at,
    )
    .where(commitment.c.conversation_id == sa.bindparam("conversation_id"))
    .order_by(commitment.c.created_at.desc(), commitment.c.due_at.desc())
    .limit(sa.bindparam("at_most"))
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise. `what`: `approval:<id>` for an answer that staff owe."""

    what: str
    due_at: datetime
    owner: Literal["bot", "staff"]
    status: Status
    created_at: datetime


def promise(
    connection: sa.Connection,
    new: Sequence[NewCommitment],
    *,
    conversation_id: str,
    case_id: str,
    now: datetime,
) -> None:
    """Write new promises. An open one about the same thing that is put off was missed; one for the same time stands."""
    fresh = []
    for one in new:
        _PUT_OFF.run(connection, {"about": one.what, "later": one.due_at})
        if _STANDS.first(connection, {"about": one.what}) is None:
            fresh.append(one)
    if not fresh:
        return
    _NEW.run_many(connection, [
        {
            "id": one.id, "conversation_id": conversation_id, "case_id": case_id, "what": one.what,
            "due_at": one.due_at, "owner": one.owner, "status": "open", "created_at": now,
        }
        for one in fresh
    ])  # fmt: skip


def keep(connection: sa.Connection, approval_ids: Sequence[str], now: datetime) -> None:
    """The answers went out: kept, or missed where the time had passed."""
    for approval_id in approval_ids:
        _KEEP.run(connection, {"about": promise_of(approval_id), "now": now})


def keep_all(connection: sa.Connection, conversation_id: str, now: datetime) -> None:
    """A person wrote to the customer: what staff owed in this conversation has come."""
    connection.execute(_KEEP_ALL, {"of_conversation": conversation_id, "now": now})


def miss(connection: sa.Connection, approval_id: str) -> None:
    """The alarm rang and the answer had not come."""
    _MISS.run(connection, {"about": promise_of(approval_id)})


def pass_on(connection: sa.Connection, approval_id: str, successor_id: str) -> None:
    """A new card asks the same question: the promise goes on with it."""
    connection.execute(_PASS_ON, {"about": promise_of(approval_id), "new_what": promise_of(successor_id)})


def of_conversation(connection: sa.Connection, conversation_id: str, limit: int = 6) -> list[Commitment]:
    """The latest promises, newest first."""
    rows = connection.execute(_OF_CONVERSATION, {"conversation_id": conversation_id, "at_most": limit})
    return [Commitment(row.what, row.due_at, row.owner, row.status, row.created_at) for row in rows]
