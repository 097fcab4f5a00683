"""Taking a turn's events, and reading what the turn needs to know. Every query is bounded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.conversation import PastMessage
from domain.errors import NotFound
from domain.event import InboxEvent
from domain.identifiers import derived_id
from domain.turn import ActionResult, Beginning, Committed, Situation, TurnInput
from storage import approvals, calendar
from storage.cases import (
    CASE_COLUMNS,
    CONTACT_COLUMNS,
    CONVERSATION_COLUMNS,
    to_case,
    to_contact,
    to_conversation,
)
from storage.prepared import Prepared, condition
from storage.tables import contact, conversation, customer_case, inbox, message, turn

RECENT_LINES = 12

_LOCK = Prepared(
    sa.select(
        conversation.c.case_id,
        conversation.c.scheduled,
        conversation.c.running_turn,
        conversation.c.running_attempt,
    )
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .with_for_update(key_share=True)
)
# A statement of its own: on Postgres what a locking statement reads elsewhere may be older than the lock.
_STANDING = Prepared(
    sa.select(
        sa.exists().where(turn.c.id == sa.bindparam("turn_id")).label("committed"),
        sa.exists()
        .where(customer_case.c.id == sa.bindparam("case_id"), customer_case.c.outcome.is_(None))
        .label("case_is_open"),
    )
)
_EVENT = (
    inbox.c.seq, inbox.c.kind, inbox.c.channel, inbox.c.provider_id, inbox.c.occurred_at, inbox.c.text,
    inbox.c.payload,
)  # fmt: skip
_TAKE_WAITING = Prepared(
    sa.update(inbox)
    .where(inbox.c.conversation_id == sa.bindparam("of_conversation"), inbox.c.turn_id.is_(None))
    .values(turn_id=sa.bindparam("new_turn"))
    .returning(*_EVENT)
)
_TAKE_OVER = Prepared(
    sa.update(inbox)
    .where(inbox.c.turn_id == sa.bindparam("old_turn"))
    .values(turn_id=sa.bindparam("new_turn"))
)
_EVENTS = Prepared(sa.select(*_EVENT).where(inbox.c.turn_id == sa.bindparam("of_turn")))
_CLAIMED = (
    Prepared(sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(
        scheduled=None, running_turn=sa.bindparam("new_turn"), running_since=sa.bindparam("now"),
        running_attempt=sa.bindparam("attempt"),
    ))
)  # fmt: skip
_NOTHING_TO_DO = Prepared(
    sa.update(conversation).where(conversation.c.id == sa.bindparam("conversation_id")).values(scheduled=None)
)
_COMMITTED = Prepared(
    sa.select(turn.c.id, turn.c.case_id, turn.c.state, turn.c.trace, turn.c.results, turn.c.outbox_ids).where(
        turn.c.id == sa.bindparam("turn_id")
    )
)
_STATE_OF_CASE = (
    sa.select(turn.c.state)
    .where(turn.c.case_id == sa.bindparam("case_id"), condition("turn.state IS NOT NULL"))
    .limit(1)
)
_LAST_STATE = Prepared(_STATE_OF_CASE)
_WHO = Prepared(
    sa.select(
        *CONTACT_COLUMNS,
        *CONVERSATION_COLUMNS,
        *CASE_COLUMNS,
        conversation.c.last_seq,
        conversation.c.running_turn,
        _STATE_OF_CASE.scalar_subquery().label("state_left"),
    )
    .select_from(
        conversation.join(contact, contact.c.id == conversation.c.contact_id).outerjoin(
            customer_case, customer_case.c.id == sa.bindparam("case_id")
        )
    )
    .where(conversation.c.id == sa.bindparam("conversation_id"))
)
_RECENT = Prepared(
    sa.select(message.c.author, message.c.text, message.c.at, message.c.inbox_seq)
    .where(message.c.conversation_id == sa.bindparam("conversation_id"))
    .order_by(message.c.seq.desc())
    .limit(sa.bindparam("lines"))
)
_UNFINISHED = Prepared(
    sa.select(conversation.c.id, conversation.c.running_turn)
    .where(conversation.c.running_turn.is_not(None), conversation.c.running_since < sa.bindparam("before"))
    .order_by(conversation.c.running_since)
    .limit(sa.bindparam("at_most"))
)


def claim(
    connection: sa.Connection, *, conversation_id: str, turn_id: str, now: datetime
) -> TurnInput | None:
    """Take every waiting event of the conversation for this turn, plus those the same turn took before.

    A turn that took events and never committed loses them to the next scheduled one, and can then neither commit
    nor claim any more. None: nothing is waiting, the turn is committed already, or it has lost its events. Raises
    NotFound when there is no such conversation.
    """
    found = _LOCK.first(connection, {"conversation_id": conversation_id})
    if found is None:
        raise NotFound(f"no conversation {conversation_id}")
    standing = _STANDING.first(connection, {"turn_id": turn_id, "case_id": found.case_id})
    again = found.running_turn is not None
    another = again and found.running_turn != turn_id
    if standing.committed or (another and found.scheduled != turn_id):
        return None
    fresh = _TAKE_WAITING.all(connection, {"of_conversation": conversation_id, "new_turn": turn_id})
    if another:
        _TAKE_OVER.run(connection, {"old_turn": found.running_turn, "new_turn": turn_id})
    if not fresh and not again:
        _NOTHING_TO_DO.run(connection, {"conversation_id": conversation_id})
        return None
    attempt = found.running_attempt + 1 if again and not fresh else 1
    _CLAIMED.run(
        connection,
        {"conversation_id": conversation_id, "new_turn": turn_id, "now": now, "attempt": attempt},
    )
    taken = _EVENTS.all(connection, {"of_turn": turn_id}) if again else fresh
    events = [
        InboxEvent(
            seq=row.seq, kind=row.kind, channel=row.channel, provider_id=row.provider_id,
            occurred_at=row.occurred_at, text=row.text, payload=row.payload,
        )
        for row in sorted(taken, key=lambda row: row.seq)
    ]  # fmt: skip
    case_id = found.case_id if standing.case_is_open else derived_id("case", turn_id)
    return TurnInput(
        turn_id=turn_id, conversation_id=conversation_id, case_id=case_id, events=events, attempt=attempt
    )


def find_committed(connection: sa.Connection, turn_id: str) -> Committed | None:
    """The stored result of a turn, with `again` True; its state is empty when a later turn replaced it."""
    row = _COMMITTED.first(connection, {"turn_id": turn_id})
    if row is None:
        return None
    return Committed(
        turn_id=row.id,
        case_id=row.case_id,
        state=row.state or {},
        trace=row.trace,
        results=[ActionResult.model_validate(result) for result in row.results],
        outbox_ids=row.outbox_ids,
        again=True,
    )


def last_state(connection: sa.Connection, case_id: str) -> dict[str, Any] | None:
    """The graph's state after the case's latest committed turn; None for a case without one.

    Committed with the turn, so it is right where a checkpoint, written a moment later, may be one turn behind.
    """
    row = _LAST_STATE.first(connection, {"case_id": case_id})
    state: dict[str, Any] | None = None if row is None else row.state
    return state


def load_beginning(connection: sa.Connection, turn: TurnInput, now: datetime) -> Beginning:
    """What the turn may know: who writes, the case, coming visits, open questions to staff, the last lines.

    `recent` leaves out the lines of this turn's own events. Raises NotFound when there is no such conversation.
    """
    row = _WHO.first(connection, {"conversation_id": turn.conversation_id, "case_id": turn.case_id})
    if row is None:
        raise NotFound(f"no conversation {turn.conversation_id}")
    values: tuple[Any, ...] = tuple(row)
    a, b = len(CONTACT_COLUMNS), len(CONTACT_COLUMNS) + len(CONVERSATION_COLUMNS)
    c = b + len(CASE_COLUMNS)
    person = to_contact(values[:a])
    own = {event.seq for event in turn.events}
    lines = _RECENT.all(
        connection, {"conversation_id": turn.conversation_id, "lines": RECENT_LINES + len(own)}
    )
    recent = [
        PastMessage(author=line.author, text=line.text, at=line.at)
        for line in lines
        if line.inbox_seq not in own
    ][:RECENT_LINES]
    decided_ids = [
        event.payload["approval_id"]
        for event in turn.events
        if event.kind == "staff_decision" and "approval_id" in event.payload
    ]
    case = to_case(values[b:c]) if values[b] is not None else None
    situation = Situation(
        now=now,
        contact=person,
        conversation=to_conversation(values[a:b]),
        case=case,
        appointments=calendar.appointments_of(connection, person.id, now),
        pending_approvals=approvals.pending_of(connection, turn.conversation_id),
        decided=approvals.get_many(connection, decided_ids),
        recent=recent[::-1],
        last_seq=row.last_seq,
    )
    left = row.state_left if case is not None else None
    return Beginning(situation, left, holds_events=row.running_turn == turn.turn_id)


def unfinished(connection: sa.Connection, before: datetime, limit: int = 100) -> list[tuple[str, str]]:
    """(conversation id, turn id) of turns that took events before `before` and have not committed: what a stuck or
    failing conversation looks like.
    """
    rows = _UNFINISHED.all(connection, {"before": before, "at_most": limit})
    return [(row.id, row.running_turn) for row in rows]
