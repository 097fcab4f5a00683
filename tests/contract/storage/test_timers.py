"""Alarms ring once, and only when they still have something to say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from domain.turn import NewTimer
from storage import timers
from storage.tables import inbox, timer
from tests.contract.storage.desk import NOW, Desk

DUE = NOW + timedelta(hours=1)


def set_alarm(desk: Desk, due_at: datetime = DUE, *, stops_on_reply: bool = False) -> str:
    turn = desk.begin()
    alarm = NewTimer(
        id="a1", kind="next_step", subject=turn.case_id, due_at=due_at, stops_on_reply=stops_on_reply
    )
    desk.commit(desk.draft(turn, timers=[alarm]))
    return turn.conversation_id


def ring(desk: Desk, revision: int = 1, now: datetime = DUE) -> bool:
    return desk.database.write_sync(lambda c: timers.ring(c, "a1", revision, now, desk.queue))


def test_alarm_rings_once_and_becomes_an_event(desk: Desk) -> None:
    conversation_id = set_alarm(desk)
    with ThreadPoolExecutor(8) as pool:
        rang = list(pool.map(lambda _: ring(desk), range(8)))
    assert rang.count(True) == 1
    turn = desk.claim(conversation_id)
    assert turn is not None
    (event,) = turn.events
    assert (event.kind, event.provider_id, event.occurred_at) == ("timer", "timer:a1:1", DUE)
    assert event.payload == {"timer_id": "a1", "kind": "next_step", "revision": 1, "subject": turn.case_id}


def test_early_late_stopped_and_unknown_alarms_do_nothing(desk: Desk) -> None:
    set_alarm(desk, stops_on_reply=True)
    assert not ring(desk, now=DUE - timedelta(seconds=1))
    assert not ring(desk, revision=2)
    desk.write("я тут")
    assert not ring(desk)
    assert [r for r in desk.rows(inbox) if r["kind"] == "timer"] == []


def test_alarm_set_anew_rings_at_its_new_time_only(desk: Desk) -> None:
    set_alarm(desk)
    later = DUE + timedelta(hours=1)
    set_alarm(desk, later)
    assert not ring(desk, 1, later)
    assert not ring(desk, 2, DUE)
    assert ring(desk, 2, later)
    set_alarm(desk, later + timedelta(hours=1))
    assert ring(desk, 3, later + timedelta(hours=1))


def test_due_alarms_are_found_without_their_jobs(desk: Desk) -> None:
    assert desk.database.read_sync(timers.next_due) is None
    conversation_id = set_alarm(desk)
    assert desk.database.read_sync(timers.next_due) == DUE
    assert desk.database.read_sync(lambda c: timers.due(c, NOW)) == []
    (found,) = desk.database.read_sync(lambda c: timers.due(c, DUE))
    assert (found.id, found.revision, found.conversation_id) == ("a1", 1, conversation_id)
    ring(desk)
    assert desk.database.read_sync(lambda c: timers.due(c, DUE)) == []


def test_closed_case_leaves_no_follow_up_behind(desk: Desk) -> None:
    turn = desk.begin()
    follow_up = NewTimer(id="f1", kind="next_step", subject="1", due_at=DUE, stops_on_reply=True)
    visit = NewTimer(id="r1", kind="reminder", subject="appt-1", due_at=DUE)
    desk.commit(desk.draft(turn, timers=[follow_up, visit]))
    desk.write("paid", kind="business")
    last = desk.claim(turn.conversation_id)
    assert last is not None
    desk.commit(desk.draft(last, opens_case=False, outcome="resolved", next_step=None))
    assert {row["id"]: row["status"] for row in desk.rows(timer)} == {"f1": "cancelled", "r1": "scheduled"}
