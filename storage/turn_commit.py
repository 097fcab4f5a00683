"""The end of a turn: ONE transaction that writes everything it decided, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.errors import NotFound, OwnershipChanged, TurnSuperseded
from domain.event import CUSTOMER_KINDS
from domain.step import (
    BookAppointment,
    CancelAppointment,
    CreateReturnLabel,
    EndWait,
    NoteIdentityCheck,
    SendResetLink,
    StoreQuote,
    StoreRating,
    UpdateContact,
    UpdateTicket,
)
from domain.turn import ActionResult, Committed, TurnCommit
from storage import (
    approvals,
    bookings,
    commitments,
    contacts,
    errands,
    quotes,
    records,
    staff_log,
    support,
    waiting,
    waiting_visits,
)
from storage.alarms import set_timers, stop_kind, stop_next_step
from storage.jobs import JobQueue
from storage.outbox import Address, enqueue_replies
from storage.prepared import Prepared, condition, insert_into, written_columns
from storage.tables import conversation, customer_case, inbox, turn
from storage.turns import find_committed

_LOCK = (
    Prepared(sa.select(
        conversation.c.contact_id, conversation.c.channel, conversation.c.account, conversation.c.external_id,
        conversation.c.owner, conversation.c.last_seq, conversation.c.last_message_at, conversation.c.running_turn,
    )
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .with_for_update(key_share=True))
)  # fmt: skip
_KINDS = ",".join(f"'{kind}'" for kind in sorted(CUSTOMER_KINDS))
# A statement of its own: on Postgres what a locking statement reads elsewhere may be older than the lock.
_STANDING = Prepared(
    sa.select(
        sa.exists()
        .where(
            inbox.c.conversation_id == sa.bindparam("conversation_id"),
            inbox.c.turn_id.is_(None),
            condition(f"inbox.kind IN ({_KINDS})"),
        )
        .label("customer_waits"),
        sa.exists().where(customer_case.c.id == sa.bindparam("case_id")).label("case_is_known"),
    )
)


def _save_case(insert: Any) -> Any:
    statement = insert(customer_case)
    new = statement.excluded
    old = customer_case.c
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "specialist": sa.func.coalesce(new.specialist, old.specialist),
            "outcome": new.outcome,
            "next_what": new.next_what,
            "next_owner": new.next_owner,
            "next_due_at": new.next_due_at,
            "summary": sa.func.coalesce(new.summary, old.summary),
            "closed_at": new.closed_at,
        },
    )


_SAVE_CASE = Prepared(_save_case, columns=written_columns(customer_case))
_SAVE_CONVERSATION = (
    Prepared(sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(
        language=sa.bindparam("new_language"), script=sa.bindparam("new_script"), owner=sa.bindparam("new_owner"),
        case_id=sa.func.coalesce(sa.bindparam("new_case", type_=sa.String), conversation.c.case_id),
        last_seq=sa.bindparam("new_seq"), last_message_at=sa.bindparam("spoken_at"),
        running_turn=None, running_since=None, running_attempt=0,
    ))
)  # fmt: skip
_FORGET_STATE = Prepared(
    sa.update(turn)
    .where(turn.c.case_id == sa.bindparam("of_case"), turn.c.state.is_not(None))
    .values(state=sa.null())
)
_SAVE_TURN = insert_into(turn)


def commit_turn(connection: sa.Connection, commit: TurnCommit, *, now: datetime, jobs: JobQueue) -> Committed:
    """Write the turn's actions, replies, questions to staff, promises, alarms and the case's next step.

    A turn that is committed already returns its stored result with `again` True and writes nothing.

    Raises TurnSuperseded when a customer's event waits (and `commit.supersede`) or another turn has taken this
    turn's events; OwnershipChanged when the bot would speak in a conversation that staff own; SlotTaken; NotFound
    for somebody else's appointment; ValueError when the case would stay open without a next step.
    """
    found = _LOCK.first(connection, {"conversation_id": commit.conversation_id})
    if found is None:
        raise NotFound(f"no conversation {commit.conversation_id}")
    if found.running_turn != commit.turn_id:
        done = find_committed(connection, commit.turn_id)
        if done is not None:
            return done
        raise TurnSuperseded(f"{commit.turn_id} does not hold the conversation's events")
    standing = _STANDING.first(
        connection, {"conversation_id": commit.conversation_id, "case_id": commit.case_id}
    )
    if commit.supersede and standing.customer_waits:
        raise TurnSuperseded(f"a newer message waits behind {commit.turn_id}")
    speaks = any(reply.author == "bot" for reply in commit.replies)
    if found.owner == "staff" and speaks and not commit.beside_staff:
        raise OwnershipChanged(f"staff own {commit.conversation_id}")
    has_case = _check_case(commit, known=commit.opens_case or standing.case_is_known)

    results = _act(connection, commit, found.contact_id, now, jobs)
    if has_case:
        _SAVE_CASE.run(connection, _case_values(commit, now))
    outbox_ids = enqueue_replies(
        connection, commit.replies, turn_id=commit.turn_id, first_seq=found.last_seq + 1, now=now, jobs=jobs,
        address=Address(commit.conversation_id, found.channel, found.account, found.external_id),
    )  # fmt: skip
    last_seq = found.last_seq + len(commit.replies)
    for asked in commit.approvals:
        approvals.ask(connection, asked.model_copy(update={"after_seq": last_seq}), jobs)
    if commit.answers:
        commitments.keep(connection, commit.answers, now)
    if commit.commitments:
        commitments.promise(
            connection,
            commit.commitments,
            conversation_id=commit.conversation_id,
            case_id=commit.case_id,
            now=now,
        )
    if commit.outcome is not None:
        bookings.release_holds(connection, commit.case_id, now, jobs)
        stop_next_step(connection, commit.conversation_id, jobs)
    for kind in commit.stops:
        stop_kind(connection, commit.conversation_id, kind, jobs)
    set_timers(connection, commit.conversation_id, commit.timers, now, jobs)
    _SAVE_CONVERSATION.run(connection, {
        "conversation_id": commit.conversation_id, "new_language": commit.language, "new_script": commit.script,
        "new_owner": "staff" if commit.hand_to_staff else found.owner,
        "new_case": commit.case_id if has_case else None, "new_seq": last_seq,
        "spoken_at": now if commit.replies else found.last_message_at,
    })  # fmt: skip
    if standing.case_is_known:
        _FORGET_STATE.run(connection, {"of_case": commit.case_id})
    _SAVE_TURN.run(connection, {
        "id": commit.turn_id, "conversation_id": commit.conversation_id, "case_id": commit.case_id,
        "specialist": commit.specialist, "state": commit.state, "trace": commit.trace,
        "results": [result.model_dump(mode="json") for result in results], "outbox_ids": outbox_ids,
        "committed_at": now,
    })  # fmt: skip
    staff_log.announce(connection, "turn", commit.conversation_id, commit.turn_id, now)
    return Committed(
        turn_id=commit.turn_id, case_id=commit.case_id, state=commit.state, trace=commit.trace, results=results,
        outbox_ids=outbox_ids,
    )  # fmt: skip


def _check_case(commit: TurnCommit, *, known: bool) -> bool:
    """Whether the turn belongs to a case. Idea 3: one that stays open has a next step with a time."""
    if not known:
        if commit.outcome is None and commit.next_step is None:
            return False
        raise ValueError(f"case {commit.case_id} was never opened")
    if commit.outcome is None and commit.next_step is None:
        raise ValueError(f"case {commit.case_id} would stay open without a next step")
    return True


def _case_values(commit: TurnCommit, now: datetime) -> dict[str, Any]:
    step = commit.next_step
    return {
        "id": commit.case_id, "conversation_id": commit.conversation_id, "specialist": commit.specialist,
        "outcome": commit.outcome, "next_what": step.what if step else None,
        "next_owner": step.owner if step else None, "next_due_at": step.due_at if step else None,
        "summary": commit.summary, "opened_at": now, "closed_at": now if commit.outcome else None,
    }  # fmt: skip


def _act(
    connection: sa.Connection, commit: TurnCommit, contact_id: str, now: datetime, jobs: JobQueue
) -> list[ActionResult]:
    """Apply the proposed actions in order. Ids are made of the turn's, so that a re-run names the same rows."""
    results: list[ActionResult] = []
    for n, action in enumerate(commit.actions):
        if isinstance(action, BookAppointment):
            result = bookings.book(
                connection, action, contact_id=contact_id, conversation_id=commit.conversation_id,
                appointment_id=bookings.appointment_id_of(commit.case_id, commit.turn_id, n),
                case_id=commit.case_id, now=now, jobs=jobs,
            )  # fmt: skip
            if action.status == "booked" and action.moves is None:
                waiting_visits.end_waits(connection, contact_id, action.slot.service_id)
        elif isinstance(action, CancelAppointment):
            result = bookings.cancel(
                connection, action.appointment_id, reason=action.reason, contact_id=contact_id, now=now, jobs=jobs
            )  # fmt: skip
        elif isinstance(action, UpdateContact):
            result = contacts.update(connection, contact_id, action, now)
        elif isinstance(action, StoreQuote):
            result = quotes.store(
                connection, action, conversation_id=commit.conversation_id, contact_id=contact_id,
                case_id=commit.case_id, now=now,
            )  # fmt: skip
        elif isinstance(action, UpdateTicket):
            result = support.update_ticket(connection, action, contact_id=contact_id, now=now, jobs=jobs)
        elif isinstance(action, EndWait):
            result = waiting.end(connection, action, contact_id=contact_id)
        elif isinstance(action, NoteIdentityCheck):
            result = support.note_check(
                connection,
                action,
                turn_id=commit.turn_id,
                n=n,
                conversation_id=commit.conversation_id,
                now=now,
            )
        elif isinstance(action, StoreRating):
            result = support.store_rating(
                connection, action, conversation_id=commit.conversation_id, case_id=commit.case_id, now=now
            )
        elif isinstance(action, CreateReturnLabel | SendResetLink):
            subject = action.order_id if isinstance(action, CreateReturnLabel) else action.email
            result = errands.ask(
                connection, action.tool, subject, turn_id=commit.turn_id, n=n,
                conversation_id=commit.conversation_id, now=now, jobs=jobs,
            )  # fmt: skip
        else:
            result = records.store(
                connection, action, turn_id=commit.turn_id, n=n, conversation_id=commit.conversation_id,
                contact_id=contact_id, case_id=commit.case_id, now=now,
            )  # fmt: skip
        args = action.model_dump(mode="json", exclude={"tool"})
        results.append(ActionResult(tool=action.tool, args=args, result=result))
    return results
