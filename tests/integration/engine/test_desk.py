"""Stopping in good order, the net under lost jobs, privacy of the job tables, and notes across processes."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from domain.clock import VirtualClock
from domain.turn import TurnInput
from engine.notifier import STAFF, Notifier
from engine.settings import Settings
from engine.tail import InboxTail
from tests.eventually import equal_to, eventually
from tests.fakes.echo import EchoRunner
from tests.integration.engine.conftest import Customer, OpenDesk

pytestmark = pytest.mark.anyio


async def test_stop_lets_a_running_turn_finish(open_desk: OpenDesk) -> None:
    started = asyncio.Event()

    async def take_a_moment(turn: TurnInput) -> None:
        started.set()
        await asyncio.sleep(0.5)

    desk = await open_desk(runner=EchoRunner(before_commit=take_a_moment))
    customer = Customer(desk)
    await customer.write("hello")
    await started.wait()
    await desk.stop()
    again = await open_desk()
    customer = Customer(again)
    customer.conversation_id = next(iter(await _conversations(again)))
    assert await customer.lines() == [("customer", "hello"), ("bot", "echo: hello")]


async def _conversations(desk: object) -> list[str]:
    return await desk.database.read(  # type: ignore[attr-defined, no-any-return]
        lambda c: list(c.execute(sa.text("SELECT id FROM conversation")).scalars())
    )


async def test_threads_of_the_loop_still_work_after_a_stop(open_desk: OpenDesk) -> None:
    """DBOS makes its pool the loop's and shuts it down."""
    desk = await open_desk()
    await desk.stop()
    assert await asyncio.to_thread(lambda: 1) == 1


async def test_reply_that_nobody_tried_to_send_is_found(open_desk: OpenDesk) -> None:
    yesterday = VirtualClock(datetime.now(UTC) - timedelta(days=1))
    desk = await open_desk(inline=True, clock=yesterday)
    customer = Customer(desk)
    await customer.write("hello")
    await desk.settle()
    await desk.database.write(lambda c: c.execute(sa.text("UPDATE outbox SET status = 'pending'")))
    await desk.stop()
    server = await open_desk()

    async def sent() -> object:
        return await server.database.read(lambda c: c.execute(sa.text("SELECT status FROM outbox")).scalar())

    assert await eventually(sent, equal_to("sent")) == "sent"


def readable(stored: object) -> str:
    """A column as it is read with bare eyes, also where the engine keeps it in base64."""
    try:
        return b64decode(str(stored), validate=True).decode("utf-8", "replace")
    except ValueError:
        return str(stored)


async def test_no_words_of_customers_in_job_tables_or_logs(
    open_desk: OpenDesk, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = await open_desk()
    customer = Customer(desk)
    await customer.write("my phone is 091 234567")
    assert await customer.replies(at_least=1) == ["echo: my phone is 091 234567"]

    def job_tables(connection: sa.Connection) -> str:
        return "\n".join(
            readable(value)
            for table in ("workflow_status", "workflow_input", "workflow_output", "operation_outputs")
            for row in connection.execute(sa.text(f"SELECT * FROM {table}"))
            for value in row
        )

    stored = await desk.database.read(job_tables)
    assert customer.conversation_id in stored
    printed = capfd.readouterr()
    assert "234567" not in stored + printed.out + printed.err


async def test_listeners_hear_of_their_conversation_and_staff_of_all(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    anna, boris = Customer(desk, "anna"), Customer(desk, "boris")
    await anna.write("hello")
    await desk.settle()
    with desk.notifier.subscribe(anna.conversation_id) as own, desk.notifier.subscribe(STAFF) as all_:
        await boris.write("hi")
        await desk.settle()
        await anna.write("still there?")
        await desk.settle()
        assert {(await own.get()).conversation_id for _ in range(3)} == {anna.conversation_id}
        heard = [await all_.get() for _ in range(4)]
    assert [note.kind for note in heard[:3]] == ["message", "typing", "turn"]
    assert not desk.notifier.is_heard


async def test_notes_of_another_process_arrive(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    here = Notifier()
    tail = InboxTail(desk.database, here)
    customer = Customer(desk)
    await customer.write("before anybody listened")
    await desk.settle()
    with here.subscribe(STAFF) as notes:
        await tail.look()
        await customer.write("hello")
        await desk.settle()
        await tail.look()
        note = await asyncio.wait_for(notes.get(), 5)
    assert (note.conversation_id, note.kind) == (customer.conversation_id, "turn")


def test_settings_say_how_long_a_burst_may_pause() -> None:
    settings = Settings(_env_file=None)
    assert [settings.wait_seconds(c) for c in ("web", "terminal", "telegram", "whatsapp")] == [0, 0, 1.5, 1.5]


def test_unknown_database_is_refused_with_the_right_spelling() -> None:
    with pytest.raises(ValueError, match=r"postgresql\+psycopg://"):
        Settings(_env_file=None, database_url="mysql://x")
