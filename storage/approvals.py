"""Decisions asked of staff. Whoever turns `pending` into something else has won."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.approval import STATUS_AFTER, Approval, Decision
from domain.errors import BadRequest, NotFound, StaleVersion
from domain.text import clean_text
from domain.turn import promise_alarm
from storage import commitments, staff_log
from storage.alarms import set_timers, stop_for_subject
from storage.door import INTERNAL_ACCOUNT
from storage.jobs import Job, JobQueue
from storage.prepared import Prepared, condition, insert_or_ignore
from storage.tables import approval, conversation, inbox

_COLUMNS = tuple(approval.c[name] for name in Approval.model_fields)
_PENDING = condition("approval.status = 'pending'")
_ONE = Prepared(sa.select(*_COLUMNS).where(approval.c.id == sa.bindparam("approval_id")))
_MANY = sa.select(*_COLUMNS).where(approval.c.id.in_(sa.bindparam("approval_ids", expanding=True)))
_OF_CONVERSATION = Prepared(
    sa.select(*_COLUMNS)
    .where(approval.c.conversation_id == sa.bindparam("conversation_id"), _PENDING)
    .order_by(approval.c.created_at, approval.c.id)
    .limit(20)
)
_LIST_PENDING = Prepared(
    sa.select(*_COLUMNS)
    .where(_PENDING)
    .order_by(approval.c.answer_due_at, approval.c.id)
    .limit(sa.bindparam("at_most"))
)
_INSERT = insert_or_ignore(approval, "id", returning=("id",))
_DECIDE = (
    Prepared(sa.update(approval)
    .where(approval.c.id == sa.bindparam("approval_id"), _PENDING, approval.c.version == sa.bindparam("seen"))
    .values(
        status=sa.bindparam("new_status"), decision_text=sa.bindparam("words"), decided_by=sa.bindparam("staff"),
        decided_at=sa.bindparam("now"), seen_seq=sa.bindparam("line"), version=approval.c.version + 1,
    )
    .returning(*_COLUMNS))
)  # fmt: skip
_VOID = (
    Prepared(sa.update(approval)
    .where(approval.c.id == sa.bindparam("approval_id"), approval.c.replaced_by.is_(None))
    .values(
        status="void", difference=sa.bindparam("why"), replaced_by=sa.bindparam("successor"),
        version=approval.c.version + 1,
    ))
)  # fmt: skip

_NOT_PASSED_ON = (
    sa.select(*_COLUMNS)
    .join(conversation, conversation.c.id == approval.c.conversation_id)
    .where(
        approval.c.status.in_(sorted(STATUS_AFTER.values())),
        approval.c.decided_at > sa.bindparam("since"),
        approval.c.decided_at < sa.bindparam("before"),
        ~sa.exists().where(
            inbox.c.channel == conversation.c.channel,
            inbox.c.account == sa.literal(INTERNAL_ACCOUNT),
            inbox.c.provider_id
            == sa.literal("decision:") + approval.c.id + ":" + sa.cast(approval.c.version, sa.Text),
        ),
    )
    .order_by(approval.c.decided_at)
    .limit(sa.bindparam("at_most"))
)


_OPEN_OF_CASE = sa.select(approval.c.id).where(
    approval.c.case_id == sa.bindparam("of_case"),
    approval.c.topic.in_(sa.bindparam("topics", expanding=True)),
    approval.c.status == sa.literal("pending"),
)
_WITHDRAW = (
    sa.update(approval)
    .where(approval.c.id == sa.bindparam("approval_id"), approval.c.status == sa.literal("pending"))
    .values(status="void", difference=sa.bindparam("why"), version=approval.c.version + 1)
)


def withdraw(
    connection: sa.Connection,
    case_id: str,
    *,
    topics: Sequence[str],
    why: str,
    now: datetime,
    jobs: JobQueue,
) -> None:
    """The case's open questions about these topics are answered elsewhere: their promises are kept, nothing rings."""
    asked = connection.execute(_OPEN_OF_CASE, {"of_case": case_id, "topics": list(topics)}).scalars().all()
    for approval_id in asked:
        connection.execute(_WITHDRAW, {"approval_id": approval_id, "why": why})
        stop_for_subject(connection, approval_id, jobs)
    commitments.keep(connection, asked, now)


def decision_event_id(decided: Approval) -> str:
    """The provider id of the event by which this decision enters its conversation, once."""
    return f"decision:{decided.id}:{decided.version}"


def not_passed_on(
    connection: sa.Connection, since: datetime, before: datetime, limit: int = 100
) -> list[Approval]:
    """Decided between `since` and `before`, but neither void nor in the conversation's inbox: the job was lost."""
    rows = connection.execute(_NOT_PASSED_ON, {"since": since, "before": before, "at_most": limit})
    return [_to_approval(row) for row in rows]


