"""A file of the door's own, where a messenger's events are on disk before they are acknowledged.

SQLite has one writer at a time, and turns write too: whoever stores an event in the common file waits for them. Into
this one only the door writes. Its letters are taken into the inbox right behind the acknowledgement.
"""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from domain.errors import Retryable
from domain.event import Event, Sender
from storage.door import Key, key_of
from storage.waking import wake

FILE = "letterbox.db"

BATCH = 256
"""Most events that share one flush to disk."""
JOURNAL_PAGES = 1000
"""The journal is this long from the start, and written over from its beginning: a file that grows is slower to flush,
because its new length has to be flushed as well, and with it what other files wait for."""
PAGES_PER_WRITE = 4
WRITES_PER_CHECKPOINT = JOURNAL_PAGES // PAGES_PER_WRITE // 2
"""Then the journal is written back in the next quiet moment; at the latest when it is full."""
MOST_WRITES_WITHOUT = JOURNAL_PAGES // PAGES_PER_WRITE
TAKEN_OUT_AT_ONCE = 64
"""So many letters leave the file together, or as many as there are in a quiet moment: taking one out costs as much as
putting one in."""
QUIET_SECONDS = 1.0
"""Nobody has put anything in for so long."""
REMEMBERED = 4096
"""Events of which it is known without a look into the inbox that they were here: more than a messenger delivers again."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS letter"
    " (seq INTEGER PRIMARY KEY, sender TEXT NOT NULL, event TEXT NOT NULL, received_at TEXT NOT NULL)"
)
_PUT = "INSERT INTO letter (seq, sender, event, received_at) VALUES (?, ?, ?, ?)"
_REMOVE = "DELETE FROM letter WHERE seq = ?"
_LEFT = "SELECT seq, sender, event, received_at FROM letter ORDER BY seq"
_IN_THE_INBOX = "SELECT channel, account, provider_id FROM inbox ORDER BY seq DESC LIMIT ?"


@dataclass(frozen=True, slots=True)
class Letter:
    """An event as it arrived. `seq` is its place among the letters; `received_at` aware UTC."""

    seq: int
    sender: Sender
    event: Event
    received_at: datetime

    @property
    def key(self) -> Key:
        return key_of(self.sender, self.event)


@dataclass(slots=True, eq=False)
class _Put:
    sender: Sender
    event: Event
    received_at: datetime
    future: asyncio.Future[Letter | None]
    then: Callable[[Letter], None] | None
    letter: Letter | None = None
    error: Exception | None = None

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self.future.get_loop()

    def settle(self) -> None:
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

    @property
    def is_quiet(self) -> bool:
        """Nobody has asked for anything."""
        return not (self.puts or self.gone or self.stop)

    def add(self, asked: _Put | Sequence[Letter] | None) -> None:
        if asked is None:
            self.stop = True
        elif isinstance(asked, _Put):
            self.puts.append(asked)
        else:
            self.gone.extend(asked)


class Letterbox:
    """Letters in the order in which they came. One process at a time; the data folder's lock sees to that.

    `folder` is where the SQLite file `inbox` is, whose table of that name says at the start what was taken in lately.
    What is older, and delivered again, becomes a letter; whoever takes it in finds that it is known.
    """

    def __init__(self, folder: Path, inbox: Path) -> None:
        self._path = folder / FILE
        self._inbox_path = inbox
        self._asked: queue.SimpleQueue[_Put | Sequence[Letter] | None] = queue.SimpleQueue()
        self._connection: sqlite3.Connection | None = None
        self._waiting: set[Key] = set()
        self._remembered: OrderedDict[Key, None] = OrderedDict()
        """Taken in, oldest first."""
        self._gone: list[Letter] = []
        """In the inbox, and still in the file."""
        self._last_seq = 0
        self._writes = 0
        self._thread: threading.Thread | None = None

    def open(self) -> list[Letter]:
        """Begin. Returns what an earlier process has acknowledged and perhaps not taken in. Raises sqlite3.Error."""
        connection = self._connect()
        left = [
            Letter(seq, _sender(sender), _event(event), datetime.fromisoformat(at))
            for seq, sender, event, at in connection.execute(_LEFT)
        ]
        self._last_seq = left[-1].seq if left else 0
        self._waiting = {letter.key for letter in left}
        self._remember(self._taken_in_lately())
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
        future: asyncio.Future[Letter | None] = asyncio.get_running_loop().create_future()
        self._asked.put(_Put(sender, event, received_at, future, then))
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

    def _work(self) -> None:
        stop = False
        while not stop:
            batch = self._collect()
            self._store(batch.puts)
            wake(batch.puts)
            self._note_gone(batch.gone)
            stop = batch.stop
            if batch.is_quiet or stop or len(self._gone) >= TAKEN_OUT_AT_ONCE:
                self._take_out()
            self._checkpoint(is_quiet=batch.is_quiet)
        self._disconnect()

    def _collect(self) -> _Batch:
        """What was asked for. Nothing, when there is something to be done in a quiet moment and the moment has come."""
        batch = _Batch()
        has_to_do = self._gone or self._writes >= WRITES_PER_CHECKPOINT
        try:
            batch.add(self._asked.get(timeout=QUIET_SECONDS if has_to_do else None))
            while not batch.stop and len(batch.puts) < BATCH:
                batch.add(self._asked.get_nowait())
        except queue.Empty:
            pass
        return batch

    def _store(self, puts: Sequence[_Put]) -> None:
        if not puts:
            return
        fresh: dict[Key, _Put] = {}
        seq = self._last_seq
        rows = []
        for put in puts:
            key = key_of(put.sender, put.event)
            if key in fresh or key in self._waiting or key in self._remembered:
                continue
            seq += 1
            put.letter = Letter(seq, put.sender, put.event, put.received_at)
            fresh[key] = put
            rows.append((seq, _dump(put.sender), _dump(put.event), put.received_at.isoformat()))
        if not rows:
            return
        try:
            self._insert(rows)
        except sqlite3.Error as error:
            self._disconnect()
            # Whoever waited for one that was the same is told the same.
            for put in puts:
                put.letter = None
                put.error = Retryable(f"the letterbox cannot be written: {error.sqlite_errorname}")
                put.error.__cause__ = error
            return
        self._last_seq = seq
        self._waiting.update(fresh)
        self._writes += 1

    def _insert(self, rows: Sequence[tuple[int, str, str, str]]) -> None:
        connection = self._connect()
        if len(rows) == 1:
            # A statement is a transaction.
            connection.execute(_PUT, rows[0])
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_PUT, rows)
        connection.execute("COMMIT")

    def _note_gone(self, letters: Sequence[Letter]) -> None:
        if not letters:
            return
        keys = [letter.key for letter in letters]
        self._remember(keys)
        self._waiting.difference_update(keys)
        self._gone.extend(letters)

    def _take_out(self) -> None:
        if not self._gone:
            return
        letters, self._gone = self._gone, []
        try:
            connection = self._connect()
            # Not worth a flush: what comes back after a power cut is found in the inbox.
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_REMOVE, [(letter.seq,) for letter in letters])
            connection.execute("COMMIT")
            connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            # They come back after the next start, and are found in the inbox too.
            self._disconnect()
            return
        self._writes += 1 + len(letters) // PAGES_PER_WRITE

    def _checkpoint(self, *, is_quiet: bool) -> None:
        if self._writes < (WRITES_PER_CHECKPOINT if is_quiet else MOST_WRITES_WITHOUT):
            return
        self._writes = 0
        try:
            self._connect().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error:
            self._disconnect()

    def _taken_in_lately(self) -> list[Key]:
        """Oldest first. For the answer's sake: whoever takes letters in looks again. So a database that cannot be read
        knows of nothing.
        """
        try:
            with closing(
                sqlite3.connect(f"{self._inbox_path.absolute().as_uri()}?mode=ro", uri=True)
            ) as inbox:
                return inbox.execute(_IN_THE_INBOX, (REMEMBERED,)).fetchall()[::-1]
        except sqlite3.Error:
            return []

    def _remember(self, keys: Iterable[Key]) -> None:
        self._remembered.update(dict.fromkeys(keys))
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(_TABLE)
            _lengthen_journal(connection)
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def bring_to_disk(inbox: sa.Connection) -> None:
    """For a lasting write to the SQLite inbox: its commit takes along those that did not wait for the disk. Changes
    nothing.
    """
    version = inbox.exec_driver_sql("PRAGMA user_version").scalar_one()
    inbox.exec_driver_sql(f"PRAGMA user_version={version}")


def _lengthen_journal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    for _ in range(JOURNAL_PAGES):
        # A page of the journal each. Nothing comes of it.
        connection.execute("PRAGMA user_version=1")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()


def _dump(model: Sender | Event) -> str:
    try:
        return model.model_dump_json()
    except ValueError:
        # Half an emoji, which is no UTF-8: cleaned where every text is, on the way into the inbox.
        return json.dumps(model.model_dump(mode="json"))


def _sender(text: str) -> Sender:
    return Sender.model_validate(json.loads(text))


def _event(text: str) -> Event:
    return Event.model_validate(json.loads(text))
