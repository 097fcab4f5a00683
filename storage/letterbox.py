"""A file of the door's own, where a messenger's events are on disk before they are acknowledged.

SQLite has one writer at a time, and turns write too: whoever stores an event in the common file waits for them. Into
this one only the door writes. Its letters are taken into the inbox right behind the acknowledgement.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

from domain.errors import Retryable, place_of
from domain.event import Event, Sender
from storage.letter_file import Letter, LetterFile
from storage.waking import settle_all, wake

log = structlog.get_logger(__name__)

BATCH = 256
"""Most events that share one flush to disk."""
TAKEN_OUT_AT_ONCE = 64
"""So many letters leave the file together, or as many as there are in a quiet moment: taking one out costs as much as
putting one in."""
QUIET_SECONDS = 1.0
"""Nobody has put anything in for so long."""
LONGEST_BLOCK_SECONDS = 0.01
"""A flush on the event loop that takes longer was the last one there until the disk is quick again."""


@dataclass(slots=True, eq=False)
class _Put:
    sender: Sender
    event: Event
    received_at: datetime
    future: asyncio.Future[Letter | None]
    then: Callable[[Letter], None] | None
    letter: Letter | None = None
    refusal: Exception | None = None
    line: set[_Put] | None = None
    """Of those whom the thread serves, when it is one of them."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self.future.get_loop()

    def settle(self) -> None:
        if self.line is not None:
            self.line.discard(self)
        if not self.future.done():
            if self.refusal is None:
                self.future.set_result(self.letter)
            else:
                self.future.set_exception(self.refusal)
        # Whoever waits goes on in the loop's next round, so this comes first all the same.
        if self.letter is not None and self.then is not None:
            self.then(self.letter)


@dataclass(slots=True)
class _Batch:
    puts: list[_Put] = field(default_factory=list)
    gone: list[Letter] = field(default_factory=list)
    stop: bool = False

    def add(self, asked: _Put | Sequence[Letter] | None) -> None:
        if asked is None:
            self.stop = True
        elif isinstance(asked, _Put):
            self.puts.append(asked)
        else:
            self.gone.extend(asked)


