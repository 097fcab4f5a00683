"""The letterbox's file on real disks: full, read-only, cut short by a power cut, opened by two at once."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import Permanent, Retryable
from domain.event import Event
from storage.letter_file import FILE, Arrival, Letter, LetterFile
from tests.contract.storage.desk import NOW, sender


def arrival(provider_id: str) -> Arrival:
    event = Event(kind="message", channel="telegram", provider_id=provider_id, occurred_at=NOW, text="Hello")
    return sender(), event, NOW


def opened(folder: Path) -> LetterFile:
    file = LetterFile(folder, folder / "closeloop.db")
    file.open()
    return file


def store(file: LetterFile, *ids: str) -> list[Letter]:
    letters = file.store([arrival(provider_id) for provider_id in ids])
    return [letter for letter in letters if letter is not None]


def left_in(folder: Path) -> list[str]:
    file = LetterFile(folder, folder / "closeloop.db")
    found = [letter.event.provider_id for letter in file.open()]
    file.close()
    return found


@contextmanager
def no_room_on_disk() -> Iterator[None]:
    """No file of this process grows, or is written beyond its first page; Python leaves the signal of it aside."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_stores_nothing_and_is_said_and_room_is_found_again(tmp_path: Path) -> None:
    file = opened(tmp_path)
    store(file, "m1")
    with no_room_on_disk():
        for _ in range(2):
            with pytest.raises(Retryable, match="SQLITE_"):
                store(file, "m2", "m3")
    assert [letter.seq for letter in store(file, "m2", "m3")] == [2, 3], "not known, for they were not stored"
    file.close()
    assert left_in(tmp_path) == ["m1", "m2", "m3"]


def test_letters_are_taken_out_another_time_when_the_disk_is_full(tmp_path: Path) -> None:
    file = opened(tmp_path)
    letters = store(file, "m1", "m2")
    with no_room_on_disk():
        file.take_out(letters)
        file.checkpoint()
    assert store(file, "m3")
    file.take_out(letters[:1])
    file.close()
    assert left_in(tmp_path) == ["m2", "m3"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Permanent, match=FILE):
        opened(tmp_path)
    tmp_path.chmod(0o700)


def test_folder_of_the_system_is_said_at_the_start() -> None:
    """Nobody may write there, not even root."""
    with pytest.raises(Permanent, match="SQLITE_CANTOPEN"):
        opened(Path("/proc"))


def test_file_that_is_none_of_ours_is_said_at_the_start_and_kept(tmp_path: Path) -> None:
    content = b"letters of long ago" * 1000
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(Permanent, match="SQLITE_NOTADB"):
        opened(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_letter_of_another_version_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    file = opened(tmp_path)
    store(file, "m1", "m2", "m3")
    file.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE letter SET event = json_set(event, '$.kind', 'hologram') WHERE seq = 2")
    connection.close()
    assert left_in(tmp_path) == ["m1", "m3"]
    again = opened(tmp_path)
    assert [letter.seq for letter in store(again, "m4")] == [4]
    again.close()


def test_file_that_cannot_be_opened_any_more_refuses_letters_until_it_can(tmp_path: Path) -> None:
    file = opened(tmp_path)
    store(file, "m1")
    file.close()
    path = tmp_path / FILE
    path.rename(tmp_path / "away")
    path.mkdir()
    with pytest.raises(Retryable, match="SQLITE_CANTOPEN"):
        store(file, "m2")
    path.rmdir()
    (tmp_path / "away").rename(path)
    assert store(file, "m2")
    file.close()
    assert left_in(tmp_path) == ["m1", "m2"]


@pytest.mark.parametrize("torn", ["the last letter's page", "its second half"])
def test_letter_that_a_power_cut_has_torn_takes_no_other_along(tmp_path: Path, torn: str) -> None:
    """It was not acknowledged: its flush had not come back."""
    file = opened(tmp_path)
    for number in ("m1", "m2", "m3"):
        store(file, number)
    after = tmp_path / "after"
    after.mkdir()
    for name in (FILE, f"{FILE}-wal"):
        shutil.copy(tmp_path / name, after)
    file.close()
    journal = after / f"{FILE}-wal"
    pages = bytearray(journal.read_bytes())
    at = pages.rindex(b'"m3"')
    if torn == "its second half":
        del pages[at:]
    else:
        pages[at : at + 100] = bytes(100)
    journal.write_bytes(pages)
    assert left_in(after) == ["m1", "m2"]
    again = opened(after)
    assert [letter.event.provider_id for letter in store(again, "m3", "m4")] == ["m3", "m4"]
    again.close()
    assert left_in(after) == ["m1", "m2", "m3", "m4"]


def test_two_that_write_one_file_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """The data folder's lock keeps a second process away. Where it cannot, on a share that knows no locks, letters of both
    are kept: whoever finds that a number is taken is refused once, and goes on behind it."""
    one, other = opened(tmp_path), opened(tmp_path)
    store(one, "m1")
    with pytest.raises(Retryable, match="CONSTRAINT"):
        store(other, "m2")
    assert [letter.seq for letter in store(other, "m2")] == [2]
    with pytest.raises(Retryable, match="CONSTRAINT"):
        store(one, "m3", "m4")
    assert [letter.seq for letter in store(one, "m3", "m4")] == [3, 4]
    one.close()
    other.close()
    assert left_in(tmp_path) == ["m1", "m2", "m3", "m4"]
