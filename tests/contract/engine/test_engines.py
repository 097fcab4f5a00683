"""What every engine promises (engine/port.py), on every database it runs on."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from engine import dbos_private
from engine.attempts import HANDLER_ATTEMPTS
from engine.dbos_engine import WORK_AT_ONCE, DbosEngine
from engine.dbos_jobs import Standing
from engine.dispatcher import POLL_SECONDS
from storage.jobs import Job
from tests.eventually import equal_to, eventually

if TYPE_CHECKING:
    import sqlalchemy as sa

    from tests.contract.engine.conftest import EngineUnderTest

pytestmark = pytest.mark.anyio


def turn(number: int, conversation: str = "conv-1") -> Job:
    return Job(name="turn", id=f"turn-{conversation}-{number}", subject=conversation, partition=conversation)


def alarm(name: str, delay_seconds: float = 0.0) -> Job:
    return Job(name="alarm", id=f"alarm:{name}", subject=name, delay_seconds=delay_seconds)


class RolledBack(Exception):
    pass


async def test_job_of_a_rolled_back_transaction_never_runs(under_test: EngineUnderTest) -> None:
    def enqueue_and_fail(connection: sa.Connection) -> None:
        under_test.engine.enqueue(connection, alarm("lost"))
        raise RolledBack

    async def failing() -> None:
        with pytest.raises(RolledBack):
            await under_test.database.write(enqueue_and_fail)

    # Together, so that on SQLite all three share one commit.
    await asyncio.gather(under_test.enqueue(alarm("before")), failing(), under_test.enqueue(alarm("after")))
    await under_test.runs(2)
    await under_test.let_pass(1.0)
    assert sorted(under_test.ran) == ["alarm:after", "alarm:before"]


async def test_nothing_of_dbos_looks_around_by_itself(under_test: EngineUnderTest) -> None:
    if not isinstance(under_test.engine, DbosEngine):
        pytest.skip("has no threads")
    threads = dbos_private._instance()._background_threads
    assert len(threads) >= 4
    await eventually(lambda: [thread.name for thread in threads if thread.is_alive()], equal_to([]))


async def test_same_id_twice_runs_once(under_test: EngineUnderTest) -> None:
    await under_test.enqueue(turn(1), turn(1))
    assert await under_test.runs() == ["turn-conv-1-1"]
    await under_test.enqueue(turn(1), turn(2))
    assert await under_test.runs(2) == ["turn-conv-1-1", "turn-conv-1-2"]


async def test_handler_gets_the_job_as_it_was_enqueued(under_test: EngineUnderTest) -> None:
    seen: list[Job] = []

    async def keep(job: Job) -> None:
        seen.append(job)

    under_test.handler = keep
    job = Job(name="send", id="send:o1", subject="o1", partition="conv-1")
    await under_test.enqueue(job)
    await under_test.until(lambda: bool(seen))
    assert seen == [job]


async def test_jobs_of_a_partition_never_overlap(under_test: EngineUnderTest) -> None:
    running: dict[str, int] = {}
    overlaps = 0
    ended = 0

    async def work(job: Job) -> None:
        nonlocal overlaps, ended
        conversation = str(job.partition)
        running[conversation] = running.get(conversation, 0) + 1
        overlaps += running[conversation] > 1
        await asyncio.sleep(0.01)
        running[conversation] -= 1
        ended += 1

    under_test.handler = work
    await under_test.enqueue(*[turn(n, f"conv-{n % 3}") for n in range(24)])
    await under_test.until(lambda: ended == 24)
    assert overlaps == 0


async def test_jobs_are_not_waited_for_from_look_to_look(under_test: EngineUnderTest) -> None:
    start = under_test.now()
    for number in range(8):
        await under_test.enqueue(turn(number))
        await under_test.runs(number + 1)
    assert under_test.now() - start < 8 * POLL_SECONDS / 2


async def test_next_job_of_a_partition_starts_when_the_one_before_ends(under_test: EngineUnderTest) -> None:
    start = under_test.now()
    await under_test.enqueue(*[turn(number) for number in range(8)])
    await under_test.runs(8)
    assert under_test.now() - start < 8 * POLL_SECONDS / 2


async def test_waking_finds_a_job_that_another_process_enqueued(under_test: EngineUnderTest) -> None:
    if not isinstance(under_test.engine, DbosEngine):
        pytest.skip("nothing sleeps in the in-process engine")
    elsewhere = DbosEngine(under_test.database, executor_id="elsewhere", when_enqueued=under_test.engine.wake)
    start = under_test.now()
    for number in range(8):
        await under_test.database.write(lambda c, number=number: elsewhere.enqueue(c, turn(number)))  # type: ignore[misc]
        await under_test.runs(number + 1)
    assert under_test.now() - start < 8 * POLL_SECONDS / 2


async def test_job_enqueued_outside_our_writer_is_found_by_looking(under_test: EngineUnderTest) -> None:
    with under_test.database.engine.begin() as connection:
        under_test.engine.enqueue(connection, alarm("outside"))
    assert await under_test.runs() == ["alarm:outside"]


async def test_delayed_job_runs_after_its_delay_and_not_before(under_test: EngineUnderTest) -> None:
    ran_at: list[float] = []

    async def note(job: Job) -> None:
        ran_at.append(under_test.now())

    under_test.handler = note
    start = under_test.now()
    await under_test.enqueue(alarm("later", delay_seconds=1.2))
    await under_test.until(lambda: bool(ran_at))
    assert 1.2 <= ran_at[0] - start < 4.0


async def test_cancelled_job_does_not_run(under_test: EngineUnderTest) -> None:
    await under_test.enqueue(alarm("cancelled", delay_seconds=1.0), alarm("kept", delay_seconds=1.0))
    await under_test.database.write(lambda c: under_test.engine.cancel(c, "alarm:cancelled"))
    await under_test.runs()
    await under_test.let_pass(1.0)
    assert under_test.ran == ["alarm:kept"]


async def test_cancel_in_a_rolled_back_transaction_cancels_nothing(under_test: EngineUnderTest) -> None:
    def cancel_and_fail(connection: sa.Connection) -> None:
        under_test.engine.cancel(connection, "alarm:kept")
        raise RolledBack

    await under_test.enqueue(alarm("kept", delay_seconds=0.5))
    with pytest.raises(RolledBack):
        await under_test.database.write(cancel_and_fail)
    assert await under_test.runs() == ["alarm:kept"]


async def test_failing_handler_is_tried_again(under_test: EngineUnderTest) -> None:
    tries = 0

    async def succeed_at_third(job: Job) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise RuntimeError("not yet")
        under_test.ran.append(job.id)

    under_test.handler = succeed_at_third
    await under_test.enqueue(turn(1))
    assert await under_test.runs() == ["turn-conv-1-1"]
    assert tries == 3


async def test_hopeless_job_is_given_up_and_does_not_hold_others(under_test: EngineUnderTest) -> None:
    tries = 0

    async def fail_for_one(job: Job) -> None:
        nonlocal tries
        if job.subject == "conv-bad":
            tries += 1
            raise RuntimeError("never")
        under_test.ran.append(job.id)

    under_test.handler = fail_for_one
    await under_test.enqueue(turn(1, "conv-bad"), turn(1, "conv-good"))
    assert await under_test.runs() == ["turn-conv-good-1"]
    await under_test.until(lambda: tries == HANDLER_ATTEMPTS)
    await under_test.let_pass(0.5)
    assert (tries, under_test.ran) == (HANDLER_ATTEMPTS, ["turn-conv-good-1"])


async def test_records_of_finished_jobs_are_deleted_and_waiting_ones_kept(
    under_test: EngineUnderTest,
) -> None:
    await under_test.enqueue(turn(1), turn(2), alarm("waiting", delay_seconds=3600))
    await under_test.runs(2)
    await under_test.let_pass(1.5)
    assert await under_test.engine.forget_finished(timedelta(hours=1)) == 0
    assert await under_test.engine.forget_finished(timedelta(0)) == 2


async def test_jobs_that_were_not_run_before_a_stop_run_after_the_next_start(
    under_test: EngineUnderTest,
) -> None:
    await under_test.enqueue(alarm("later", delay_seconds=1.0))
    await under_test.engine.stop()
    await under_test.start()
    assert await under_test.runs() == ["alarm:later"]


async def test_job_whose_arguments_cannot_be_read_ends_and_holds_up_nobody(
    under_test: EngineUnderTest,
) -> None:
    if not isinstance(under_test.engine, DbosEngine):
        pytest.skip("keeps its jobs as they are")
    schema = "dbos." if under_test.database.dialect == "postgresql" else ""

    def enqueue(connection: sa.Connection) -> None:
        under_test.engine.enqueue(connection, turn(1))
        connection.exec_driver_sql(f"UPDATE {schema}workflow_input SET inputs = 'nonsense'")
        under_test.engine.enqueue(connection, turn(2))

    await under_test.database.write(enqueue)
    assert await under_test.runs() == ["turn-conv-1-2"]


async def test_only_so_many_jobs_of_a_queue_run_at_once(under_test: EngineUnderTest) -> None:
    if not isinstance(under_test.engine, DbosEngine):
        pytest.skip("runs one after another")
    running, most, ended = 0, 0, 0

    async def work(job: Job) -> None:
        nonlocal running, most, ended
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        ended += 1

    under_test.handler = work
    for n in range(2 * WORK_AT_ONCE):
        await under_test.enqueue(alarm(f"{n}"))
    await under_test.enqueue(*[alarm(f"more {n}") for n in range(2 * WORK_AT_ONCE)])
    await under_test.until(lambda: ended == 4 * WORK_AT_ONCE)
    assert most == WORK_AT_ONCE


async def test_what_fails_in_the_database_is_looked_for_again(
    under_test: EngineUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = under_test.engine
    if not isinstance(engine, DbosEngine):
        pytest.skip("does not look")
    look, failures = engine._rows.look, 3

    def fail(connection: sa.Connection) -> Standing:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise ValueError("away")
        return look(connection)

    monkeypatch.setattr(engine._rows, "look", fail)
    await under_test.enqueue(turn(1))
    assert await under_test.runs() == ["turn-conv-1-1"]
    assert failures < 0