class Letterbox:
    """Letters in the order in which they came. One process at a time, which the data folder's lock sees to, and one
    event loop.

    While the disk answers at once, the loop itself flushes what came in together: two changes of threads would cost more
    than the flush. A slow disk keeps nobody else waiting: then, and while the file is tidied, a thread does it.
    """

    def __init__(self, folder: Path, inbox: Path) -> None:
        self._file = LetterFile(folder, inbox)
        self._using = threading.Lock()
        """Whoever uses the file."""
        self._asking = threading.Lock()
        """Whoever asks the thread for something, or says that it takes no more."""
        self._is_open = False
        self._asked: queue.SimpleQueue[_Put | Sequence[Letter] | None] = queue.SimpleQueue()
        self._gathered: list[_Put] = []
        """For the loop to store."""
        self._with_thread: set[_Put] = set()
        """While the thread has any, later ones are behind them."""
        self._gone: list[Letter] = []
        """In the inbox, and still in the file."""
        self._last_put = 0.0
        self._thread: threading.Thread | None = None

    def open(self) -> list[Letter]:
        """Begin. Returns what an earlier process has acknowledged and perhaps not taken in. Raises Permanent."""
        left = self._file.open()
        self._is_open = True
        self._thread = threading.Thread(target=self._work, name="letterbox", daemon=True)
        self._thread.start()
        return left

    def put(
        self,
        sender: Sender,
        event: Event,
        received_at: datetime,
        *,
        then: Callable[[Letter], None] | None = None,
    ) -> asyncio.Future[Letter | None]:
        """Store it; it is on disk when the future of the running loop is done. None: it was here before. Retryable: it is
        not stored. Whatever fails or ends meanwhile, the future is done.

        `then` is called with the letter, on the loop and before whoever waits goes on; also when nobody waits any more.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Letter | None] = loop.create_future()
        put = _Put(sender, event, received_at, future, then)
        self._last_put = time.monotonic()
        if self._gathered:
            self._gathered.append(put)
        elif self._with_thread or self._file.flush_seconds > LONGEST_BLOCK_SECONDS:
            self._hand_over([put])
        else:
            # What else has come in by now shares the flush.
            self._gathered.append(put)
            loop.call_soon(self._store_here)
        return future

    def remove(self, letters: Sequence[Letter]) -> None:
        """They are in the inbox, and on disk there. Not waited for: a letter that comes back is known there."""
        self._asked.put(letters)

    def close(self) -> None:
        """Do what was asked, then end. Safe to call twice, and when it was never open."""
        thread, self._thread = self._thread, None
        with self._asking:
            if self._is_open:
                self._asked.put(None)
        if thread is not None:
            thread.join()

    def _store_here(self) -> None:
        puts, self._gathered = self._gathered, []
        if not self._using.acquire(blocking=False):
            self._hand_over(puts)
            return
        try:
            self._store(puts)
        finally:
            self._using.release()
            settle_all(puts)
        if self._file.wants_checkpoint(is_quiet=False):
            # Something to do for the thread.
            self._asked.put([])

    def _hand_over(self, puts: Sequence[_Put]) -> None:
        with self._asking:
            if self._is_open:
                for put in puts:
                    put.line = self._with_thread
                    self._with_thread.add(put)
                    self._asked.put(put)
                return
        _refuse(puts)
        settle_all(puts)

    def _store(self, puts: Sequence[_Put]) -> None:
        """Every put has its letter at the end, was here before, or has its refusal."""
        # What stands if storing is cut short, by whatever.
        _refuse(puts)
        if not self._is_open:
            return
        try:
            letters = self._file.store([(put.sender, put.event, put.received_at) for put in puts])
        except Exception as error:
            # Theirs who wait: it is raised where they do.
            for put in puts:
                put.refusal = error
        else:
            for put, letter in zip(puts, letters, strict=True):
                put.letter, put.refusal = letter, None

    def _work(self) -> None:
        try:
            stop = False
            while not stop:
                batch = self._collect()
                stop = batch.stop
                self._do(batch)
        finally:
            self._end()

    def _do(self, batch: _Batch) -> None:
        if batch.puts:
            try:
                with self._using:
                    self._store(batch.puts)
            finally:
                wake(batch.puts)
        if batch.gone or batch.stop or self._is_untidy():
            try:
                with self._using:
                    self._tidy(batch.gone, is_stopping=batch.stop)
            except Exception as error:
                # Nobody waits for it: what is still in the file is known in the inbox. The next round tries again.
                log.error("letterbox_untidy", error=type(error).__name__, where=place_of(error))

    def _end(self) -> None:
        """From now on everybody is refused; those as well who have asked since the thread looked last."""
        with self._asking, self._using:
            self._is_open = False
            self._file.close()
        late = _Batch()
        while not self._asked.empty():
            late.add(self._asked.get())
        _refuse(late.puts)
        wake(late.puts)

    def _tidy(self, gone: Sequence[Letter], *, is_stopping: bool) -> None:
        is_quiet = time.monotonic() - self._last_put >= QUIET_SECONDS
        self._file.note_taken_in(gone)
        self._gone.extend(gone)
        if self._gone and (is_quiet or is_stopping or len(self._gone) >= TAKEN_OUT_AT_ONCE):
            self._file.take_out(self._gone)
            self._gone.clear()
        if self._file.wants_checkpoint(is_quiet=is_quiet):
            self._file.checkpoint()

    def _collect(self) -> _Batch:
        """What was asked for. Nothing, when the file may have to be tidied meanwhile."""
        batch = _Batch()
        batch.add(self._wait())
        while not batch.stop and len(batch.puts) < BATCH and not self._asked.empty():
            batch.add(self._asked.get())
        return batch

    def _wait(self) -> _Put | Sequence[Letter] | None:
        """The next thing asked for; no letters, when none comes for a while and the file is to be tidied."""
        try:
            return self._asked.get(timeout=QUIET_SECONDS if self._is_untidy() else None)
        except queue.Empty:
            return ()

    def _is_untidy(self) -> bool:
        return bool(self._gone) or self._file.wants_checkpoint(is_quiet=True)


def _refuse(puts: Sequence[_Put]) -> None:
    for put in puts:
        put.refusal = Retryable("the letterbox has ended")
