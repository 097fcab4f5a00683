"""Alarms ring once, and only when they still have something to say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import sqlalchemy as sa

from domain.turn import NewTimer
from storage import alarms, timers
from storage.dossier import read_dossier
from storage.tables import inbox, timer
from tests.contract.storage.desk import NOW, Desk

HOUR = timedelta(hours=1)
DUE = NOW + HOUR
LATER = DUE + HOUR


def set_alarm(
    desk: Desk, due_at: datetime = DUE, *, stops_on_reply: bool = False, now: datetime = NOW
) -> str:
    turn = desk.begin(now=now)
    alarm = NewTimer(
        id="a1", kind="next_step", subject=turn.conversation_id, due_at=due_at, stops_on_reply=stops_on_reply
    )
    desk.commit(desk.draft(turn, timers=[alarm]), now=now)
    return turn.conversation_id


def look(desk: Desk, job: int | None = 1, now: datetime = DUE) -> bool:
    """As the timer's job of this number does."""
    return desk.database.write_sync(lambda c: timers.look(c, "a1", job, now, desk.queue))


def job_ids(desk: Desk) -> list[str]:
    return [job.id for job in desk.jobs("alarm")]


def rung(desk: Desk) -> list[datetime]:
    return sorted(row["occurred_at"] for row in desk.rows(inbox, kind="timer"))


def open_alarms(desk: Desk, conversation_id: str) -> list[str]:
    return [alarm.id for alarm in desk.database.read_sync(lambda c: read_dossier(c, conversation_id)).timers]


def test_alarm_rings_once_and_becomes_an_event(desk: Desk) -> None:
    conversation_id = set_alarm(desk)
    with ThreadPoolExecutor(8) as pool:
        rang = list(pool.map(lambda _: look(desk), range(8)))
    assert rang.count(True) == 1
    turn = desk.claim(conversation_id)
    assert turn is not None
    (event,) = turn.events
    assert (event.kind, event.provider_id, event.occurred_at) == ("timer", "timer:a1:1", DUE)
    assert event.payload == {"timer_id": "a1", "kind": "next_step", "revision": 1, "subject": conversation_id}


def test_late_stopped_and_unknown_alarms_do_nothing(desk: Desk) -> None:
    conversation_id = set_alarm(desk)
    assert not look(desk, 2)
    assert not desk.database.write_sync(lambda c: timers.look(c, "unknown", 1, DUE, desk.queue))
    desk.database.write_sync(lambda c: alarms.stop_next_step(c, conversation_id, desk.queue))
    assert job_ids(desk) == []
    assert not look(desk)
    assert not look(desk, None)
    assert rung(desk) == []


def test_customers_reply_is_the_end_of_an_alarm_that_waited_for_silence(desk: Desk) -> None:
    conversation_id = set_alarm(desk, stops_on_reply=True)
    assert open_alarms(desk, conversation_id) == ["a1"]
    desk.write("я тут")
    assert open_alarms(desk, conversation_id) == []
    assert not look(desk)
    assert (desk.rows(timer)[0]["status"], rung(desk)) == ("cancelled", [])


def test_what_we_say_ourselves_stops_no_alarm(desk: Desk) -> None:
    set_alarm(desk, stops_on_reply=True)
    desk.write("paid", kind="business")
    turn = desk.claim(desk.rows(timer)[0]["conversation_id"])
    assert turn is not None
    desk.commit(desk.draft(turn, "Оплата пришла"))
    assert look(desk)


def test_alarm_set_again_after_a_reply_waits_for_the_next_one(desk: Desk) -> None:
    set_alarm(desk, stops_on_reply=True)
    set_alarm(desk, LATER, stops_on_reply=True)
    assert not look(desk)
    assert look(desk, 2, LATER)


def test_alarm_that_is_put_off_keeps_its_job_which_asks_for_another_look(desk: Desk) -> None:
    set_alarm(desk)
    set_alarm(desk, LATER)
    set_alarm(desk, LATER + HOUR)
    assert job_ids(desk) == ["alarm:a1:1"]
    assert not look(desk, 1, DUE)
    again = desk.jobs("alarm")[-1]
    assert (again.id, again.delay_seconds) == ("alarm:a1:2", (LATER + HOUR - DUE).total_seconds())
    assert not look(desk, 1, LATER + HOUR)
    assert look(desk, 2, LATER + HOUR)
    assert rung(desk) == [LATER + HOUR]


