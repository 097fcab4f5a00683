"""Leads, briefs, estimate requests and tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from domain.identifiers import derived_id
from domain.step import StoreRecord
from storage.prepared import Prepared, insert_or_ignore, written_columns
from storage.tables import record

RecordKind = Literal["lead", "brief", "estimate", "ticket", "waitlist"]

_KIND_OF: dict[str, RecordKind] = {
    "crm.lead": "lead", "crm.brief": "brief", "crm.estimate": "estimate", "crm.ticket": "ticket", "crm.waitlist": "waitlist",
}  # fmt: skip
_INSERT = insert_or_ignore(record, "id")
_COMPLETED = ("fields", "summary", "tags", "priority", "team", "due_at")


def _insert_or_complete(insert: Any) -> Any:
    statement = insert(record)
    return statement.on_conflict_do_update(
        index_elements=["id"], set_={name: statement.excluded[name] for name in _COMPLETED}
    )


_COMPLETE = Prepared(_insert_or_complete, columns=written_columns(record))


@dataclass(frozen=True, slots=True)
class Record:
    """What was collected before a person takes over."""

    id: str
    kind: RecordKind
    conversation_id: str
    contact_id: str
    case_id: str
    fields: dict[str, str]
    summary: str
    tags: list[str]
    priority: Literal["normal", "urgent"]
    team: str
    due_at: datetime | None
    status: str
    created_at: datetime


_COLUMNS = tuple(record.c[name] for name in Record.__dataclass_fields__)
_LIST = (
    sa.select(*_COLUMNS)
    .where(record.c.kind == sa.bindparam("of_kind"))
    .order_by(record.c.created_at.desc(), record.c.id)
    .limit(sa.bindparam("at_most"))
)


def store(
    connection: sa.Connection,
    action: StoreRecord,
    *,
    turn_id: str,
    n: int,
    conversation_id: str,
    contact_id: str,
    case_id: str,
    now: datetime,
) -> dict[str, Any]:
    """Store what a specialist collected; with a key, complete the case's record of that key."""
    kind = _KIND_OF[action.tool]
    record_id = (
        derived_id(kind, turn_id, str(n)) if action.key is None else derived_id(kind, case_id, action.key)
    )
    write = _INSERT if action.key is None else _COMPLETE
    write.run(connection, {
        "id": record_id, "kind": kind, "conversation_id": conversation_id, "contact_id": contact_id,
        "case_id": case_id, "fields": action.fields, "summary": action.summary, "tags": action.tags,
        "priority": action.priority, "team": action.team, "due_at": action.due_at, "status": "open",
        "created_at": now,
    })  # fmt: skip
    return {"record_id": record_id, "kind": kind}


def list_records(connection: sa.Connection, kind: RecordKind, limit: int = 100) -> list[Record]:
    """Newest first."""
    return [Record(*row) for row in connection.execute(_LIST, {"of_kind": kind, "at_most": limit})]
