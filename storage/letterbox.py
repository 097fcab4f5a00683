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

from domain.errors import Retryable
from domain.event import Event, Sender
from storage.letter_file import Letter, LetterFile
from storage.waking import wake

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
    error: Exception | None = None
    queue: set[_Put] | None = None
    """Of the thread, while it is in it."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self.future.get_loop()

    def settle(self) -> None:
        if self.queue is not None:
            self.queue.discard(self)
        if self.letter is not None and self.then is not None:
            self.then(self.letter)
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.letter)


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
        """Begin. Returns what an earlier process has acknowledged and perhaps not taken in. Raises sqlite3.Error."""
        left = self._file.open()
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
        not stored.

        `then` is called with the letter, on the loop and before whoever waits goes on; also when nobody waits any more.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Letter | None] = loop.create_future()
        put = _Put(sender, event, received_at, future, then)
        self._last_put = time.monotonic()
        if self._thread is None:
            future.set_exception(Retryable("the letterbox is closed"))
        elif self._gathered:
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
        if thread is not None:
            self._asked.put(None)
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
        if self._file.wants_checkpoint(is_quiet=False):
            # Something to do for the thread.
            self._asked.put([])
        for put in puts:
            put.settle()

    def _hand_over(self, puts: Sequence[_Put]) -> None:
        for put in puts:
            put.queue = self._with_thread
            self._with_thread.add(put)
            self._asked.put(put)

    def _store(self, puts: Sequence[_Put]) -> None:
        if not puts:
            return
        try:
            letters = self._file.store([(put.sender, put.event, put.received_at) for put in puts])
        except Retryable as error:
            for put in puts:
                put.error = Retryable(str(error))
                put.error.__cause__ = error
            return
        except Exception as error:  # it is the callers', who wait
            for put in puts:
                put.error = error
            return
        for put, letter in zip(puts, letters, strict=True):
            put.letter = letter

    def _work(self) -> None:
        stop = False
        while not stop:
            batch = self._collect()
            stop = batch.stop
            if batch.puts:
                with self._using:
                    self._store(batch.puts)
                wake(batch.puts)
            if batch.gone or stop or self._is_untidy():
                with self._using:
                    self._tidy(batch.gone, is_stopping=stop)
        self._file.close()

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
        try:
            batch.add(self._asked.get(timeout=QUIET_SECONDS if self._is_untidy() else None))
            while not batch.stop and len(batch.puts) < BATCH:
                batch.add(self._asked.get_nowait())
        except queue.Empty:
            pass
        return batch

    def _is_untidy(self) -> bool:
        return bool(self._gone) or self._file.wants_checkpoint(is_quiet=True)
