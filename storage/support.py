"""Checks of identity, tickets that go on, and ratings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from domain.errors import NotFound
from domain.identifiers import derived_id
from domain.step import NoteIdentityCheck, StoreRating, UpdateTicket
from domain.text import clean_text
from domain.ticket import OPEN_TICKET, SupportHistory, Ticket
from storage import approvals
from storage.jobs import JobQueue
from storage.prepared import Prepared, insert_or_ignore, written_columns
from storage.tables import identity_check, rating, record

MOST_TICKETS = 5
_LONGEST_FIELD = 500
_NEW_CHECK = insert_or_ignore(identity_check, "id")


def _save_rating(insert: Any) -> Any:
    statement = insert(rating)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["id"], set_={"score": new.score, "reason": new.reason, "at": new.at}
    )


_SAVE_RATING = Prepared(_save_rating, columns=written_columns(rating))
_FAILED_HERE = sa.select(sa.func.count()).where(
    identity_check.c.conversation_id == sa.bindparam("of_conversation"),
    identity_check.c.passed.is_(sa.false()),
    identity_check.c.at > sa.bindparam("since"),
)
_FAILED_ABOUT = sa.select(sa.func.count()).where(
    identity_check.c.subject == sa.bindparam("about"),
    identity_check.c.passed.is_(sa.false()),
    identity_check.c.at > sa.bindparam("since"),
)
_CONFIRMED = (
    sa.select(identity_check.c.subject)
    .where(
        identity_check.c.conversation_id == sa.bindparam("of_conversation"),
        identity_check.c.passed.is_(sa.true()),
        identity_check.c.at > sa.bindparam("since"),
    )
    .order_by(identity_check.c.at.desc())
    .limit(20)
)
_TICKETS = (
    sa.select(record.c.id, record.c.fields, record.c.tags, record.c.status, record.c.due_at, record.c.created_at)
    .where(
        record.c.contact_id == sa.bindparam("of_contact"),
        record.c.kind == sa.literal("ticket"),
        sa.or_(record.c.status.in_(sorted(OPEN_TICKET)), record.c.created_at > sa.bindparam("since")),
    )
    .order_by(record.c.created_at.desc(), record.c.id)
    .limit(MOST_TICKETS)
)  # fmt: skip
_ONE_TICKET = sa.select(record.c.fields, record.c.case_id).where(
    record.c.id == sa.bindparam("ticket_id"),
    record.c.contact_id == sa.bindparam("of_contact"),
    record.c.kind == sa.literal("ticket"),
)


def history(
    connection: sa.Connection,
    *,
    contact_id: str,
    conversation_id: str,
    now: datetime,
    locked: timedelta,
    remembered: timedelta,
    reopened: timedelta,
) -> SupportHistory:
    """Failed checks of the last `locked`, orders confirmed within `remembered`, tickets that are open or not older
    than `reopened`."""
    of = {"of_conversation": conversation_id}
    tickets = connection.execute(_TICKETS, {"of_contact": contact_id, "since": now - reopened})
    return SupportHistory(
        failed_checks=connection.execute(_FAILED_HERE, {**of, "since": now - locked}).scalar_one(),
        confirmed_orders=list(connection.execute(_CONFIRMED, {**of, "since": now - remembered}).scalars()),
        tickets=[
            Ticket(
                id=row.id, category=row.tags[0] if row.tags else "", status=row.status, fields=row.fields,
                due_at=row.due_at, created_at=row.created_at,
            )
            for row in tickets
        ],
    )  # fmt: skip


def failures_about(connection: sa.Connection, subject: str, since: datetime) -> int:
    """Failed checks about one order or address, from any conversation."""
    count: int = connection.execute(_FAILED_ABOUT, {"about": subject, "since": since}).scalar_one()
    return count


def note_check(
    connection: sa.Connection,
    action: NoteIdentityCheck,
    *,
    turn_id: str,
    n: int,
    conversation_id: str,
    now: datetime,
) -> dict[str, Any]:
    """Remember how a check went."""
    _NEW_CHECK.run(connection, {
        "id": derived_id("check", turn_id, str(n)), "conversation_id": conversation_id,
        "subject": action.subject, "passed": action.passed, "at": now,
    })  # fmt: skip
    return {"passed": action.passed}


def update_ticket(
    connection: sa.Connection, action: UpdateTicket, *, contact_id: str, now: datetime, jobs: JobQueue
) -> dict[str, Any]:
    """Add to a ticket of this contact; the card of one that is solved asks nobody any more. Raises NotFound for
    somebody else's."""
    found = connection.execute(_ONE_TICKET, {"ticket_id": action.ticket_id, "of_contact": contact_id}).first()
    if found is None:
        raise NotFound(f"no ticket {action.ticket_id} of this contact")
    added = {key: clean_text(value, limit=_LONGEST_FIELD) for key, value in action.fields.items()}
    values: dict[str, Any] = {"fields": {**found.fields, **added}}
    for name in ("status", "priority", "due_at"):
        if getattr(action, name) is not None:
            values[name] = getattr(action, name)
    connection.execute(sa.update(record).where(record.c.id == action.ticket_id).values(**values))
    if action.status == "solved":
        approvals.withdraw(
            connection, found.case_id, topics=("ticket", "urgent"), why="solved", now=now, jobs=jobs
        )
    return {"record_id": action.ticket_id, "changed": sorted(values)}


def store_rating(
    connection: sa.Connection, action: StoreRating, *, conversation_id: str, case_id: str, now: datetime
) -> dict[str, Any]:
    """Store what the customer thinks of our help: one rating a case, completed by its reason (R41)."""
    rating_id = derived_id("rating", case_id)
    _SAVE_RATING.run(connection, {
        "id": rating_id, "conversation_id": conversation_id, "case_id": case_id, "category": action.category,
        "score": action.score, "reason": clean_text(action.reason, limit=200), "at": now,
    })  # fmt: skip
    return {"rating_id": rating_id}
