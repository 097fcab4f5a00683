"""SQLAlchemy engines for the two databases, set up so that an acknowledged write is on disk."""

from __future__ import annotations

import sqlite3
import time
from typing import Any, Literal

import orjson
import sqlalchemy as sa

from storage.sqlite_clock import teach_subseconds

Dialect = Literal["sqlite", "postgresql"]

BUSY_TIMEOUT_MILLISECONDS = 30_000
JOURNAL_PAGES = 4000
"""16 MB, then the journal is written back. The same pages are written again and again: four times as long a journal is
written back with far fewer of them, and keeps the disk from those who wait for it less often."""
LOCK_POLL_SECONDS = 0.0005
"""How soon a writer asks again for SQLite's write lock while another process has it; each time a little later, up to
`LONGEST_POLL_SECONDS`. SQLite's own waiting grows to 100 ms between two looks, in which the lock is free for nobody."""
LONGEST_POLL_SECONDS = 0.003

IMMEDIATE = "BEGIN IMMEDIATE"
_FLUSHES = "closeloop.flushes"
_BEGINS = "closeloop.begins"


def dialect_of(url: str) -> Dialect:
    """Raises ValueError for a database we do not run on."""
    name = sa.make_url(url).get_backend_name()
    if name == "sqlite":
        return "sqlite"
    if name == "postgresql":
        return "postgresql"
    raise ValueError(f"database {name!r}: use sqlite:///file or postgresql+psycopg://…")


def driver_url(url: str) -> sa.URL:
    """The URL with the driver we install, whatever spelling the owner used."""
    parsed = sa.make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _dump(value: Any) -> str:
    return orjson.dumps(value).decode()


def _create(url: str, **options: Any) -> sa.Engine:
    # Errors would quote the parameters, and those are customers' words.
    return sa.create_engine(
        driver_url(url),
        json_serializer=_dump,
        json_deserializer=orjson.loads,
        hide_parameters=True,
        **options,
    )


def _sqlite(
    url: str, *, size: int, isolation_level: str | None, begin: str | None, read_only: bool
) -> sa.Engine:
    """`begin` None leaves it to the driver, which begins with `isolation_level` at the first write."""
    engine = _create(
        url, pool_size=size, max_overflow=0, pool_timeout=60, connect_args={"check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, record: Any) -> None:
        record.info[_BEGINS] = begin
        connection.isolation_level = None
        teach_subseconds(connection)
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL",
            "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000", f"wal_autocheckpoint={JOURNAL_PAGES}",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        if begin == IMMEDIATE:
            # It waits at BEGIN, in our own way; with the lock, nothing else has to wait.
            connection.execute("PRAGMA busy_timeout=0")
        connection.isolation_level = isolation_level

    if begin is not None:

        @sa.event.listens_for(engine, "begin")
        def begin_transaction(connection: sa.Connection) -> None:
            cursor = connection.connection.cursor()
            if begin == IMMEDIATE:
                _take_write_lock(cursor)
            else:
                cursor.execute(begin)

    return engine


def _take_write_lock(driver: Any) -> None:
    """`driver`: a connection of the driver's, or a cursor."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MILLISECONDS / 1000
    pause = LOCK_POLL_SECONDS
    while True:
        try:
            driver.execute(IMMEDIATE)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(pause)
            pause = min(LONGEST_POLL_SECONDS, pause * 1.25)
        else:
            return


def begin_at(connection: sa.Connection, driver: Any, *, lasting: bool) -> None:
    """Begin at `driver`, the driver's own connection below `connection`, a transaction whose commit waits until it is on
    disk, if it is `lasting`. A commit that waits brings those before it along; the death of a process undoes neither kind.
    Raises the driver's errors.
    """
    if connection.dialect.name != "sqlite":
        # Its driver begins by itself, with the first statement.
        if not lasting:
            driver.execute("SET LOCAL synchronous_commit TO off")
        return
    info = connection.info
    if info.get(_FLUSHES, True) != lasting:
        driver.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
        info[_FLUSHES] = lasting
    if info.get(_BEGINS) == IMMEDIATE:
        _take_write_lock(driver)
    else:
        driver.execute("BEGIN")


def shared_engine(url: str) -> sa.Engine:
    """For the durable engine, whose tables share our database. On SQLite a transaction takes the write lock at its
    first write, so that pollers which only read never wait for the writer.
    """
    if dialect_of(url) == "sqlite":
        return _sqlite(url, size=10, isolation_level="IMMEDIATE", begin=None, read_only=False)
    return _create(url, pool_size=10, max_overflow=10)


def writer_engine(url: str, *, size: int) -> sa.Engine:
    """For our own writes. SQLite: the write lock is taken at BEGIN, so nothing read inside can change."""
    if dialect_of(url) == "sqlite":
        return _sqlite(url, size=size, isolation_level=None, begin=IMMEDIATE, read_only=False)
    return _create(url, pool_size=size, max_overflow=0)


def reader_engine(url: str, *, size: int) -> sa.Engine:
    """Cannot write; one transaction sees one moment."""
    if dialect_of(url) == "sqlite":
        return _sqlite(url, size=size, isolation_level=None, begin="BEGIN", read_only=True)
    return _create(
        url,
        pool_size=size,
        max_overflow=0,
        isolation_level="REPEATABLE READ",
        connect_args={"options": "-c default_transaction_read_only=on"},
    )