def get(connection: sa.Connection, approval_id: str) -> Approval:
    """Raises NotFound."""
    row = _ONE.first(connection, {"approval_id": approval_id})
    if row is None:
        raise NotFound(f"no approval {approval_id}")
    return _to_approval(row)


def get_many(connection: sa.Connection, approval_ids: Sequence[str]) -> list[Approval]:
    """Those that exist, in the order asked."""
    if not approval_ids:
        return []
    found = {row.id: row for row in connection.execute(_MANY, {"approval_ids": list(approval_ids)})}
    return [_to_approval(found[id_]) for id_ in approval_ids if id_ in found]


def pending_of(connection: sa.Connection, conversation_id: str) -> list[Approval]:
    """The conversation's open questions, oldest first."""
    return [
        _to_approval(row) for row in _OF_CONVERSATION.all(connection, {"conversation_id": conversation_id})
    ]


def list_pending(connection: sa.Connection, limit: int = 200) -> list[Approval]:
    """Every open question, the one promised earliest first."""
    return [_to_approval(row) for row in _LIST_PENDING.all(connection, {"at_most": limit})]


def ask(connection: sa.Connection, new: Approval, jobs: JobQueue) -> bool:
    """Put a question before staff and have its graph started. False when it was asked before."""
    values = new.model_dump(mode="json", include={"evidence", "fields", "guards"})
    row = _INSERT.first(connection, {
        **new.model_dump(exclude={"evidence", "fields", "guards"}), **values, "replaced_by": None,
    })  # fmt: skip
    if row is None:
        return False
    jobs.enqueue(connection, Job(
        name="approval", id=f"approval:{new.id}:brief", subject=new.id, partition=new.conversation_id
    ))  # fmt: skip
    return True


def decide(
    connection: sa.Connection,
    *,
    approval_id: str,
    version: int,
    decision: Decision,
    text: str | None,
    staff: str,
    seen_seq: int | None,
    now: datetime,
    jobs: JobQueue,
) -> Approval:
    """Decide the card as it was at `version`. Exactly one decision wins and has the approval's graph resumed; the
    alarm of the promised answer is stopped.

    `seen_seq` is the last transcript line on the decider's screen. Raises StaleVersion, which names the winner, for
    everyone else, BadRequest when an empty draft is approved or words are missing (the transaction is to be rolled
    back), and NotFound.
    """
    words = clean_text(text) if text is not None else None
    row = _DECIDE.first(connection, {
        "approval_id": approval_id, "seen": version, "new_status": STATUS_AFTER[decision], "words": words,
        "staff": staff, "now": now, "line": seen_seq,
    })  # fmt: skip
    if row is None:
        current = get(connection, approval_id)
        raise StaleVersion(winner=current.decided_by or "the system", status=current.status)
    decided = _to_approval(row)
    if decision != "reject" and not (words or (decision == "approve" and clean_text(decided.draft))):
        raise BadRequest(f"nothing to send: {decision} needs words for the customer")
    stop_for_subject(connection, approval_id, jobs)
    jobs.enqueue(connection, Job(
        name="approval", id=f"approval:{approval_id}:resume:{version}", subject=approval_id,
        partition=decided.conversation_id,
    ))  # fmt: skip
    staff_log.record(
        connection, staff=staff, action=f"approval.{decision}", subject=approval_id,
        details={"version": version, "edited": words is not None}, now=now,
    )  # fmt: skip
    staff_log.announce(connection, "approval", decided.conversation_id, approval_id, now)
    return decided


def replace_void(
    connection: sa.Connection, old: Approval, new: Approval, *, now: datetime, jobs: JobQueue
) -> Approval:
    """What the draft of `old` rests on no longer holds: it becomes void, and `new` asks again.

    `new.difference` says what changed and is kept on both cards. A decision already taken on `old` is not carried
    out. The promise to the customer goes on with `new`. Calling it again with the same `new` changes nothing.
    """
    if ask(connection, new, jobs):
        alarm = promise_alarm(new.id, new.answer_due_at)
        set_timers(connection, new.conversation_id, [alarm], now, jobs)
        commitments.pass_on(connection, old.id, new.id)
        _VOID.run(connection, {"approval_id": old.id, "why": new.difference, "successor": new.id})
        staff_log.announce(connection, "approval", new.conversation_id, new.id, now)
    return get(connection, new.id)


def _to_approval(row: Any) -> Approval:
    return Approval.model_validate(row._asdict() if hasattr(row, "_asdict") else dict(row._mapping))
