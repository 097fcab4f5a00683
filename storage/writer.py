"""Writer threads. On SQLite there is one, and callers that arrive together share one commit and one fsync."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from domain.errors import Retryable
from storage.driver import KeptConnection
from storage.waking import wake

log = structlog.get_logger(__name__)

Work = Callable[[sa.Connection], Any]

BATCH = 256
"""Most callers that share one commit."""
ATTEMPTS = 4
"""Tries of one write when the database asks us to try again (deadlock, serialisation, busy)."""

_TRY_AGAIN_STATES = {"40001", "40P01", "55P03"}
_AFTER_COMMIT = "closeloop.after_commit"


def after_commit(connection: sa.Connection, call: Callable[[], None]) -> None:
    """Have `call` called, on the writer's thread, once the transaction of this write is on disk; the same one asked
    for several times is called once. A hint: a savepoint that was rolled back does not take it back, and on a
    connection that is not a writer's nobody calls. It must be quick; what it raises is only noted, for the write is stored.
    """
    connection.info.setdefault(_AFTER_COMMIT, set()).add(call)


class Told:
    """A future's way of being settled, for a caller that wants to be called back."""

    def __init__(self, call: Callable[[Any, BaseException | None], None]) -> None:
        self._call = call

    def done(self) -> bool:
        return False

    def set_result(self, result: Any) -> None:
        self._call(result, None)

    def set_exception(self, error: BaseException) -> None:
        self._call(None, error)


@dataclass(slots=True, eq=False)
class Write:
    """One caller's work, or read, and where its result goes: an asyncio future of `loop`, a thread's future,
    or `Told`."""

    work: Work
    future: Any
    loop: asyncio.AbstractEventLoop | None
    lasting: bool = True
    """Whether it has to outlast a power cut. What need not does not wait for the disk."""
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def wants_another_try(error: BaseException) -> bool:
    """Whether the database refused for a reason that goes away by itself, with nothing stored."""
    if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
        return True
    refusal = getattr(error, "orig", error)
    if getattr(refusal, "sqlstate", None) in _TRY_AGAIN_STATES:
        return True
    return isinstance(refusal, sqlite3.OperationalError) and "locked" in str(refusal)


class CommitLost(Retryable):
    """The connection broke during COMMIT: the work may or may not be stored. Writes under their own keys may be
    repeated; anything else must be looked up first.
    """


class WriterThread(threading.Thread):
    """Takes work from `inbox` until it finds None. `batch` 1: a transaction each.

    Keeps its connection: opening one costs as much as a small transaction.
    """

    def __init__(
        self, engine: sa.Engine, inbox: queue.SimpleQueue[Write | None], *, batch: int, name: str
    ) -> None:
        super().__init__(daemon=True, name=name)
        self._engine = engine
        self._inbox = inbox
        self._batch = batch
        self._kept: KeptConnection | None = None

    def run(self) -> None:
        while (first := self._inbox.get()) is not None:
            writes = [first]
            stop = False
            while len(writes) < self._batch:
                try:
                    following = self._inbox.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    stop = True
                    break
                writes.append(following)
            self._commit(writes)
            wake(writes)
            if stop:
                break
        self._disconnect()

    def _commit(self, writes: list[Write]) -> None:
        if len(writes) == 1:
            self._commit_alone(writes[0])
            return

        def run_all(connection: sa.Connection) -> None:
            for write in writes:
                _run_in_savepoint(connection, write)

        try:
            self._transact(run_all, lasting=any(write.lasting for write in writes))
        except Exception:
            # The shared transaction itself failed, so nobody's work is stored: each tries alone.
            for write in writes:
                self._commit_alone(write)

    def _commit_alone(self, write: Write) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            write.result, write.error = None, None
            try:
                write.result = self._transact(write.work, lasting=write.lasting)
                return
            except BaseException as error:  # it is the caller's, who waits on another thread
                write.error = error
                if not wants_another_try(error):
                    return
                if attempt == ATTEMPTS:
                    write.error = Retryable(f"the database is busy or away: {type(error).__name__}")
                    write.error.__cause__ = error

    def _transact(self, work: Work, *, lasting: bool) -> Any:
        """Run `work` and commit. Whatever is raised, nothing is stored, unless it is CommitLost."""
        try:
            if self._kept is None:
                self._kept = KeptConnection(self._engine)
            kept = self._kept
            kept.begin(lasting=lasting)
            try:
                result = work(kept.sa)
            except BaseException:
                if kept.roll_back():
                    kept.sa.info.pop(_AFTER_COMMIT, None)
                else:
                    self._disconnect()
                raise
            try:
                kept.commit()
            except sa.exc.DBAPIError as error:
                if error.connection_invalidated:
                    raise CommitLost from error
                raise
        except (sa.exc.SQLAlchemyError, sqlite3.Error, CommitLost):
            # Whatever state the connection is in, the next transaction starts with a fresh one.
            self._disconnect()
            raise
        for call in kept.sa.info.pop(_AFTER_COMMIT, ()):
            try:
                call()
            except Exception as error:
                # By class only: what an error quotes may be anything. The work is stored and may not run again.
                log.error("after_commit_failed", error=type(error).__name__)
        return result

    def _disconnect(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


def _run_in_savepoint(connection: sa.Connection, write: Write) -> None:
    """One caller's failure undoes only that caller's changes. Raises only if the transaction is lost."""
    write.result, write.error = None, None
    connection.exec_driver_sql("SAVEPOINT caller")
    try:
        write.result = write.work(connection)
    except BaseException as error:  # raised again where the caller waits
        write.error = error
        connection.exec_driver_sql("ROLLBACK TO caller")
    connection.exec_driver_sql("RELEASE caller")


def thread_future() -> Future[Any]:
    """A future for a caller that blocks a thread."""
    return Future()
