"""Staff close a case by hand: what they did about it happened elsewhere, or nothing is left to do."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from domain.errors import NotFound
from storage import bookings, commitments, staff_log
from storage.alarms import stop_next_step, stop_promises
from storage.jobs import JobQueue
from storage.prepared import condition
from storage.tables import approval, conversation, customer_case

_LOCK = (
    sa.select(conversation.c.case_id, conversation.c.running_turn)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .with_for_update(key_share=True)
)
_CARDS = sa.select(approval.c.id).where(
    approval.c.conversation_id == sa.bindparam("conversation_id"), condition("approval.status = 'pending'")
)
_CLOSE = (
    sa.update(customer_case)
    .where(customer_case.c.id == sa.bindparam("closing"), customer_case.c.outcome.is_(None))
    .values(
        outcome="resolved", next_what=None, next_owner=None, next_due_at=None, closed_at=sa.bindparam("now")
    )
    .returning(customer_case.c.id)
)
_TO_BOT = (
    sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(owner="bot", owned_by=None)
)


def close_case(
    connection: sa.Connection, conversation_id: str, *, staff: str, now: datetime, jobs: JobQueue
) -> bool:
    """The conversation's open case ends as resolved; its holds and alarms go, its promises count as kept, and the bot
    speaks again. False, and nothing changes: no case is open, a question to staff is undecided, or an answer is being
    made right now. Raises NotFound.
    """
    found = connection.execute(_LOCK, {"conversation_id": conversation_id}).first()
    if found is None:
        raise NotFound(f"no conversation {conversation_id}")
    if found.case_id is None or found.running_turn is not None:
        return False
    if connection.execute(_CARDS, {"conversation_id": conversation_id}).first() is not None:
        return False
    if connection.execute(_CLOSE, {"closing": found.case_id, "now": now}).first() is None:
        return False
    bookings.release_holds(connection, found.case_id, now, jobs)
    stop_next_step(connection, conversation_id, jobs)
    stop_promises(connection, conversation_id, jobs)
    commitments.keep_all(connection, conversation_id, now)
    connection.execute(_TO_BOT, {"conversation_id": conversation_id})
    staff_log.record(connection, staff=staff, action="case.close", subject=conversation_id, now=now)
    staff_log.announce(connection, "owner", conversation_id, found.case_id, now)
    return True