def test_alarm_that_is_brought_forward_gets_a_job_at_once(desk: Desk) -> None:
    set_alarm(desk, LATER)
    set_alarm(desk, DUE)
    assert job_ids(desk) == ["alarm:a1:2"]
    assert look(desk, 2, DUE)
    assert not look(desk, 1, LATER)
    assert rung(desk) == [DUE]


def test_alarm_that_was_stopped_and_is_set_anew_gets_a_job_of_its_own(desk: Desk) -> None:
    conversation_id = set_alarm(desk)
    desk.database.write_sync(lambda c: alarms.stop_next_step(c, conversation_id, desk.queue))
    set_alarm(desk, LATER)
    assert job_ids(desk) == ["alarm:a1:2"]
    assert not look(desk, 1, LATER)
    assert look(desk, 2, LATER)


def test_alarm_that_rang_and_is_set_anew_rings_as_another_event(desk: Desk) -> None:
    set_alarm(desk)
    assert look(desk)
    assert not desk.database.read_sync(lambda c: timers.was_set_anew(c, "a1", 1))
    set_alarm(desk, LATER)
    assert desk.database.read_sync(lambda c: timers.was_set_anew(c, "a1", 1))
    assert look(desk, 2, LATER)
    assert rung(desk) == [DUE, LATER]


def test_job_that_ran_and_was_killed_before_it_ended_does_nothing_again(desk: Desk) -> None:
    set_alarm(desk)
    set_alarm(desk, LATER)
    for _ in range(3):
        assert not look(desk, 1, DUE)
    assert job_ids(desk) == ["alarm:a1:1", "alarm:a1:2"]
    assert [look(desk, 2, LATER) for _ in range(3)] == [True, False, False]
    assert rung(desk) == [LATER]


def test_look_that_is_rolled_back_leaves_the_alarm_to_the_same_job(desk: Desk) -> None:
    class Killed(Exception):
        pass

    def die(connection: sa.Connection) -> None:
        timers.look(connection, "a1", 1, DUE, desk.queue)
        raise Killed

    set_alarm(desk)
    set_alarm(desk, LATER)
    for _ in range(2):
        try:
            desk.database.write_sync(die)
        except Killed:
            continue
    assert job_ids(desk) == ["alarm:a1:1"]
    assert not look(desk, 1, DUE)
    assert look(desk, 2, LATER)


def test_alarm_set_while_its_job_is_running_rings_at_its_new_time(desk: Desk) -> None:
    """Whichever comes first: the look finds the new time, or it rings and the new setting asks for a job."""
    for n in range(20):
        due_at, later = NOW + n * 10 * HOUR, NOW + (n * 10 + 5) * HOUR
        set_alarm(desk, due_at, now=due_at - HOUR)
        (number,) = [row["job"] for row in desk.rows(timer)]
        turn = desk.begin(now=due_at)
        alarm = NewTimer(id="a1", kind="next_step", subject=turn.conversation_id, due_at=later)
        draft = desk.draft(turn, timers=[alarm], supersede=False)
        with ThreadPoolExecutor(2) as pool:
            rang = pool.submit(look, desk, number, due_at)
            pool.submit(desk.commit, draft, due_at).result()
        (row,) = desk.rows(timer)
        assert (row["status"], row["due_at"], row["job_due_at"]) == ("scheduled", later, later)
        assert row["job"] == number + 1
        assert not look(desk, number, later)
        assert look(desk, number + 1, later)
        assert rung(desk)[-1] == later
        assert len(rung(desk)) == len(set(rung(desk)))
        assert (due_at in rung(desk)) == rang.result()


def test_job_that_should_have_looked_long_ago_is_not_waited_for(desk: Desk) -> None:
    set_alarm(desk)
    set_alarm(desk, LATER + HOUR, now=LATER)
    assert job_ids(desk) == ["alarm:a1:2"]
    assert look(desk, 2, LATER + HOUR)


def test_due_alarms_are_found_without_their_jobs(desk: Desk) -> None:
    conversation_id = set_alarm(desk)
    assert desk.database.read_sync(lambda c: timers.due(c, NOW)) == []
    (found,) = desk.database.read_sync(lambda c: timers.due(c, DUE))
    assert (found.id, found.conversation_id) == ("a1", conversation_id)
    assert not look(desk, None, DUE - HOUR)
    assert look(desk, None, DUE)
    assert not look(desk, 1, DUE)
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
