"""Who waits for a visit: records of kind `waitlist` that name a `service`, open until they have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from domain.appointment import TimeSlot
from storage.happenings import tell_conversation
from storage.jobs import JobQueue
from storage.prepared import Prepared
from storage.tables import contact, conversation, record
from storage.waiting import OPEN_WAIT

TIME_FREED = "time_freed"
_MOST_AT_ONCE = 200
_SERVICE = record.c.fields["service"].as_string()
_OPEN = (
    sa.select(record.c.id, record.c.conversation_id, conversation.c.channel, record.c.fields)
    .join(conversation, conversation.c.id == record.c.conversation_id)
    .join(contact, contact.c.id == record.c.contact_id)
    .where(
        conversation.c.business == sa.bindparam("of_business"),
        conversation.c.owner == sa.literal("bot"),
        contact.c.opted_out.is_(sa.false()),
        *OPEN_WAIT,
        _SERVICE.is_not(None),
    )
    .order_by(record.c.created_at, record.c.id)
    .limit(_MOST_AT_ONCE)
)
_END = Prepared(
    sa.update(record)
    .where(
        record.c.contact_id == sa.bindparam("of_contact"),
        *OPEN_WAIT,
        sa.bindparam("of_service") == _SERVICE,
    )
    .values(status="booked")
)


@dataclass(frozen=True, slots=True)
class VisitWait:
    """One customer's place on the list. `start` and `end` are aware, the hours of the day the business's wall time."""

    record_id: str
    conversation_id: str
    channel: str
    service_id: str
    start: datetime | None
    end: datetime | None
    daily_from: time | None
    daily_to: time | None
    practitioner_id: str
    branch_id: str


def open_waits(connection: sa.Connection, business: str) -> list[VisitWait]:
    """Who waits for one visit, longest first; at most 200. Left out: who wants no messages, and who talks to staff."""
    rows = connection.execute(_OPEN, {"of_business": business})
    return [_wait(row) for row in rows if row.fields.get("people", "1") == "1"]


def _wait(row: Any) -> VisitWait:
    fields: dict[str, str] = row.fields
    return VisitWait(
        record_id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        service_id=fields["service"],
        start=datetime.fromisoformat(fields["from"]) if fields.get("from") else None,
        end=datetime.fromisoformat(fields["to"]) if fields.get("to") else None,
        daily_from=time.fromisoformat(fields["daily_from"]) if fields.get("daily_from") else None,
        daily_to=time.fromisoformat(fields["daily_to"]) if fields.get("daily_to") else None,
        practitioner_id=fields.get("practitioner", ""),
        branch_id=fields.get("branch", ""),
    )


def offer(
    connection: sa.Connection, wait: VisitWait, slot: TimeSlot, *, now: datetime, jobs: JobQueue
) -> bool:
    """Put "this time is free" into the conversation's inbox. False when it was offered to this customer before."""
    return tell_conversation(
        connection,
        wait.conversation_id,
        channel=wait.channel,
        name=TIME_FREED,
        data={"record": wait.record_id, "slot": slot.model_dump(mode="json")},
        happening_id=f"freed:{wait.record_id}:{slot.id}",
        now=now,
        jobs=jobs,
    )


def end_waits(connection: sa.Connection, contact_id: str, service_id: str) -> None:
    """The contact has a visit for the service: there is nothing to wait for."""
    _END.run(connection, {"of_contact": contact_id, "of_service": service_id})
