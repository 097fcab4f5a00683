"""Which commits wait for the disk: asked of the database while they run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database

pytestmark = pytest.mark.anyio


def waits(connection: sa.Connection) -> bool:
    """Whether this commit will wait until it is on disk."""
    if connection.dialect.name == "sqlite":
        return bool(connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2)
    return bool(connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on")


async def test_writes_wait_for_the_disk_unless_they_need_not(database: Database) -> None:
    for lasting in (True, False, True, False, False, True):
        assert await database.write(waits, lasting=lasting) is lasting
    assert await database.write(waits)


async def test_one_that_must_last_makes_its_company_wait(database: Database) -> None:
    """Callers that share a commit."""
    if database.dialect != "sqlite":
        pytest.skip("on Postgres everybody has a commit of their own")
    held, hold = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait_for_company(_connection: sa.Connection) -> None:
        loop.call_soon_threadsafe(held.set)
        asyncio.run_coroutine_threadsafe(hold.wait(), loop).result(20)

    first = asyncio.create_task(database.write(wait_for_company, lasting=False))
    await held.wait()
    company = [
        asyncio.create_task(database.write(waits, lasting=lasting)) for lasting in (False, True, False)
    ]
    await asyncio.sleep(0)
    hold.set()
    await first
    assert await asyncio.gather(*company) == [True, True, True]


async def test_failed_write_does_not_change_how_the_next_one_waits(database: Database) -> None:
    def fail(_connection: sa.Connection) -> Any:
        raise ValueError("no")

    work: Callable[[sa.Connection], Any] = fail
    for lasting in (False, True):
        with pytest.raises(ValueError, match="no"):
            await database.write(work, lasting=lasting)
    assert await database.write(waits)
