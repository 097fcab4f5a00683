"""The one way in: read and write functions that take a SQLAlchemy connection."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from storage.engines import Dialect, dialect_of, reader_engine, shared_engine, writer_engine
from storage.reader import ReaderThread
from storage.writer import BATCH, Told, Write, WriterThread, thread_future

T = TypeVar("T")

READERS = 4
POSTGRES_WRITERS = 4


class Database:
    """One database file or server.

    `write(fn)` runs `fn(connection)` in a transaction that is committed, on disk, before it returns. `fn` may run
    more than once and must touch nothing but the database. What `fn` raises reaches its caller alone. Raises
    `domain.errors.Retryable` when the database stayed busy through several tries. A caller that is cancelled while
    waiting may still have been committed.

    Safe to use from several threads and event loops at once. Migrations are `storage/migrate.py`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.dialect: Dialect = dialect_of(url)
        """`sqlite` or `postgresql`."""
        writers = 1 if self.dialect == "sqlite" else POSTGRES_WRITERS
        self.engine = shared_engine(url)
        """For the durable engine, whose tables live in the same database."""
        self._writer_engine = writer_engine(url, size=writers)
        self._reader_engine = reader_engine(url, size=2 * READERS)
        self._inbox: queue.SimpleQueue[Write | None] = queue.SimpleQueue()
        self._writers = [
            WriterThread(
                self._writer_engine,
                self._inbox,
                batch=BATCH if self.dialect == "sqlite" else 1,
                name=f"writer-{n}",
            )
            for n in range(writers)
        ]
        self._wanted: queue.SimpleQueue[Write | None] = queue.SimpleQueue()
        self._readers = [
            ReaderThread(self._reader_engine, self._wanted, name=f"reader-{n}") for n in range(READERS)
        ]
        self._lock = threading.Lock()
        self._closed = False
        for thread in (*self._writers, *self._readers):
            thread.start()

    @property
    def threads(self) -> Sequence[threading.Thread]:
        """That write and read."""
        return [*self._writers, *self._readers]

    @classmethod
    def open(cls, url: str) -> Database:
        """`sqlite:///path/file.db` or `postgresql+psycopg://…`. Connects at first use."""
        return cls(url)

    async def read(self, fn: Callable[[sa.Connection], T]) -> T:
        """Run `fn` off the event loop in a read-only transaction that sees one moment."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._submit(Write(fn, future, loop), self._wanted)
        return await future

    async def write(self, fn: Callable[[sa.Connection], T], *, lasting: bool = True) -> T:
        """Run `fn` in a transaction and commit it before returning. Not `lasting`: a power cut within the next moments
        may undo it, so it must be something that is then done again by itself; the death of this process does not.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._submit(Write(fn, future, loop, lasting), self._inbox)
        return await future

    def write_soon(
        self,
        fn: Callable[[sa.Connection], T],
        *,
        loop: asyncio.AbstractEventLoop,
        then: Callable[[T | None, BaseException | None], None],
        lasting: bool = True,
    ) -> None:
        """`write` for callers that do not wait, from any thread, a writer's own too: `then` is called on `loop` with the
        result, or with what `fn` or the database raised.
        """
        self._submit(Write(fn, Told(then), loop, lasting), self._inbox)

    def read_sync(self, fn: Callable[[sa.Connection], T]) -> T:
        """`read` for callers without an event loop."""
        self._check_open()
        with self._reader_engine.connect() as connection, connection.begin():
            return fn(connection)

    def write_sync(self, fn: Callable[[sa.Connection], T]) -> T:
        """`write` for callers without an event loop."""
        if threading.current_thread() in self._writers:
            raise RuntimeError("a write inside a write: use the connection that was passed in")
        future = thread_future()
        self._submit(Write(fn, future, None), self._inbox)
        result: T = future.result()
        return result

    def close(self) -> None:
        """Finish what was submitted, stop the threads, close every connection. Safe to call twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for _ in self._writers:
                self._inbox.put(None)
            for _ in self._readers:
                self._wanted.put(None)
        for thread in (*self._writers, *self._readers):
            thread.join()
        for engine in (self._reader_engine, self._writer_engine, self.engine):
            engine.dispose()

    def _submit(self, asked: Write, threads: queue.SimpleQueue[Write | None]) -> None:
        with self._lock:
            self._check_open()
            threads.put(asked)

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")
