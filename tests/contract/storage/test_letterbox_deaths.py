"""Nobody who puts a letter in is left waiting, whatever fails or ends meanwhile: the disk, the thread, the caller's loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from domain.errors import Retryable
from domain.event import Event
from storage import letterbox
from storage.letter_file import Arrival, Letter, LetterFile
from storage.letterbox import Letterbox
from tests.contract.storage.desk import NOW, sender

pytestmark = pytest.mark.anyio

SLOW_DISK, QUICK_DISK = -1.0, 600.0
WAIT_SECONDS = 20.0
Store = Callable[[LetterFile, Sequence[Arrival]], list[Letter | None]]


def event(provider_id: str) -> Event:
    return Event(kind="message", channel="telegram", provider_id=provider_id, occurred_at=NOW, text="Hello")


def opened(folder: Path) -> Letterbox:
    box = Letterbox(folder, folder / "closeloop.db")
    box.open()
    return box


@pytest.fixture(params=["the thread stores", "the loop stores"])
def box(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Letterbox:
    seconds = SLOW_DISK if "thread" in request.param else QUICK_DISK
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", seconds)
    return opened(tmp_path)


async def put(box: Letterbox, provider_id: str) -> Letter | None:
    return await asyncio.wait_for(box.put(sender(), event(provider_id), NOW), WAIT_SECONDS)


def failing_with(error: BaseException) -> Store:
    def store(file: LetterFile, arrivals: Sequence[Arrival]) -> list[Letter | None]:
        raise error

    return store


async def test_error_that_nobody_foresaw_is_raised_where_the_callers_wait(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(LetterFile, "store", failing_with(MemoryError()))
        answers = await asyncio.gather(put(box, "m1"), put(box, "m2"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [MemoryError, MemoryError]
    assert await put(box, "m1") is not None, "the thread goes on"
    box.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_thread_that_dies_refuses_those_it_has_and_all_who_come_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", SLOW_DISK)
    box = opened(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(LetterFile, "store", failing_with(SystemExit()))
        answers = await asyncio.gather(*(put(box, f"m{n}") for n in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [Retryable] * 3
    with pytest.raises(Retryable):
        await put(box, "m9")
    box.close()


def test_loop_that_is_interrupted_while_it_flushes_leaves_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", QUICK_DISK)
    box = opened(tmp_path)
    waiting: list[asyncio.Future[Letter | None]] = []

    async def put_two() -> None:
        waiting.extend(box.put(sender(), event(f"m{n}"), NOW) for n in range(2))
        await asyncio.gather(*waiting)

    monkeypatch.setattr(LetterFile, "store", failing_with(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(put_two())
    assert [type(one.exception()) for one in waiting] == [Retryable, Retryable]
    box.close()


async def test_tidying_that_fails_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", SLOW_DISK)
    monkeypatch.setattr(letterbox, "TAKEN_OUT_AT_ONCE", 1)
    box = opened(tmp_path)
    letter = await put(box, "m1")
    assert letter is not None
    tried = threading.Event()

    def take_out(file: LetterFile, letters: Sequence[Letter]) -> None:
        tried.set()
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(LetterFile, "take_out", take_out)
        box.remove([letter])
        assert await asyncio.to_thread(tried.wait, WAIT_SECONDS)
    assert await put(box, "m2") is not None
    box.close()
    left = Letterbox(tmp_path, tmp_path / "closeloop.db")
    assert [letter.event.provider_id for letter in left.open()] == ["m2"], "the next try took it out"
    left.close()


def test_closed_loop_of_a_caller_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterbox, "LONGEST_BLOCK_SECONDS", SLOW_DISK)
    box = opened(tmp_path)
    goes_on = threading.Event()
    store = LetterFile.store

    def store_late(file: LetterFile, arrivals: Sequence[Arrival]) -> list[Letter | None]:
        assert goes_on.wait(WAIT_SECONDS)
        return store(file, arrivals)

    async def put_and_leave() -> None:
        box.put(sender(), event("m1"), NOW)

    monkeypatch.setattr(LetterFile, "store", store_late)
    asyncio.run(put_and_leave())
    goes_on.set()
    assert asyncio.run(put(box, "m2")) is not None
    assert asyncio.run(put(box, "m1")) is None, "it was stored, though nobody waited any more"
    box.close()


async def test_caller_whom_the_news_breaks_keeps_no_other_waiting(box: Letterbox) -> None:
    reported: list[BaseException | None] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))

    def break_(letter: Letter) -> None:
        raise ValueError

    first, second = box.put(sender(), event("m1"), NOW, then=break_), box.put(sender(), event("m2"), NOW)
    letters = await asyncio.wait_for(asyncio.gather(first, second), WAIT_SECONDS)
    assert None not in letters
    box.close()
    assert [type(error) for error in reported] == [ValueError]


async def test_what_comes_while_the_letterbox_closes_is_stored_or_refused(
    box: Letterbox, tmp_path: Path
) -> None:
    closing = asyncio.create_task(asyncio.to_thread(box.close))
    answers: dict[str, Letter | BaseException | None] = {}
    while not closing.done():
        number = f"m{len(answers)}"
        (answers[number],) = await asyncio.gather(put(box, number), return_exceptions=True)
    box.close()
    assert {type(answer) for answer in answers.values()} <= {Letter, Retryable}
    left = Letterbox(tmp_path, tmp_path / "closeloop.db")
    kept = [letter.event.provider_id for letter in left.open()]
    left.close()
    assert kept == [number for number, answer in answers.items() if isinstance(answer, Letter)]


async def test_gathered_letters_of_a_box_that_is_closed_before_the_flush_are_refused(tmp_path: Path) -> None:
    box = opened(tmp_path)
    waiting = box.put(sender(), event("m1"), NOW)
    box.close()
    with pytest.raises(Retryable):
        await asyncio.wait_for(waiting, WAIT_SECONDS)
    assert not (tmp_path / "letterbox.db-wal").exists(), "nobody opened the file again"
