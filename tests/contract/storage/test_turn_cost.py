"""What a turn costs: how many statements, none of which reads through a history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.turn import NewTimer
from storage import calendar, cases, outbox, timers, transcript, turns
from storage.database import Database
from tests.contract.storage.desk import NOW, Desk, booking, slot

MOST_STATEMENTS = 22
"""Accept, claim, load and commit of an ordinary turn with one reply and one alarm, without the engine's own."""

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE", "--")


pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@contextmanager
def watched(database: Database) -> Iterator[list[str]]:
    """Every statement that the drivers run, with its values."""
    seen: list[str] = []

    def watch(connection: object, *_: object) -> None:
        connection.set_trace_callback(seen.append)  # type: ignore[attr-defined]

    for engine in (database._writer_engine, database._reader_engine):
        sa.event.listen(engine, "checkout", watch)
    database.write_sync(
        lambda c: c.connection.driver_connection.set_trace_callback(seen.append)  # type: ignore[union-attr]
    )
    seen.clear()
    yield seen


def ordinary_turn(desk: Desk, text: str) -> None:
    turn = desk.begin(text)
    desk.database.read_sync(lambda c: turns.load_beginning(c, turn, NOW).situation)
    alarm = NewTimer(
        id="a1", kind="next_step", subject=turn.case_id, due_at=NOW + timedelta(hours=1), stops_on_reply=True
    )
    desk.commit(desk.draft(turn, "Здравствуйте", timers=[alarm]))


def own(statements: list[str]) -> list[str]:
    return [s for s in statements if not s.startswith(CONTROL) and "recorded_job" not in s]


def test_an_ordinary_turn_takes_few_statements_and_not_more_as_it_goes_on(desk: Desk) -> None:
    counts = []
    for n in range(40):
        with watched(desk.database) as statements:
            ordinary_turn(desk, f"m{n}")
        counts.append(len(own(statements)))
    assert max(counts[1:]) <= MOST_STATEMENTS
    assert counts[-1] == counts[1]


def test_no_statement_of_a_turn_reads_through_a_table(desk: Desk) -> None:
    desk.book(slot(10))
    with watched(desk.database) as statements:
        ordinary_turn(desk, "и ещё")
        turn = desk.begin("да")
        committed = desk.commit(desk.draft(turn, "Записала", actions=[booking(slot(12), status="held")]))
        id_ = committed.outbox_ids[0]
        desk.database.write_sync(lambda c: outbox.claim(c, id_, NOW))
        desk.database.write_sync(lambda c: outbox.mark_sent(c, id_, provider_message_id=None, now=NOW))
        desk.database.write_sync(lambda c: timers.look(c, "a1", 1, NOW + timedelta(hours=1), desk.queue))
        desk.database.read_sync(lambda c: timers.due(c, NOW))
        desk.database.read_sync(lambda c: outbox.find_stuck(c, NOW))
        desk.database.read_sync(lambda c: outbox.first_unfinished(c, turn.conversation_id))
        desk.database.read_sync(lambda c: transcript.messages_after(c, turn.conversation_id, 0))
        desk.database.read_sync(
            lambda c: calendar.busy(c, ["sargsyan"], slot(9).starts_at, slot(18).starts_at, NOW)
        )
    plans = {}
    with desk.database.engine.connect() as connection:
        for statement in own(statements):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            plans[statement] = [row[3] for row in rows]
    assert len(plans) > 30
    scans = {
        s: p
        for s, p in plans.items()
        if any(line.startswith("SCAN") and "CONSTANT ROW" not in line for line in p)
    }
    assert scans == {}
    occupied = next(p for s, p in plans.items() if s.startswith("SELECT appointment.practitioner_id"))
    assert "ix_appointment_occupied" in occupied[0]


def test_cases_that_wait_for_staff_are_found_among_themselves(desk: Desk) -> None:
    """Cases that wait for customers are more, and change with every turn: they are not in that index."""
    with watched(desk.database) as statements:
        desk.database.read_sync(cases.waiting_for_staff)
    (asked,) = own(statements)
    with desk.database.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()]
    assert "ix_customer_case_staff" in plan[0]
