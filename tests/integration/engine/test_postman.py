"""What was acknowledged gets into the inbox: in its order, whatever the database does, also after a death."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest
import sqlalchemy as sa

from domain.errors import Retryable
from domain.event import Event, Sender
from engine import postman
from engine.postman import Postman
from engine.settings import DATABASE_FILE
from storage import letterbox
from storage.letter_file import FILE, Letter
from storage.letterbox import Letterbox
from tests.eventually import eventually
from tests.fakes.echo import message_event
from tests.integration.engine.conftest import Customer, OpenDesk

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LETTERS = "SELECT event FROM letter ORDER BY seq"
ANNA = Sender(channel="telegram", external_id="anna")


def event(number: int) -> Event:
    return message_event(ANNA, f"message {number}", f"m{number}", NOW)


class Inbox:
    """Remembers what it was given; fails as it is told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.failures: list[Exception] = []
        self.disk_failures: list[Exception] = []
        self.unreadable = ""
        self.changed = anyio.Event()
        self.lasting = 0
        """So many of the first are on disk."""

    async def receive_letters(self, letters: Sequence[Letter], *, lasting: bool) -> None:
        if self.failures:
            raise self.failures.pop(0)
        ids = [letter.event.provider_id for letter in letters]
        if self.unreadable in ids:
            raise ValueError("nobody can read this")
        self.taken += ids
        if lasting:
            self.lasting = len(self.taken)
        self.changed.set()

    async def bring_to_disk(self) -> None:
        if self.disk_failures:
            raise self.disk_failures.pop(0)
        self.lasting = len(self.taken)
        self.changed.set()

    async def until(self, *expected: str) -> None:
        with anyio.fail_after(20):
            while self.taken != list(expected):
                self.changed = anyio.Event()
                await self.changed.wait()


def box_in(folder: Path) -> Letterbox:
    return Letterbox(folder, folder / "closeloop.db")


async def start(folder: Path, inbox: Inbox) -> Postman:
    post = Postman(box_in(folder), inbox)
    await post.start()
    return post


async def post_one(folder: Path, inbox: Inbox) -> Postman:
    """`m1` is in the inbox, and still in the letterbox."""
    post = await start(folder, inbox)
    await post.post(ANNA, event(1), NOW)
    await inbox.until("m1")
    return post


async def left_in(folder: Path) -> list[str]:
    box = box_in(folder)
    letters = box.open()
    box.close()
    return [letter.event.provider_id for letter in letters]


async def test_letters_are_taken_in_in_their_order_and_leave_the_letterbox(tmp_path: Path) -> None:
    inbox = Inbox()
    post = await start(tmp_path, inbox)
    assert [await post.post(ANNA, event(n), NOW) for n in (1, 2, 2, 3)] == [True, True, False, True]
    await post.stop()
    assert inbox.taken == ["m1", "m2", "m3"]
    assert await left_in(tmp_path) == []


async def test_sender_who_hangs_up_while_it_is_stored_loses_nothing(tmp_path: Path) -> None:
    inbox = Inbox()
    post = await start(tmp_path, inbox)
    posting = asyncio.ensure_future(post.post(ANNA, event(1), NOW))
    await asyncio.sleep(0)
    posting.cancel()
    await inbox.until("m1")
    assert not await post.post(ANNA, event(1), NOW), "the next try is told that it was here before"
    await post.stop()
    assert inbox.taken == ["m1"]


async def test_busy_database_delays_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman, "AGAIN_SECONDS", 0.0)
    inbox = Inbox()
    inbox.failures = [Retryable("busy"), sa.exc.OperationalError("", None, Exception("disk full"))]
    post = await start(tmp_path, inbox)
    for n in (1, 2, 3):
        await post.post(ANNA, event(n), NOW)
    await inbox.until("m1", "m2", "m3")
    await post.stop()
    assert inbox.taken == ["m1", "m2", "m3"]
    assert await left_in(tmp_path) == []


