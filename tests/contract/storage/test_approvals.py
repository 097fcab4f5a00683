"""One decision wins; the others are told who."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.approval import Approval, Decision
from domain.errors import BadRequest, NotFound, StaleVersion
from domain.event import Event
from domain.turn import promise_alarm
from storage import approvals, door, staff_log
from storage.tables import timer
from tests.contract.storage.desk import NOW, Desk, question, sender


def ask(desk: Desk) -> Approval:
    turn = desk.begin("скидку 30 %?")
    asked = question(turn, guards={"slot": "s1", "price": "15000"}, fields={"ask": "30 %"})
    desk.commit(desk.draft(turn, "Уточню", approvals=[asked]))
    return desk.database.read_sync(lambda c: approvals.get(c, asked.id))


def decide(
    desk: Desk,
    decision: Decision = "approve",
    *,
    staff: str = "Nare",
    version: int = 1,
    text: str | None = None,
) -> Approval:
    return desk.database.write_sync(lambda c: approvals.decide(
        c, approval_id="approval-1", version=version, decision=decision, text=text, staff=staff, seen_seq=2,
        now=NOW, jobs=desk.queue,
    ))  # fmt: skip


def test_decision_is_stored_and_its_graph_is_resumed_once(desk: Desk) -> None:
    asked = ask(desk)
    decided = decide(desk, "edit", text="10 %\x00")
    assert (decided.status, decided.decision_text, decided.decided_by, decided.decided_at, decided.seen_seq) == (
        "edited", "10 %", "Nare", NOW, 2,
    )  # fmt: skip
    assert (decided.guards, decided.fields) == (asked.guards, asked.fields)
    assert [j.id for j in desk.jobs("approval")] == [
        "approval:approval-1:brief",
        "approval:approval-1:resume:1",
    ]
    assert desk.database.read_sync(approvals.list_pending) == []
    (action,) = desk.database.read_sync(lambda c: staff_log.actions_on(c, "approval-1"))
    assert (action.staff, action.action) == ("Nare", "approval.edit")


@pytest.mark.parametrize("decision", ["approve", "edit", "respond"])
def test_an_empty_answer_is_no_decision_and_the_card_waits_on(desk: Desk, decision: Decision) -> None:
    turn = desk.begin("а ленточкой перевяжете?")
    asked = question(turn, draft="")
    desk.commit(desk.draft(turn, "Уточню", approvals=[asked]))
    with pytest.raises(BadRequest, match="needs words"):
        decide(desk, decision, text=" \x00 ")
    assert [a.id for a in desk.database.read_sync(approvals.list_pending)] == [asked.id]
    assert decide(desk, "respond", text="Да, перевяжем").decision_text == "Да, перевяжем"


def test_two_staff_at_once_one_wins_and_the_other_is_told(desk: Desk) -> None:
    ask(desk)

    def click(n: int) -> str | StaleVersion:
        choice: Decision = "approve" if n % 2 else "reject"
        try:
            return decide(desk, choice, staff=f"s{n}").decided_by or ""
        except StaleVersion as late:
            return late

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(click, range(16)))
    (winner,) = [r for r in results if isinstance(r, str)]
    assert {r.winner for r in results if isinstance(r, StaleVersion)} == {winner}
    assert len(desk.jobs("approval")) == 2


def test_decision_on_an_older_card_or_on_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        decide(desk)
    ask(desk)
    with pytest.raises(StaleVersion):
        decide(desk, version=7)
    assert decide(desk).status == "approved"


def test_void_card_is_replaced_once_and_its_decision_is_not_carried_out(desk: Desk) -> None:
    old = ask(desk)
    decide(desk)
    new = old.model_copy(update={
        "id": "approval-2", "status": "pending", "version": 1, "difference": "10:00 занято", "decided_by": None,
    })  # fmt: skip
    for _ in range(2):
        made = desk.database.write_sync(
            lambda c: approvals.replace_void(c, old, new, now=NOW, jobs=desk.queue)
        )
    assert (made.status, made.difference) == ("pending", "10:00 занято")
    voided = desk.database.read_sync(lambda c: approvals.get(c, old.id))
    assert (voided.status, voided.difference, voided.decided_by) == ("void", "10:00 занято", "Nare")
    assert [j.id for j in desk.jobs("approval")][-1] == "approval:approval-2:brief"
    assert [a.id for a in desk.database.read_sync(approvals.list_pending)] == ["approval-2"]
    with pytest.raises(StaleVersion):
        decide(desk, version=voided.version)


def test_pending_are_listed_by_promised_time(desk: Desk) -> None:
    turn = desk.begin()
    hours = {"a": 3, "b": 1, "c": 2}
    asked = [question(turn, id_, answer_due_at=NOW + timedelta(hours=h)) for id_, h in hours.items()]
    desk.commit(desk.draft(turn, approvals=asked))
    assert [a.id for a in desk.database.read_sync(approvals.list_pending)] == ["b", "c", "a"]
    found = desk.database.read_sync(lambda c: approvals.get_many(c, ["c", "none", "a"]))
    assert [a.id for a in found] == ["c", "a"]


def test_rolled_back_decision_leaves_no_job(desk: Desk) -> None:
    ask(desk)

    def fail(connection: sa.Connection) -> None:
        approvals.decide(
            connection, approval_id="approval-1", version=1, decision="approve", text=None, staff="Nare",
            seen_seq=None, now=NOW, jobs=desk.queue,
        )  # fmt: skip
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        desk.database.write_sync(fail)
    assert len(desk.jobs("approval")) == 1
    assert desk.database.read_sync(lambda c: approvals.get(c, "approval-1")).status == "pending"


def promises(desk: Desk) -> dict[str, str]:
    return {row["subject"]: row["status"] for row in desk.rows(timer, kind="commitment")}


def test_promise_ends_with_the_decision_and_goes_on_with_the_card_that_replaces_it(desk: Desk) -> None:
    turn = desk.begin("скидку 30 %?")
    asked = question(turn)
    alarm = promise_alarm(asked.id, asked.answer_due_at)
    desk.commit(desk.draft(turn, "Уточню", approvals=[asked], timers=[alarm]))
    assert promises(desk) == {"approval-1": "scheduled"}
    decided = decide(desk)
    assert promises(desk) == {"approval-1": "cancelled"}
    again = question(turn, "approval-2", difference="slot_gone: 10:00")
    desk.database.write_sync(lambda c: approvals.replace_void(c, decided, again, now=NOW, jobs=desk.queue))
    assert promises(desk) == {"approval-1": "cancelled", "approval-2": "scheduled"}


def test_decision_that_never_entered_its_conversation_is_found(desk: Desk) -> None:
    ask(desk)
    decided = decide(desk)
    before, since = NOW + timedelta(minutes=10), NOW - timedelta(days=1)

    def lost() -> list[str]:
        return [a.id for a in desk.database.read_sync(lambda c: approvals.not_passed_on(c, since, before))]

    assert lost() == ["approval-1"]
    event = Event(
        kind="staff_decision",
        channel=sender().channel,
        provider_id=approvals.decision_event_id(decided),
        occurred_at=NOW,
    )
    desk.database.write_sync(lambda c: door.accept_internal(
        c, conversation_id=decided.conversation_id, event=event, now=NOW, jobs=desk.queue
    ))  # fmt: skip
    assert lost() == []
