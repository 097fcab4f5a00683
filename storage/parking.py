"""Conversations that need more than the usual turn: given to a person, let go of, overlooked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.identifiers import derived_id
from domain.language import Language
from domain.speech import Outgoing
from domain.turn import NewTimer
from storage import staff_log
from storage.alarms import set_timers
from storage.jobs import JobQueue
from storage.outbox import Address, enqueue_replies
from storage.prepared import Prepared, condition, written_columns
from storage.tables import conversation, customer_case, inbox, outbox

_THIS_TURN_RUNS = (
    conversation.c.id == sa.bindparam("conversation_id"),
    conversation.c.running_turn == sa.bindparam("turn_id"),
)
_UNFINISHED = condition("outbox.status IN ('pending','retry','sending')")
_LET_GO = (
    sa.update(conversation)
    .where(*_THIS_TURN_RUNS)
    .values(
        running_turn=None, running_since=None, running_attempt=0, owner="staff",
        case_id=sa.bindparam("the_case"),
    )
    .returning(conversation.c.id)
)  # fmt: skip

_RELEASE = (
    sa.update(conversation)
    .where(*_THIS_TURN_RUNS)
    .values(running_turn=None, running_since=None, running_attempt=0)
)
_OVERLOOKED = (
    sa.select(inbox.c.conversation_id, sa.func.max(inbox.c.seq).label("last_seq"))
    .where(inbox.c.turn_id.is_(None))
    .group_by(inbox.c.conversation_id)
    .having(sa.func.max(inbox.c.received_at) < sa.bindparam("before"))
    .limit(sa.bindparam("at_most"))
)

_UNSENT = (
    sa.select(outbox.c.conversation_id, outbox.c.id)
    .where(
        _UNFINISHED,
        outbox.c.status == sa.literal_column("'pending'"),
        outbox.c.created_at < sa.bindparam("before"),
    )
    .limit(sa.bindparam("at_most"))
)

_RETRY_OVERDUE = (
    sa.select(outbox.c.conversation_id, outbox.c.id, outbox.c.attempts)
    .where(
        _UNFINISHED,
        outbox.c.status == sa.literal_column("'retry'"),
        outbox.c.next_at < sa.bindparam("before"),
    )
    .limit(sa.bindparam("at_most"))
)
_HAND_ON = sa.update(conversation).where(*_THIS_TURN_RUNS).values(scheduled=sa.bindparam("heir"))


def _owe_statement(insert: Callable[[sa.Table], Any]) -> sa.Insert:
    statement = insert(customer_case)
    new = statement.excluded
    result: sa.Insert = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "next_what": new.next_what,
            "next_owner": new.next_owner,
            "next_due_at": new.next_due_at,
        },
    )
    return result


_OWE = Prepared(_owe_statement, columns=written_columns(customer_case))
_WAITING = Prepared(
    sa.select(
        sa.func.min(inbox.c.received_at).label("first_at"), sa.func.max(inbox.c.received_at).label("last_at")
    ).where(inbox.c.conversation_id == sa.bindparam("of_conversation"), inbox.c.turn_id.is_(None))
)

_NEXT_LINE = (
    sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(last_seq=conversation.c.last_seq + 1, last_message_at=sa.bindparam("now"))
    .returning(
        conversation.c.last_seq, conversation.c.channel, conversation.c.account, conversation.c.external_id,
        conversation.c.language,
    )
)  # fmt: skip


def park(
    connection: sa.Connection,
    *,
    conversation_id: str,
    turn_id: str,
    case_id: str,
    contact_by: datetime,
    now: datetime,
    jobs: JobQueue,
    say: Callable[[Language | None], Outgoing] | None = None,
    to_customer: bool = True,
) -> bool:
    """The turn failed for good: staff own the conversation, its case says that they contact the customer by
    `contact_by`, an alarm rings then, and staff pages are told. The events stay in the transcript.

    `say`: the words for the customer in the conversation's language; said only `to_customer`, who wrote something.

    False: another turn has taken the events since, so there is nothing to park.
    """
    let_go = connection.execute(
        _LET_GO, {"conversation_id": conversation_id, "turn_id": turn_id, "the_case": case_id}
    ).first()
    if let_go is None:
        return False
    _OWE.run(connection, {
        "id": case_id, "conversation_id": conversation_id, "specialist": None, "outcome": None,
        "next_what": "staff_contacts", "next_owner": "staff", "next_due_at": contact_by, "summary": None,
        "opened_at": now, "closed_at": None,
    })  # fmt: skip
    alarm = NewTimer(
        id=derived_id("timer", case_id, "next_step"), kind="next_step", subject=case_id, due_at=contact_by
    )
    set_timers(connection, conversation_id, [alarm], now, jobs)
    if say is not None and to_customer:
        line = connection.execute(_NEXT_LINE, {"conversation_id": conversation_id, "now": now}).one()
        enqueue_replies(
            connection, [say(line.language)], turn_id=f"parked-{turn_id}", first_seq=line.last_seq, now=now, jobs=jobs,
            address=Address(conversation_id, line.channel, line.account, line.external_id),
        )  # fmt: skip
    staff_log.announce(connection, "owner", conversation_id, turn_id, now)
    return True


def waiting_since(connection: sa.Connection, conversation_id: str) -> tuple[datetime, datetime] | None:
    """When the first and the last waiting event arrived; None when nothing waits."""
    row = _WAITING.first(connection, {"of_conversation": conversation_id})
    return None if row.first_at is None else (row.first_at, row.last_at)


def release(connection: sa.Connection, *, conversation_id: str, turn_id: str) -> None:
    """The turn ends without an answer, because staff took the conversation over meanwhile: its events are theirs."""
    connection.execute(_RELEASE, {"conversation_id": conversation_id, "turn_id": turn_id})


def overlooked(connection: sa.Connection, before: datetime, limit: int = 100) -> list[tuple[str, int]]:
    """(conversation id, last waiting seq) where everything that waits arrived before `before`: its job was lost."""
    rows = connection.execute(_OVERLOOKED, {"before": before, "at_most": limit})
    return [(row.conversation_id, row.last_seq) for row in rows]


def hand_on(connection: sa.Connection, conversation_id: str, turn_id: str, heir: str) -> None:
    """The job of the running turn was lost: the turn `heir`, when it claims, takes what that one had taken."""
    connection.execute(_HAND_ON, {"conversation_id": conversation_id, "turn_id": turn_id, "heir": heir})


def retries_overdue(
    connection: sa.Connection, before: datetime, limit: int = 100
) -> list[tuple[str, str, int]]:
    """(conversation id, outbox id, tries so far) of replies that should have been tried again before `before`."""
    rows = connection.execute(_RETRY_OVERDUE, {"before": before, "at_most": limit})
    return [(row.conversation_id, row.id, row.attempts) for row in rows]


def unsent(connection: sa.Connection, before: datetime, limit: int = 100) -> list[tuple[str, str]]:
    """(conversation id, outbox id) of replies written before `before` that nobody has tried to send."""
    rows = connection.execute(_UNSENT, {"before": before, "at_most": limit})
    return [(row.conversation_id, row.id) for row in rows]
