"""Real desks of the clinic on both databases, for tests in which everybody does something at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from domain.clock import Clock
from domain.event import ChannelName, Event, Sender
from engine.desk import Desk
from storage.door import Accepted, conversation_id_of
from tests.eventually import eventually
from tests.fakes.scripted_understander import ScriptedUnderstander
from tests.integration.crash.databases import Databases
from tests.integration.crash.desk import Clinic, open_desk
from tests.integration.crash.players import is_answered, is_idle
from tests.integration.crash.points import Killer

OpenDesk = Callable[..., Awaitable[Desk]]
LOOK_EVERY_SECONDS = 0.05


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    return Clinic.load()


def _databases(clinic: Clinic, folder: Path, server: str) -> Databases:
    made = Databases(folder, server)

    async def make() -> None:
        desk = await open_desk(clinic, made.template_folder, made.template_url, Killer())
        await desk.stop()

    asyncio.run(make())
    return made


@pytest.fixture(scope="session")
def sqlite_databases(clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return _databases(clinic, tmp_path_factory.mktemp("contention"), "")


@pytest.fixture(scope="session")
def postgres_databases(
    clinic: Clinic, tmp_path_factory: pytest.TempPathFactory, postgres_server_url: str
) -> Databases:
    return _databases(clinic, tmp_path_factory.mktemp("contention"), postgres_server_url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    name = tmp_path.name.lower().translate(str.maketrans("[]-", "___"))[-40:]
    yield databases.create(name)
    databases.drop(name)


@pytest.fixture
async def open_clinic(clinic: Clinic, database_url: str, tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """Opens desks one after the other on the same data; the last one is stopped at the end."""
    opened: list[Desk] = []

    async def open_one(
        *, understander: ScriptedUnderstander | None = None, clock: Clock | None = None, inline: bool = False
    ) -> Desk:
        desk = await open_desk(
            clinic, tmp_path, database_url, Killer(), understander=understander, clock=clock, inline=inline
        )
        opened.append(desk)
        return desk

    yield open_one
    if opened:
        await opened[-1].stop()


class Visitor:
    """Somebody who writes to the desk, and whose rows tests look at."""

    def __init__(self, desk: Desk, name: str, channel: ChannelName = "web") -> None:
        self.desk, self.name = desk, name
        self.sender = Sender(channel=channel, external_id=name)
        self.conversation_id = conversation_id_of("clinic", self.sender)
        self._said = 0

    def message(self, text: str = "", *, tap: str | None = None) -> Event:
        self._said += 1
        return Event(
            kind="message" if tap is None else "choice", channel=self.sender.channel, text=text,
            provider_id=f"{self.name}-{self._said}", occurred_at=self.desk.clock.now(),
            payload={} if tap is None else {"id": tap},
        )  # fmt: skip

    async def say(self, text: str) -> Accepted:
        return await self.desk.receive(self.sender, self.message(text))

    async def tap(self, option: str) -> Accepted:
        return await self.desk.receive(self.sender, self.message(tap=option))

    async def until_answered(self, *, seconds: float = 120.0) -> None:
        await eventually(
            lambda: self.desk.database.read(lambda c: is_answered(c, self.conversation_id)),
            seconds=seconds,
            every_seconds=LOOK_EVERY_SECONDS,
        )

    async def ask(self, text: str) -> list[str]:
        """Say it, wait for the answer, and see the options of the last reply that has any."""
        await self.say(text)
        await self.until_answered()
        return await self.options()

    async def options(self) -> list[str]:
        rows = await self.rows(
            "SELECT options FROM message WHERE conversation_id = :c AND author = 'bot' ORDER BY seq", options=sa.JSON
        )  # fmt: skip
        shown = [row.options for row in rows if row.options]
        return [option_id for option_id, _ in shown[-1]] if shown else []

    async def replies(self) -> list[str]:
        rows = await self.rows(
            "SELECT text FROM message WHERE conversation_id = :c AND author <> 'customer' ORDER BY seq"
        )
        return [row.text for row in rows]

    async def rows(self, sql: str, **types: Any) -> list[Any]:
        return await rows(self.desk, sql, c=self.conversation_id, _types=types)


async def rows(desk: Desk, sql: str, _types: dict[str, Any] | None = None, **values: Any) -> list[Any]:
    statement = sa.text(sql).columns(**_types) if _types else sa.text(sql)
    return await desk.database.read(lambda c: list(c.execute(statement, values)))


async def until_idle(desk: Desk, *, seconds: float = 120.0) -> None:
    """Until nobody waits for anything."""
    await eventually(lambda: desk.database.read(is_idle), seconds=seconds, every_seconds=LOOK_EVERY_SECONDS)
