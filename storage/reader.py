"""Reader threads: each keeps a connection and takes reads from one queue."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from storage.driver import KeptConnection
from storage.waking import wake
from storage.writer import Write

T = TypeVar("T")


class ReaderThread(threading.Thread):
    """Takes reads from `inbox` until it finds None. A pool of futures of its own would cost more than most reads."""

    def __init__(self, engine: sa.Engine, inbox: queue.SimpleQueue[Write | None], *, name: str) -> None:
        super().__init__(daemon=True, name=name)
        self._engine = engine
        self._inbox = inbox
        self._kept: KeptConnection | None = None

    def run(self) -> None:
        while (wanted := self._inbox.get()) is not None:
            try:
                wanted.result = self._read(wanted.work)
            except BaseException as error:
                wanted.error = error
            wake([wanted])
            del wanted
        self._disconnect()

    def _read(self, fn: Callable[[sa.Connection], T]) -> T:
        """A connection that broke is replaced and the read done again, once."""
        try:
            return self._read_once(fn)
        except sa.exc.DBAPIError as error:
            self._disconnect()
            if not error.connection_invalidated:
                raise
        return self._read_once(fn)

    def _read_once(self, fn: Callable[[sa.Connection], T]) -> T:
        kept = self._kept
        if kept is None:
            kept = self._kept = KeptConnection(self._engine)
        kept.begin()
        try:
            result = fn(kept.sa)
        except BaseException:
            if not kept.roll_back():
                self._disconnect()
            raise
        kept.commit()
        return result

    def _disconnect(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()