async def test_letter_that_nobody_can_read_holds_up_no_other(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.unreadable = "m2"
    box = box_in(tmp_path)
    box.open()
    for n in (1, 2, 3):
        await box.put(ANNA, event(n), NOW)
    box.close()
    post = await start(tmp_path, inbox)
    await inbox.until("m1", "m3")
    await post.stop()
    assert await left_in(tmp_path) == ["m2"]


def file_of(folder: Path) -> list[str]:
    """Who is in the letterbox while it is open."""
    with sqlite3.connect(folder / FILE) as connection:
        return [json.loads(event)["provider_id"] for (event,) in connection.execute(LETTERS)]


async def test_letter_stays_in_the_letterbox_until_the_inbox_has_it_on_disk(tmp_path: Path) -> None:
    inbox = Inbox()
    post = await post_one(tmp_path, inbox)
    assert (inbox.lasting, file_of(tmp_path)) == (0, ["m1"])
    await post.stop()
    assert inbox.lasting == 1
    assert await left_in(tmp_path) == []


async def test_letter_that_is_not_on_disk_at_the_end_is_there_at_the_next_start(tmp_path: Path) -> None:
    inbox = Inbox()
    post = await post_one(tmp_path, inbox)
    inbox.disk_failures = [Retryable("busy")]
    await post.stop()
    assert await left_in(tmp_path) == ["m1"]


async def test_inbox_is_brought_to_disk_after_so_many_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman, "KEPT_TWICE", 2)
    monkeypatch.setattr(postman, "PAUSE_SECONDS", 0.0)
    inbox = Inbox()
    post = await post_one(tmp_path, inbox)
    assert inbox.lasting == 0
    await post.post(ANNA, event(2), NOW)
    await inbox.until("m1", "m2")
    assert inbox.lasting == 2
    await post.stop()


@pytest.mark.parametrize(
    "failure", [Retryable("busy"), sa.exc.DatabaseError("", None, Exception("malformed"))]
)
async def test_inbox_is_brought_to_disk_when_nobody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr(postman, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(postman, "PAUSE_SECONDS", 0.0)
    inbox = Inbox()
    inbox.disk_failures = [failure]
    post = await start(tmp_path, inbox)
    await post.post(ANNA, event(1), NOW)
    with anyio.fail_after(20):
        while not inbox.lasting:
            inbox.changed = anyio.Event()
            await inbox.changed.wait()
    await post.stop()
    assert await left_in(tmp_path) == []


async def test_acknowledged_before_a_death_is_answered_after_the_next_start(
    tmp_path: Path, open_desk: OpenDesk
) -> None:
    data = tmp_path / "data"
    box = box_in(data)
    box.open()
    await box.put(ANNA, message_event(ANNA, "Hello", "m1", NOW), NOW)
    box.close()
    desk = await open_desk(inline=True, with_letterbox=True)
    anna = Customer(desk, "anna", "telegram")
    await eventually(anna.lines)
    await desk.settle()
    assert await anna.lines() == [("customer", "Hello"), ("bot", "echo: Hello")]


async def test_event_taken_in_is_in_the_inbox_a_moment_later_and_known_for_ever(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True, with_letterbox=True)
    anna = Customer(desk, "anna", "telegram")
    assert await desk.take_in(ANNA, event(1))
    await eventually(anna.lines)
    assert not await desk.take_in(ANNA, event(1))
    await desk.settle()
    assert [author for author, _ in await anna.lines()] == ["customer", "bot"]


async def test_what_the_inbox_loses_in_a_power_cut_comes_back_once_from_the_letterbox(
    tmp_path: Path, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (postman, letterbox):
        monkeypatch.setattr(module, "QUIET_SECONDS", 600.0)
    data, disk = tmp_path / "data", tmp_path / "disk"
    await (await open_desk(inline=True, with_letterbox=True)).stop()
    disk.mkdir()
    shutil.copy(data / DATABASE_FILE, disk)
    desk = await open_desk(inline=True, with_letterbox=True)
    for n in (1, 2, 3):
        assert await desk.take_in(ANNA, event(n))
    await eventually(Customer(desk, "anna", "telegram").lines)
    for file in data.glob(f"{FILE}*"):
        shutil.copy(file, disk)
    await desk.stop()
    # Of the inbox, nothing since the start had got to the disk.
    for file in [*data.glob(f"{DATABASE_FILE}*"), *data.glob(f"{FILE}*")]:
        file.unlink()
    for file in disk.iterdir():
        shutil.copy(file, data)
    again = await open_desk(inline=True, with_letterbox=True)
    anna = Customer(again, "anna", "telegram")
    await eventually(anna.lines)
    assert not await again.take_in(ANNA, event(2))
    assert [text for _, text in await anna.lines()] == ["message 1", "message 2", "message 3"]
