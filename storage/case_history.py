"""Everything that happened in one case, in order: for turning it into a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.approval import Approval
from domain.conversation import Case
from domain.errors import NotFound
from storage import approvals, cases, staff_log
from storage.staff_log import StaffAction
from storage.tables import approval, conversation, customer_case, inbox, turn

AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that came in. `turn_id` None: nobody has taken it yet."""

    kind: str
    text: str
    payload: dict[str, Any]
    at: datetime
    turn_id: str | None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """`traces` are those of the case's turns, in order; `actions` what staff did to the conversation meanwhile."""

    case: Case
    business: str
    channel: str
    language: str | None
    script: str | None
    events: list[CaseEvent]
    traces: list[dict[str, Any]]
    approvals: list[Approval]
    actions: list[StaffAction]


_CASE = (
    sa.select(
        conversation.c.business, conversation.c.channel, conversation.c.language, conversation.c.script,
        conversation.c.id,
    )
    .join(customer_case, customer_case.c.conversation_id == conversation.c.id)
    .where(customer_case.c.id == sa.bindparam("case_id"))
)  # fmt: skip
_TURNS = (
    sa.select(turn.c.id, turn.c.trace)
    .where(turn.c.case_id == sa.bindparam("case_id"))
    .order_by(turn.c.committed_at, turn.c.id)
    .limit(AT_MOST)
)
_EVENTS = (
    sa.select(inbox.c.kind, inbox.c.text, inbox.c.payload, inbox.c.occurred_at, inbox.c.turn_id)
    .where(inbox.c.turn_id.in_(sa.select(turn.c.id).where(turn.c.case_id == sa.bindparam("case_id"))))
    .order_by(inbox.c.seq)
    .limit(AT_MOST)
)
_APPROVALS = (
    sa.select(approval.c.id)
    .where(approval.c.case_id == sa.bindparam("case_id"))
    .order_by(approval.c.created_at, approval.c.id)
    .limit(AT_MOST)
)


def read_history(connection: sa.Connection, case_id: str) -> CaseHistory:
    """At most a thousand of each. Raises NotFound."""
    case = cases.get(connection, case_id)
    of_case: dict[str, Any] = {"case_id": case_id}
    about = connection.execute(_CASE, of_case).first()
    if case is None or about is None:
        raise NotFound(f"no case {case_id}; its id is in the inbox's address and in chat --jsonl")
    asked = [row.id for row in connection.execute(_APPROVALS, of_case)]
    found = {a.id: a for a in approvals.get_many(connection, asked)} if asked else {}
    until = case.closed_at
    return CaseHistory(
        case=case,
        business=about.business,
        channel=about.channel,
        language=about.language,
        script=about.script,
        events=[CaseEvent(*row) for row in connection.execute(_EVENTS, of_case)],
        traces=[row.trace for row in connection.execute(_TURNS, of_case)],
        approvals=[found[id_] for id_ in asked if id_ in found],
        actions=[
            action
            for action in staff_log.actions_on(connection, about.id)
            if action.at >= case.opened_at and (until is None or action.at <= until)
        ],
    )
