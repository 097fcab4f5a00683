"""Writes are committed before they return, one caller's failure is its own, and closing is clean."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from domain.errors import Retryable
from storage.database import Database
from storage.engines import dialect_of, driver_url
from storage.tables import contact
from storage.writer import after_commit
from tests.contract.storage.desk import NOW

pytestmark = pytest.mark.anyio


def insert(connection: sa.Connection, id_: str) -> str:
    connection.execute(sa.insert(contact), {
        "id": id_, "name": None, "phone": None, "email": None, "vip": False, "opted_out": False,
        "created_at": NOW, "updated_at": NOW,
    })  # fmt: skip
    return id_


def count(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(contact)).scalar_one())


async def test_write_returns_after_commit_and_read_sees_it(database: Database) -> None:
    assert await database.write(lambda c: insert(c, "a")) == "a"
    assert await database.read(count) == 1


async def test_a_failing_caller_does_not_hurt_those_that_share_its_commit(database: Database) -> None:
    started, release = threading.Event(), threading.Event()

    def hold(connection: sa.Connection) -> None:
        started.set()
        release.wait(10)

    def fail(connection: sa.Connection) -> None:
        insert(connection, "half-done")
        raise KeyError("mine alone")

    first = asyncio.ensure_future(database.write(hold))
    await asyncio.to_thread(started.wait, 10)
    others = [
        asyncio.ensure_future(database.write(fail if n % 5 == 0 else lambda c, n=n: insert(c, f"c{n}")))  # type: ignore[misc]
        for n in range(20)
    ]
    others.append(asyncio.ensure_future(database.write(lambda c: insert(c, "c1"))))
    await asyncio.sleep(0)
    release.set()
    await first
    results = await asyncio.gather(*others, return_exceptions=True)
    failed = [r for r in results if isinstance(r, KeyError)]
    refused = [r for r in results if isinstance(r, sa.exc.IntegrityError)]
    assert (len(failed), len(refused)) == (4, 1)
    assert await database.read(count) == 16


async def test_a_write_may_be_cancelled_by_its_caller_without_harm(database: Database) -> None:
    tasks = [asyncio.ensure_future(database.write(lambda c, n=n: insert(c, f"c{n}"))) for n in range(10)]  # type: ignore[misc]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await database.write(lambda c: insert(c, "after")) == "after"


async def test_callers_may_live_on_different_event_loops(database: Database) -> None:
    def on_own_loop(n: int) -> str:
        return asyncio.run(database.write(lambda c: insert(c, f"loop{n}")))

    def run_all() -> list[str]:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(on_own_loop, range(16)))

    own = database.write(lambda c: insert(c, "own"))
    theirs, mine = await asyncio.gather(asyncio.to_thread(run_all), own)
    assert (len(theirs), mine) == (16, "own")
    assert await database.read(count) == 17


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        await database.read(lambda c: insert(c, "a"))
    assert await database.read(count) == 0


async def test_a_read_sees_one_moment(database: Database) -> None:
    def count_twice(connection: sa.Connection) -> tuple[int, int]:
        before = count(connection)
        database.write_sync(lambda c: insert(c, "meanwhile"))
        return before, count(connection)

    assert await database.read(count_twice) == (0, 0)
    assert await database.read(count) == 1


async def test_writers_wait_for_a_foreign_transaction(database: Database) -> None:
    """The durable engine writes into the same database through `Database.engine`. Postgres lets both go on."""
    with database.engine.begin() as foreign:
        insert(foreign, "theirs")
        waiting = asyncio.ensure_future(database.write(lambda c: insert(c, "ours")))
        if database.dialect == "sqlite":
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(waiting), 0.05)
    assert await waiting == "ours"
    assert await database.read(count) == 2


async def test_shared_engine_takes_text_and_core_statements(database: Database) -> None:
    with database.engine.begin() as connection:
        insert(connection, "a")
        found = connection.execute(sa.text("SELECT id FROM contact WHERE id = :id"), {"id": "a"}).scalar()
    assert found == "a"
    with database.engine.connect() as connection:
        insert(connection, "rolled-back")
        connection.rollback()
    assert await database.read(count) == 1


def test_a_write_inside_a_write_is_refused_and_not_waited_for(database: Database) -> None:
    with pytest.raises(RuntimeError, match="inside a write"):
        database.write_sync(lambda c: database.write_sync(lambda d: insert(d, "a")))


async def test_a_request_to_try_again_is_followed_and_in_the_end_passed_on(database: Database) -> None:
    calls: list[int] = []

    class Busy(Exception):
        sqlstate = "40001"

    def busy(connection: sa.Connection) -> int:
        calls.append(1)
        insert(connection, "a")
        if len(calls) < 3:
            raise sa.exc.OperationalError("x", {}, Busy("database is locked"))
        return len(calls)

    assert await database.write(busy) == 3
    assert await database.read(count) == 1

    def always(connection: sa.Connection) -> None:
        raise sa.exc.OperationalError("x", {}, Busy("database is locked"))

    with pytest.raises(Retryable):
        await database.write(always)


@pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_connections_that_the_server_dropped_are_replaced(database: Database) -> None:
    def drop_all(connection: sa.Connection) -> None:
        connection.execute(sa.text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ))  # fmt: skip

    await asyncio.gather(*(database.write(lambda c, n=n: insert(c, f"c{n}")) for n in range(12)))  # type: ignore[misc]
    assert await asyncio.gather(*(database.read(count) for _ in range(4))) == [12] * 4
    with database.engine.begin() as connection:
        drop_all(connection)
    assert await asyncio.gather(*(database.read(count) for _ in range(8))) == [12] * 8
    await asyncio.gather(*(database.write(lambda c, n=n: insert(c, f"d{n}")) for n in range(12)))  # type: ignore[misc]
    assert database.read_sync(count) == 24


async def test_errors_do_not_quote_what_was_written(database: Database) -> None:
    def twice(connection: sa.Connection) -> None:
        for _ in range(2):
            connection.execute(sa.insert(contact), {
                "id": "a", "name": "Ани", "phone": "+37491123456", "email": None, "vip": False,
                "opted_out": False, "created_at": NOW, "updated_at": NOW,
            })  # fmt: skip

    with pytest.raises(sa.exc.IntegrityError) as caught:
        await database.write(twice)
    assert "37491123456" not in str(caught.value)


async def test_close_finishes_what_was_submitted_and_refuses_more(database: Database) -> None:
    tasks = [asyncio.ensure_future(database.write(lambda c, n=n: insert(c, f"c{n}"))) for n in range(20)]  # type: ignore[misc]
    await asyncio.sleep(0)
    await asyncio.to_thread(database.close)
    assert len(await asyncio.gather(*tasks)) == 20
    database.close()
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(lambda c: insert(c, "late"))
    with pytest.raises(RuntimeError, match="closed"):
        await database.read(count)
    reopened = Database.open(database.url)
    assert await reopened.read(count) == 20
    await asyncio.to_thread(reopened.close)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_is_set_up_to_survive_power_loss(database: Database) -> None:
    def ask(connection: sa.Connection) -> list[object]:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]

    assert database.write_sync(ask) == ["wal", 2, 1]
    with database.engine.connect() as connection:
        assert ask(connection) == ["wal", 2, 1]


def test_unsupported_databases_are_named() -> None:
    assert dialect_of("postgresql://h/d") == "postgresql"
    assert driver_url("postgresql://h/d").drivername == "postgresql+psycopg"
    with pytest.raises(ValueError, match="mysql"):
        dialect_of("mysql://h/d")


async def test_after_commit_is_called_once_and_only_for_what_was_committed(database: Database) -> None:
    called: list[str] = []

    def stored() -> None:
        called.append("stored")

    def failing(connection: sa.Connection) -> None:
        after_commit(connection, lambda: called.append("failed"))
        raise ValueError("refused")

    def writing(connection: sa.Connection) -> None:
        after_commit(connection, stored)
        after_commit(connection, stored)

    with pytest.raises(ValueError, match="refused"):
        await database.write(failing)
    await database.write(writing)
    await database.write(lambda c: None)
    assert called == ["stored"]


async def test_what_is_called_after_a_commit_may_fail_without_doing_the_write_again(
    database: Database,
) -> None:
    called: list[str] = []

    def writing(connection: sa.Connection) -> str:
        def stumble() -> None:
            called.append("stumbled")
            raise sa.exc.OperationalError("x", {}, Exception("database is locked"))

        after_commit(connection, stumble)
        after_commit(connection, lambda: called.append("went on"))
        return insert(connection, "a")

    assert await database.write(writing) == "a"
    assert sorted(called) == ["stumbled", "went on"]
    assert await database.read(count) == 1


async def test_after_a_failure_the_next_write_has_a_transaction_of_its_own(database: Database) -> None:
    def half(connection: sa.Connection) -> None:
        insert(connection, "half-done")
        raise KeyError("mine alone")

    for n in range(3):
        with pytest.raises(KeyError):
            await database.write(half)
        with pytest.raises(sa.exc.DBAPIError):
            await database.write(lambda c: c.execute(sa.text("SELECT nothing FROM nowhere")))
        with pytest.raises(sa.exc.DBAPIError):
            await database.read(lambda c: c.execute(sa.text("SELECT nothing FROM nowhere")))
        await database.write(lambda c, n=n: insert(c, f"whole{n}"))  # type: ignore[misc]
        assert await database.read(count) == n + 1
