"""Claiming: what a turn takes, in which order, and what a crash leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.conversation import Case
from domain.errors import NotFound, TurnSuperseded
from domain.event import Event
from domain.turn import TurnInput
from storage import approvals, door, turns
from storage.tables import message
from tests.contract.storage.desk import NOW, Desk, booking, question, slot


def test_claim_takes_all_waiting_events_in_order(desk: Desk) -> None:
    accepted = desk.write("один")
    desk.write("два")
    desk.write("другой", who="gor")
    desk.write("три")
    turn = desk.claim(accepted.conversation_id)
    assert turn is not None
    assert [e.text for e in turn.events] == ["один", "два", "три"]
    assert [e.seq for e in turn.events] == sorted(e.seq for e in turn.events)
    assert turn.attempt == 1


def test_second_claim_by_another_turn_finds_nothing(desk: Desk) -> None:
    turn = desk.begin()
    assert desk.claim(turn.conversation_id, "turn-other") is None


def test_claim_after_a_crash_returns_the_same_events_and_the_same_case(desk: Desk) -> None:
    turn = desk.begin("Привет")
    again = desk.claim(turn.conversation_id, turn.turn_id)
    assert again is not None
    assert (again.events, again.case_id) == (turn.events, turn.case_id)
    assert again.attempt == 2
    desk.write("ещё")
    third = desk.claim(turn.conversation_id, turn.turn_id)
    assert third is not None
    assert [e.text for e in third.events] == ["Привет", "ещё"]
    assert third.attempt == 1


def test_claim_of_a_committed_turn_takes_nothing_from_the_next(desk: Desk) -> None:
    turn = desk.begin()
    desk.commit(desk.draft(turn))
    desk.write("дальше")
    assert desk.claim(turn.conversation_id, turn.turn_id) is None
    following = desk.claim(turn.conversation_id)
    assert following is not None
    assert [e.text for e in following.events] == ["дальше"]


def test_next_scheduled_turn_takes_over_events_of_one_that_died(desk: Desk) -> None:
    dead = desk.begin("раз")
    desk.write("два")
    heir = desk.claim(dead.conversation_id)
    assert heir is not None
    assert [e.text for e in heir.events] == ["раз", "два"]
    assert desk.claim(dead.conversation_id, dead.turn_id) is None
    with pytest.raises(TurnSuperseded):
        desk.commit(desk.draft(dead, "поздно"))
    desk.commit(desk.draft(heir, "вовремя"))
    assert [r["text"] for r in desk.rows(message, author="bot")] == ["вовремя"]


def test_claim_without_conversation_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.claim("none", "turn-1")


def test_open_case_continues_and_a_closed_one_does_not(desk: Desk) -> None:
    first = desk.begin()
    desk.commit(desk.draft(first))
    second = desk.begin("дальше")
    assert second.case_id == first.case_id
    desk.commit(desk.draft(second, opens_case=False, outcome="resolved", next_step=None))
    third = desk.begin("новое")
    assert third.case_id != first.case_id


def test_unfinished_turns_can_be_found(desk: Desk) -> None:
    turn = desk.begin()
    later = NOW + timedelta(minutes=5)
    found = desk.database.read_sync(lambda c: turns.unfinished(c, later))
    assert found == [(turn.conversation_id, turn.turn_id)]
    desk.commit(desk.draft(turn))
    assert desk.database.read_sync(lambda c: turns.unfinished(c, later)) == []


def test_situation_holds_what_the_turn_may_know(desk: Desk) -> None:
    desk.book(slot(10))
    second = desk.begin("и ещё вопрос")
    asked = question(second)
    desk.commit(desk.draft(second, "Спрошу", actions=[booking(slot(12))], approvals=[asked]))
    third = desk.begin("ну что?")
    situation = desk.database.read_sync(lambda c: turns.load_beginning(c, third, NOW).situation)
    assert situation.conversation.id == third.conversation_id
    assert situation.conversation.language == "ru"
    assert isinstance(situation.case, Case)
    assert situation.case.next_step is not None
    assert [a.starts_at.hour for a in situation.appointments] == [10, 12]
    assert [a.id for a in situation.pending_approvals] == [asked.id]
    assert [m.text for m in situation.recent] == ["запишите", "и ещё вопрос", "Спрошу"]
    assert situation.last_seq == 4


def test_situation_of_a_new_customer_is_empty(desk: Desk) -> None:
    turn = desk.begin()
    situation = desk.database.read_sync(lambda c: turns.load_beginning(c, turn, NOW).situation)
    assert situation.case is None
    assert (situation.recent, situation.appointments, situation.pending_approvals) == ([], [], [])
    assert situation.contact.name is None


def test_situation_does_not_grow_with_the_conversation(desk: Desk) -> None:
    for n in range(30):
        desk.commit(desk.draft(desk.begin(f"m{n}"), f"r{n}"))
    turn = desk.begin("последнее")
    situation = desk.database.read_sync(lambda c: turns.load_beginning(c, turn, NOW).situation)
    assert len(situation.recent) == turns.RECENT_LINES
    assert situation.recent[-1].text == "r29"


def test_situation_brings_the_decided_approval(desk: Desk) -> None:
    turn = desk.begin()
    asked = question(turn)
    desk.commit(desk.draft(turn, approvals=[asked]))

    def decide(connection: object) -> TurnInput | None:
        approvals.decide(
            connection, approval_id=asked.id, version=1, decision="edit", text="10 %", staff="Nare",  # type: ignore[arg-type]
            seen_seq=1, now=NOW, jobs=desk.queue,
        )  # fmt: skip
        event = Event(
            kind="staff_decision", channel="web", provider_id="decision-1", occurred_at=NOW,
            payload={"approval_id": asked.id, "decision": "edit"},
        )  # fmt: skip
        door.accept_internal(
            connection, conversation_id=turn.conversation_id, event=event, now=NOW, jobs=desk.queue  # type: ignore[arg-type]
        )  # fmt: skip
        return None

    desk.database.write_sync(decide)
    following = desk.claim(turn.conversation_id)
    assert following is not None
    situation = desk.database.read_sync(lambda c: turns.load_beginning(c, following, NOW).situation)
    assert [(a.id, a.status, a.decision_text) for a in situation.decided] == [(asked.id, "edited", "10 %")]
    assert situation.pending_approvals == []
