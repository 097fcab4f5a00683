"""kill -9 in the middle of turns: nothing acknowledged is lost, nothing is committed twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.instance import AlreadyRunning
from engine.settings import DATABASE_FILE
from storage.database import Database
from tests.eventually import equal_to, eventually
from tests.fakes.echo import EchoRunner, silence_alarm
from tests.integration.engine.conftest import OpenDesk, transcript_of

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
CUSTOMERS = 8


class DeskProcess:
    """`desk_process.py`, with what it has printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.printed: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for raw in self._process.stdout:
            self.printed.append(raw.decode().strip())

    async def say(self, name: str, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name}\t{text}\n".encode())
        await self._process.stdin.drain()

    def count(self, word: str) -> int:
        return sum(line.startswith(word) for line in self.printed)

    async def until_printed(self, word: str, times: int = 1, *, seconds: float = 60.0) -> None:
        await eventually(lambda: self.count(word) >= times, seconds=seconds)

    def conversations(self) -> dict[str, str]:
        return dict(line.split()[1:] for line in self.printed if line.startswith("acked"))

    async def kill(self) -> None:
        if self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await self._reader


@asynccontextmanager
async def desk_process(
    folder: Path, *, url: str = "", turn_seconds: float, alarm_seconds: float | None = None
) -> AsyncIterator[DeskProcess]:
    alarm = [] if alarm_seconds is None else ["--alarm-seconds", str(alarm_seconds)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.integration.engine.desk_process", str(folder),
        "--url", url, "--turn-seconds", str(turn_seconds), *alarm,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    running = DeskProcess(process)
    try:
        await running.until_printed("ready")
        yield running
    finally:
        await running.kill()


async def transcripts(database: Database, conversations: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    def read(connection: sa.Connection) -> dict[str, list[tuple[str, str]]]:
        return {name: transcript_of(connection, id_) for name, id_ in conversations.items()}

    return await database.read(read)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_killed_process_loses_nothing_and_repeats_nothing(
    kind: str, tmp_path: Path, open_desk: OpenDesk, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    names = [f"c{n}" for n in range(CUSTOMERS)]
    async with desk_process(tmp_path, url=url, turn_seconds=3.0) as victim:
        for name in names[: CUSTOMERS // 2]:
            await victim.say(name, "one")
        await victim.until_printed("turn", CUSTOMERS // 2)
        for name in names:
            await victim.say(name, "two")
        await victim.until_printed("acked", CUSTOMERS + CUSTOMERS // 2)
        await victim.kill()
        conversations = victim.conversations()
    desk = await open_desk(database_url=url)

    async def answered() -> bool:
        found = await transcripts(desk.database, conversations)
        return all("two" in lines[-1][1] and lines[-1][0] == "bot" for lines in found.values())

    assert await eventually(answered, seconds=30)
    for name, lines in (await transcripts(desk.database, conversations)).items():
        echoed = " | ".join(text.removeprefix("echo: ") for author, text in lines if author == "bot")
        said = " | ".join(text for author, text in lines if author == "customer")
        assert echoed == said, name


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_alarms_that_were_put_off_ring_once_though_their_jobs_are_killed_halfway(
    kind: str, tmp_path: Path, open_desk: OpenDesk, request: pytest.FixtureRequest
) -> None:
    """The first jobs look too early and ask for others; one of these moments is the process's last."""
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    names = [f"c{n}" for n in range(CUSTOMERS)]
    async with desk_process(tmp_path, url=url, turn_seconds=0.0, alarm_seconds=3.0) as victim:
        for name in names:
            await victim.say(name, "one")
        await victim.until_printed("turn", CUSTOMERS)
        for name in names:
            await victim.say(name, "two")
        await victim.until_printed("turn", 2 * CUSTOMERS)
        database = Database.open(url or f"sqlite:///{tmp_path / 'data' / DATABASE_FILE}")

        async def has_looked() -> bool:
            return await database.read(
                lambda c: c.execute(sa.text("SELECT count(*) FROM timer WHERE job > 1")).scalar_one() > 0
            )

        assert await eventually(has_looked, seconds=20)
        await victim.kill()
        database.close()
        conversations = victim.conversations()
    desk = await open_desk(database_url=url, runner=EchoRunner(timers=silence_alarm(3.0)))

    async def rang() -> bool:
        found = await transcripts(desk.database, conversations)
        return all(lines[-1] == ("bot", "echo: <timer>") for lines in found.values())

    assert await eventually(rang, seconds=30)
    for name, lines in (await transcripts(desk.database, conversations)).items():
        assert [text for _, text in lines].count("echo: <timer>") == 1, name


@pytest.mark.postgres
async def test_living_process_finishes_the_work_of_a_killed_one(tmp_path: Path, postgres_url: str) -> None:
    """Leases: nobody restarts the dead process."""
    async with (
        desk_process(tmp_path / "a", url=postgres_url, turn_seconds=2.0) as one,
        desk_process(tmp_path / "b", url=postgres_url, turn_seconds=2.0),
    ):
        for n in range(20):
            await one.say(f"c{n}", "hello")
        await one.until_printed("acked", 20)
        await one.until_printed("turn")
        await one.kill()
        database = Database.open(postgres_url)
        conversations = one.conversations()

        async def answered() -> int:
            found = await transcripts(database, conversations)
            return sum(lines == [("customer", "hello"), ("bot", "echo: hello")] for lines in found.values())

        assert await eventually(answered, equal_to(20), seconds=40) == 20
        database.close()


async def test_second_process_on_the_same_file_is_told_what_to_do(
    tmp_path: Path, open_desk: OpenDesk
) -> None:
    async with desk_process(tmp_path, turn_seconds=0.0):
        with pytest.raises(AlreadyRunning, match=r"process \d+.*CLOSELOOP_DATA_DIR"):
            await open_desk()
    await open_desk()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
