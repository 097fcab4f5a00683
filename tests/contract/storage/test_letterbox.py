"""What is put into the letterbox is on disk, in its order, once; and comes back until it is taken out."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import Retryable
from domain.event import Event
from storage import letter_file, letterbox
from storage.database import Database
from storage.letter_file import (
    FILE,
    JOURNAL_PAGES,
    WRITES_PER_CHECKPOINT,
    Arrival,
    Letter,
    LetterFile,
    bring_to_disk,
)
from storage.letterbox import Letterbox
from tests.contract.storage.desk import NOW, Desk, sender
from tests.eventually import equal_to, eventually

pytestmark = pytest.mark.anyio


EVENTS = "SELECT event FROM letter ORDER BY seq"


def event(provider_id: str, text: str = "Привет") -> Event:
    return Event(kind="message", channel="telegram", provider_id=provider_id, occurred_at=NOW, text=text)


@pytest.fixture(params=["disk is quick", "disk is slow"])
def box(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Letterbox]:
    """The event loop flushes, or a thread does."""
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", 600.0 if "quick" in request.param else -1.0)
    opened = Letterbox(tmp_path, tmp_path / "closeloop.db")
    assert opened.open() == []
    yield opened
    opened.close()


def stored(folder: Path) -> list[int]:
    with sqlite3.connect(folder / FILE) as connection:
        return [seq for (seq,) in connection.execute("SELECT seq FROM letter ORDER BY seq")]


async def test_letter_is_in_the_file_when_put_returns(box: Letterbox, tmp_path: Path) -> None:
    letter = await box.put(sender(), event("m1"), NOW)
    assert letter is not None
    assert stored(tmp_path) == [letter.seq]


async def test_next_process_finds_letters_in_their_order(box: Letterbox, tmp_path: Path) -> None:
    for n in range(5):
        await box.put(sender(), event(f"m{n}", f"текст {n}"), NOW + timedelta(seconds=n))
    box.close()
    left = Letterbox(tmp_path, tmp_path / "closeloop.db")
    letters = left.open()
    assert [letter.event.text for letter in letters] == [f"текст {n}" for n in range(5)]
    assert letters[4].received_at == NOW + timedelta(seconds=4)
    assert letters[0].sender == sender()
    later = await left.put(sender(), event("m9"), NOW)
    assert later is not None
    assert later.seq > letters[-1].seq
    assert await left.put(sender(), event("m3"), NOW) is None
    left.close()


async def test_same_event_at_once_is_one_letter(box: Letterbox, tmp_path: Path) -> None:
    letters = await asyncio.gather(*(box.put(sender(), event("m1"), NOW) for _ in range(30)))
    assert sum(letter is not None for letter in letters) == 1
    assert len(stored(tmp_path)) == 1


async def test_event_that_is_in_the_inbox_is_known(desk: Desk, tmp_path: Path) -> None:
    if desk.database.dialect != "sqlite":
        pytest.skip("a letterbox stands beside an SQLite file")
    desk.write("Привет", provider_id="m1")
    box = Letterbox(tmp_path, Path(desk.database.url.removeprefix("sqlite:///")))
    box.open()
    assert await box.put(sender(), event("m1"), NOW) is None
    assert await box.put(sender(), event("m2"), NOW) is not None
    box.close()


async def test_letter_that_was_taken_out_does_not_come_back(box: Letterbox, tmp_path: Path) -> None:
    letters = [await box.put(sender(), event(f"m{n}"), NOW) for n in range(3)]
    box.remove([letter for letter in letters[:2] if letter is not None])
    box.close()
    left = Letterbox(tmp_path, tmp_path / "closeloop.db")
    assert [letter.event.provider_id for letter in left.open()] == ["m2"]
    left.close()


async def test_event_of_long_ago_is_a_letter_again_and_one_of_just_now_is_not(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_file, "REMEMBERED", 2)
    letters = [await box.put(sender(), event(f"m{n}"), NOW) for n in range(3)]
    box.remove([letter for letter in letters if letter is not None])
    # Noted by the thread.
    await eventually(lambda: box.put(sender(), event("m0"), NOW))
    assert await box.put(sender(), event("m2"), NOW) is None


async def test_letters_leave_the_file_together(
    box: Letterbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "TAKEN_OUT_AT_ONCE", 2)
    monkeypatch.setattr(letterbox, "QUIET_SECONDS", 600.0)
    letters = [letter for n in range(3) if (letter := await box.put(sender(), event(f"m{n}"), NOW))]
    box.remove(letters[:1])
    await box.put(sender(), event("m3"), NOW)
    assert stored(tmp_path) == [1, 2, 3, 4]
    box.remove(letters[1:2])
    await eventually(lambda: stored(tmp_path), equal_to([3, 4]))


async def test_letters_leave_the_file_when_it_is_quiet(
    box: Letterbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "QUIET_SECONDS", 0.0)
    letter = await box.put(sender(), event("m1"), NOW)
    assert letter is not None
    box.remove([letter])
    await eventually(lambda: stored(tmp_path), equal_to([]))


async def test_letters_keep_their_order_when_the_disk_gets_quick_or_slow(
    box: Letterbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = []
    for n in range(60):
        monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", 600.0 if n // 5 % 2 else -1.0)
        waiting.append(box.put(sender(), event(f"m{n}"), NOW))
        if n % 10 == 3:
            waiting[-1].cancel()
        elif n % 7 == 6:
            await waiting[-1]
    await asyncio.gather(*waiting, return_exceptions=True)
    with sqlite3.connect(tmp_path / FILE) as connection:
        found = [json.loads(text)["provider_id"] for (text,) in connection.execute(EVENTS)]
    assert found == [f"m{n}" for n in range(60)]


async def test_slow_flush_is_the_last_one_on_the_loop_until_the_disk_is_quick_again(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 1.0, 1.0, 0.0, 0.0])
    stored_by: list[str] = []
    store = LetterFile.store

    def store_so_slowly(file: LetterFile, arrivals: Sequence[Arrival]) -> list[Letter | None]:
        letters = store(file, arrivals)
        file.flush_seconds = next(seconds)
        stored_by.append(threading.current_thread().name)
        return letters

    monkeypatch.setattr(LetterFile, "store", store_so_slowly)
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", 0.5)
    for n in range(5):
        await box.put(sender(), event(f"m{n}"), NOW)
    here = threading.current_thread().name
    assert stored_by == [here, here, "letterbox", "letterbox", here]


async def test_what_is_put_into_a_closed_letterbox_is_refused(box: Letterbox) -> None:
    box.close()
    with pytest.raises(Retryable):
        await box.put(sender(), event("m1"), NOW)


async def test_whoever_gave_up_waiting_is_told_of_the_letter(box: Letterbox) -> None:
    told: list[Letter] = []
    waiting = box.put(sender(), event("m1"), NOW, then=told.append)
    waiting.cancel()
    await box.put(sender(), event("m2"), NOW, then=told.append)
    assert [letter.event.provider_id for letter in told] == ["m1", "m2"]


async def test_bringing_the_inbox_to_disk_is_a_commit_that_changes_nothing(desk: Desk) -> None:
    if desk.database.dialect != "sqlite":
        pytest.skip("a letterbox stands beside an SQLite file")
    desk.write("Привет", provider_id="m1")
    path = Path(desk.database.url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as other:
        before = "\n".join(other.iterdump())
        version = other.execute("PRAGMA data_version").fetchone()
        await desk.database.write(bring_to_disk)
        assert other.execute("PRAGMA data_version").fetchone() != version
        assert "\n".join(other.iterdump()) == before
    other.close()


async def test_put_does_not_wait_for_whoever_writes_to_the_inbox(database: Database, tmp_path: Path) -> None:
    if database.dialect != "sqlite":
        pytest.skip("a letterbox stands beside an SQLite file")
    path = Path(database.url.removeprefix("sqlite:///"))
    box = Letterbox(tmp_path, path)
    box.open()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    async with asyncio.timeout(10):
        assert await box.put(sender(), event("m1"), NOW) is not None
    writer.execute("ROLLBACK")
    writer.close()
    box.close()


async def test_file_that_cannot_be_written_is_said_and_works_again(box: Letterbox, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("ALTER TABLE letter RENAME TO away")
    with pytest.raises(Retryable):
        await box.put(sender(), event("m1"), NOW)
    other.execute("DROP TABLE away")
    other.close()
    # The next attempt opens the file anew.
    assert await box.put(sender(), event("m1"), NOW) is not None
    assert len(stored(tmp_path)) == 1


async def test_half_an_emoji_is_kept_until_it_is_cleaned(box: Letterbox, tmp_path: Path) -> None:
    assert await box.put(sender(), event("m1", "да \ud83d"), NOW) is not None
    box.close()
    left = Letterbox(tmp_path, tmp_path / "closeloop.db")
    assert [letter.event.text for letter in left.open()] == ["да \ud83d"]
    left.close()


async def test_journal_does_not_grow(box: Letterbox, tmp_path: Path) -> None:
    journal = tmp_path / f"{FILE}-wal"
    length = journal.stat().st_size
    assert length >= JOURNAL_PAGES * 4096
    for n in range(WRITES_PER_CHECKPOINT * 3):
        letter = await box.put(sender(), event(f"m{n}", "x" * 500), NOW)
        assert letter is not None
        box.remove([letter])
    assert journal.stat().st_size == length
