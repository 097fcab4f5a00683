"""The one way in: read and write functions that take a SQLAlchemy connection."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import sqlalchemy as sa

from storage.engines import Dialect, dialect_of, reader_engine, shared_engine, writer_engine
from storage.writer import BATCH, Write, WriterThread, thread_future

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
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")
        self._own = threading.local()
        self._kept: list[sa.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        for writer in self._writers:
            writer.start()

    @classmethod
    def open(cls, url: str) -> Database:
        """`sqlite:///path/file.db` or `postgresql+psycopg://…`. Connects at first use."""
        return cls(url)

    async def read(self, fn: Callable[[sa.Connection], T]) -> T:
        """Run `fn` off the event loop in a read-only transaction that sees one moment."""
        self._check_open()
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read_in_thread, fn)

    async def write(self, fn: Callable[[sa.Connection], T], *, lasting: bool = True) -> T:
        """Run `fn` in a transaction and commit it before returning. Not `lasting`: a power cut within the next moments
        may undo it, so it must be something that is then done again by itself; the death of this process does not.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._submit(Write(fn, future, loop, lasting))
        return await future

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
        self._submit(Write(fn, future, None))
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
        for writer in self._writers:
            writer.join()
        self._readers.shutdown(wait=True)
        for connection in self._kept:
            connection.close()
        for engine in (self._reader_engine, self._writer_engine, self.engine):
            engine.dispose()

    def _read_in_thread(self, fn: Callable[[sa.Connection], T]) -> T:
        """Each reader thread keeps its connection; one that broke is replaced and the read done again, once."""
        try:
            return self._read_with(self._own_connection(), fn)
        except sa.exc.DBAPIError as error:
            self._drop_own_connection()
            if not error.connection_invalidated:
                raise
        return self._read_with(self._own_connection(), fn)

    @staticmethod
    def _read_with(connection: sa.Connection, fn: Callable[[sa.Connection], T]) -> T:
        with connection.begin():
            return fn(connection)

    def _own_connection(self) -> sa.Connection:
        connection: sa.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._reader_engine.connect()
            self._kept.append(connection)
        return connection

    def _drop_own_connection(self) -> None:
        connection, self._own.connection = self._own.connection, None
        self._kept.remove(connection)
        connection.close()

    def _submit(self, write: Write) -> None:
        with self._lock:
            self._check_open()
            self._inbox.put(write)

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")
