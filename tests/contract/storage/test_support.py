"""Checks of identity, tickets that go on, ratings and errands, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import NotFound
from domain.step import CreateReturnLabel, NoteIdentityCheck, StoreRating, StoreRecord, UpdateTicket
from domain.ticket import SupportHistory
from domain.turn import Committed, TurnInput
from storage import approvals, errands, support
from storage.tables import approval, conversation, errand, inbox, rating
from tests.contract.storage.desk import NOW, Desk, question

TICKET = StoreRecord(
    tool="crm.ticket", fields={"order": "TS-1", "problem": "torn"}, summary="torn", tags=["damaged"], team="returns",
    due_at=NOW + timedelta(hours=2),
)  # fmt: skip


def commit(desk: Desk, *actions: Any, who: str = "ani", **changes: Any) -> tuple[TurnInput, Committed]:
    turn = desk.begin(who=who)
    return turn, desk.commit(desk.draft(turn, actions=list(actions), **changes))


def history(desk: Desk, turn: TurnInput, hours: float = 0) -> SupportHistory:
    contact_id = desk.rows(conversation, id=turn.conversation_id)[0]["contact_id"]
    return desk.database.read_sync(lambda c: support.history(
        c, contact_id=contact_id, conversation_id=turn.conversation_id, now=NOW + timedelta(hours=hours),
        locked=timedelta(hours=24), remembered=timedelta(hours=1), reopened=timedelta(days=14),
    ))  # fmt: skip


def test_checks_are_remembered_for_their_time(desk: Desk) -> None:
    failed = NoteIdentityCheck(subject="TS-1", passed=False)
    turn, _ = commit(desk, failed, NoteIdentityCheck(subject="TS-2", passed=True))
    now, later, next_day = history(desk, turn), history(desk, turn, 2), history(desk, turn, 25)
    assert (now.failed_checks, now.confirmed_orders) == (1, ["TS-2"])
    assert (later.failed_checks, later.confirmed_orders) == (1, [])
    assert next_day.failed_checks == 0


def test_failures_about_one_order_count_from_every_conversation(desk: Desk) -> None:
    for who in ("ani", "ben"):
        commit(desk, NoteIdentityCheck(subject="TS-1", passed=False), who=who)
    since = NOW - timedelta(hours=24)
    assert desk.database.read_sync(lambda c: support.failures_about(c, "TS-1", since)) == 2
    assert desk.database.read_sync(lambda c: support.failures_about(c, "TS-2", since)) == 0


def test_a_ticket_goes_on_and_is_only_its_customers(desk: Desk) -> None:
    turn, done = commit(desk, TICKET)
    ticket_id = done.results[0].result["record_id"]
    commit(desk, UpdateTicket(ticket_id=ticket_id, status="reopened", fields={"photo": "yes"}))
    ticket = history(desk, turn).tickets[0]
    assert (ticket.status, ticket.fields["photo"], ticket.order) == ("reopened", "yes", "TS-1")
    with pytest.raises(NotFound):
        commit(desk, UpdateTicket(ticket_id=ticket_id, status="solved"), who="ben")


def test_a_solved_ticket_asks_staff_no_more(desk: Desk) -> None:
    turn = desk.begin()
    card = question(turn, topic="ticket")
    done = desk.commit(desk.draft(turn, actions=[TICKET], approvals=[card]))
    commit(desk, UpdateTicket(ticket_id=done.results[0].result["record_id"], status="solved"))
    assert desk.rows(approval, id=card.id)[0]["status"] == "void"
    pending = desk.database.read_sync(lambda c: approvals.pending_of(c, turn.conversation_id))
    assert pending == []


def test_a_case_has_one_rating_completed_by_its_reason(desk: Desk) -> None:
    commit(desk, StoreRating(category="where", score="poor"))
    commit(desk, StoreRating(category="where", score="poor", reason="slow"))
    assert [(r["score"], r["reason"]) for r in desk.rows(rating)] == [("poor", "slow")]


def test_an_errand_is_asked_for_with_its_turn_and_ends_once(desk: Desk) -> None:
    turn, done = commit(desk, CreateReturnLabel(order_id="TS-1"))
    errand_id = done.results[0].result["errand_id"]
    assert [job.subject for job in desk.jobs("errand")] == [errand_id]
    for expected in (True, False):
        ended = desk.database.write_sync(
            lambda c: errands.end(c, errand_id, "done", result={"code": "R-1"}, now=NOW, jobs=desk.queue)
        )
        assert ended is expected
    assert desk.rows(errand)[0]["status"] == "done"
    told = desk.rows(inbox, kind="business", conversation_id=turn.conversation_id)
    assert [e["payload"]["data"]["result"] for e in told] == [{"code": "R-1"}]


def test_a_try_that_reached_nobody_is_counted_and_asked_for_again(desk: Desk) -> None:
    _, done = commit(desk, CreateReturnLabel(order_id="TS-1"))
    errand_id = done.results[0].result["errand_id"]
    tries = desk.database.write_sync(
        lambda c: errands.try_later(c, errand_id, delay_seconds=5, jobs=desk.queue)
    )
    assert tries == 1
    assert [job.delay_seconds for job in desk.jobs("errand")] == [0.0, 5.0]
