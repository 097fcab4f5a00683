"""A desk with a real database and a real engine around a runner that echoes."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from channels.port import ChannelAdapter
from domain.business.business import Business
from domain.clock import Clock, SystemClock, VirtualClock
from domain.event import ChannelName, Event, Sender
from engine.bootstrap import Runners, assemble, make_letterbox, open_engine
from engine.desk import Desk
from engine.settings import DATABASE_FILE, Settings
from engine.turns import TurnJobs
from knowledge.business_files import load_business
from storage.database import Database
from storage.door import conversation_id_of
from tests.eventually import at_least as eventually_at_least
from tests.eventually import eventually
from tests.fakes.echo import EchoRunner, NoApprovals, message_event

OpenDesk = Callable[..., Awaitable[Desk]]


@cache
def clinic() -> Business:
    """The runner echoes, but a turn that fails for good is apologised for in the business's words."""
    return load_business(Path("businesses/clinic"))


@asynccontextmanager
async def desks(folder: Path, prepared: Path | None = None) -> AsyncIterator[OpenDesk]:
    """Opens desks that are stopped at the end, whatever happened. `prepared`: a database to begin with."""
    opened: list[Desk] = []
    if prepared is not None:
        (folder / "data").mkdir()
        shutil.copy(prepared, folder / "data" / DATABASE_FILE)

    async def open_desk(
        *,
        runner: EchoRunner | None = None,
        channels: dict[ChannelName, ChannelAdapter] | None = None,
        inline: bool = False,
        clock: Clock | None = None,
        with_letterbox: bool = False,
        **settings: object,
    ) -> Desk:
        values = Settings(_env_file=None, data_dir=folder / "data", **settings)  # type: ignore[arg-type]
        values.prepare_data_dir()
        clock = clock or (VirtualClock(datetime(2026, 11, 23, 6, tzinfo=UTC)) if inline else SystemClock())
        resources = AsyncExitStack()
        engine = await open_engine(values, clock, resources, inline=inline)
        runner = runner or EchoRunner()
        runner.attach(engine.database, TurnJobs(engine.engine), clock)
        desk = assemble(
            values,
            clinic(),
            engine,
            clock,
            Runners(runner, NoApprovals()),
            channels or {},
            resources=resources,
            letterbox=make_letterbox(values) if with_letterbox else None,
        )
        opened.append(desk)
        await desk.start()
        return desk

    try:
        yield open_desk
    finally:
        for desk in reversed(opened):
            await desk.stop()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table of ours and of the engine, made once: making them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")

    async def make() -> None:
        async with desks(folder) as opener:
            await opener()

    asyncio.run(make())
    path = folder / "data" / DATABASE_FILE
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM executor_lease")
    connection.close()
    return path


@pytest.fixture
async def open_desk(tmp_path: Path, empty_database: Path) -> AsyncIterator[OpenDesk]:
    async with desks(tmp_path, empty_database) as opener:
        yield opener


class Customer:
    """Somebody who writes on one channel and reads the transcript."""

    def __init__(self, desk: Desk, name: str = "anna", channel: ChannelName = "web") -> None:
        self._desk = desk
        self.sender = Sender(channel=channel, external_id=name)
        self.conversation_id = conversation_id_of(desk.business.id, self.sender)
        self._sent = 0

    async def write(self, text: str) -> None:
        self._sent += 1
        event = message_event(
            self.sender, text, f"{self.sender.external_id}-{self._sent}", self._desk.clock.now()
        )
        await self.send(event)

    async def send(self, event: Event) -> None:
        self.conversation_id = (await self._desk.receive(self.sender, event)).conversation_id

    async def lines(self) -> list[tuple[str, str]]:
        return await self._desk.database.read(lambda c: transcript_of(c, self.conversation_id))

    async def replies(self, *, at_least: int = 0, seconds: float = 20.0) -> list[str]:
        """What the bot said, as soon as there are so many replies."""

        async def said() -> list[str]:
            return [text for author, text in await self.lines() if author == "bot"]

        return await eventually(said, eventually_at_least(at_least), seconds=seconds)


def transcript_of(connection: sa.Connection, conversation_id: str) -> list[tuple[str, str]]:
    rows = connection.execute(
        sa.text("SELECT author, text FROM message WHERE conversation_id = :c ORDER BY seq"),
        {"c": conversation_id},
    )
    return [(row.author, row.text) for row in rows]


def outbox_of(connection: sa.Connection, conversation_id: str) -> list[tuple[str, int]]:
    rows = connection.execute(
        sa.text("SELECT status, attempts FROM outbox WHERE conversation_id = :c ORDER BY message_seq"),
        {"c": conversation_id},
    )
    return [(row.status, row.attempts) for row in rows]


async def outbox(database: Database, conversation_id: str) -> list[tuple[str, int]]:
    return await database.read(lambda c: outbox_of(c, conversation_id))


def all_sent(rows: list[tuple[str, int]]) -> bool:
    """Nothing of the outbox is still to be tried."""
    return bool(rows) and all(status == "sent" for status, _ in rows)


def in_an_hour(clock: Clock) -> datetime:
    return clock.now() + timedelta(hours=1)
