"""The letterbox's file: what is stored here is on disk. Nothing of it is safe to use from two threads at once."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import structlog

from domain.errors import Permanent, Retryable
from domain.event import Event, Sender
from storage.door import Key, key_of

log = structlog.get_logger(__name__)

FILE = "letterbox.db"

JOURNAL_PAGES = 1000
"""The journal is this long from the start, and written over from its beginning: a file that grows is slower to flush,
because its new length has to be flushed as well, and with it what other files wait for."""
PAGES_PER_WRITE = 4
WRITES_PER_CHECKPOINT = JOURNAL_PAGES // PAGES_PER_WRITE // 2
"""Then the journal is written back in the next quiet moment; at the latest when it is full."""
MOST_WRITES_WITHOUT = JOURNAL_PAGES // PAGES_PER_WRITE
REMEMBERED = 4096
"""Events of which it is known without a look into the inbox that they were here: more than a messenger delivers again."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS letter"
    " (seq INTEGER PRIMARY KEY, sender TEXT NOT NULL, event TEXT NOT NULL, received_at TEXT NOT NULL)"
)
_PUT = "INSERT INTO letter (seq, sender, event, received_at) VALUES (?, ?, ?, ?)"
_REMOVE = "DELETE FROM letter WHERE seq = ?"
_LEFT = "SELECT seq, sender, event, received_at FROM letter ORDER BY seq"
_NEWEST = "SELECT max(coalesce(max(seq), 0), ?) FROM letter"
_IN_THE_INBOX = "SELECT channel, account, provider_id FROM inbox ORDER BY seq DESC LIMIT ?"

Arrival = tuple[Sender, Event, datetime]
"""What came from whom, and when: aware UTC."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An event as it arrived. `seq` is its place among the letters; `received_at` aware UTC."""

    seq: int
    sender: Sender
    event: Event
    received_at: datetime
    key: Key


class LetterFile:
    """`folder` is where the SQLite file `inbox` is, whose table of that name says at the start what was taken in lately.
    What is older, and delivered again, becomes a letter; whoever takes it in finds that it is known.
    """

    def __init__(self, folder: Path, inbox: Path) -> None:
        self._path = folder / FILE
        self._inbox_path = inbox
        self._connection: sqlite3.Connection | None = None
        self._waiting: set[Key] = set()
        self._remembered: OrderedDict[Key, None] = OrderedDict()
        """Taken in, oldest first."""
        self._last_seq = 0
        self._writes = 0
        self.flush_seconds = 0.0
        """How long the last storing took."""

    def open(self) -> list[Letter]:
        """What an earlier process has stored and perhaps not taken in. Raises Permanent when there can be no such file."""
        try:
            with self._connected() as connection:
                rows = connection.execute(_LEFT).fetchall()
        except sqlite3.Error as error:
            raise Permanent(
                f"{self._path} cannot be opened ({_name_of(error)}): is the disk full, the folder not yours, or the file broken?"
                " Keep a broken one, and move it away: it holds what customers wrote and nobody has answered."
            ) from error
        left = _readable(rows)
        self._waiting = {letter.key for letter in left}
        self._remember(self._taken_in_lately())
        return left

    def store(self, arrivals: Sequence[Arrival]) -> list[Letter | None]:
        """Store them together; None for what was here before. Raises Retryable: then none of them is stored, and of those
        that were here before it is not said.
        """
        try:
            with self._connected() as connection:
                letters = self._number(arrivals)
                fresh = [letter for letter in letters if letter is not None]
                if fresh:
                    self._insert(connection, fresh)
        except sqlite3.Error as error:
            raise Retryable(f"the letterbox cannot be written: {_name_of(error)}") from error
        return letters

    def note_taken_in(self, letters: Sequence[Letter]) -> None:
        """They are in the inbox: known there, also when they are out of the file."""
        keys = [letter.key for letter in letters]
        self._remember(keys)
        self._waiting.difference_update(keys)

    def take_out(self, letters: Sequence[Letter]) -> None:
        """Delete them. Not worth a flush, nor an error: what comes back after the next start is found in the inbox."""
        with suppress(sqlite3.Error), self._connected() as connection:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_REMOVE, [(letter.seq,) for letter in letters])
            connection.execute("COMMIT")
            connection.execute("PRAGMA synchronous=FULL")
            self._writes += 1 + len(letters) // PAGES_PER_WRITE

    def wants_checkpoint(self, *, is_quiet: bool) -> bool:
        """Whether the journal is so long that it should be written back, now that it is quiet or not."""
        return self._writes >= (WRITES_PER_CHECKPOINT if is_quiet else MOST_WRITES_WITHOUT)

    def checkpoint(self) -> None:
        """Write the journal back. No error where that cannot be done: it grows until it can."""
        self._writes = 0
        with suppress(sqlite3.Error), self._connected() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Until it is used again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _number(self, arrivals: Sequence[Arrival]) -> list[Letter | None]:
        """The letters they become, behind the newest; None for what was here before."""
        fresh: set[Key] = set()
        letters: list[Letter | None] = []
        for sender, event, received_at in arrivals:
            key = key_of(sender, event)
            if key in fresh or key in self._waiting or key in self._remembered:
                letters.append(None)
                continue
            fresh.add(key)
            letters.append(Letter(self._last_seq + len(fresh), sender, event, received_at, key))
        return letters

    def _insert(self, connection: sqlite3.Connection, letters: Sequence[Letter]) -> None:
        rows = [
            (letter.seq, _dump(letter.sender), _dump(letter.event), letter.received_at.isoformat())
            for letter in letters
        ]
        began = time.perf_counter()
        try:
            if len(rows) == 1:
                # A statement is a transaction.
                connection.execute(_PUT, rows[0])
            else:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(_PUT, rows)
                connection.execute("COMMIT")
        finally:
            self.flush_seconds = time.perf_counter() - began
        self._last_seq = letters[-1].seq
        self._waiting.update(letter.key for letter in letters)
        self._writes += 1

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

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """The connection. Whatever is raised, it is closed, and what was half done is undone with it."""
        try:
            yield self._connection or self._connect()
        except BaseException:
            self.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        # Before it is used, so that it is closed when that fails.
        self._connection = connection
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(_TABLE)
        (self._last_seq,) = connection.execute(_NEWEST, (self._last_seq,)).fetchone()
        _lengthen_journal(connection)
        return connection


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


def _name_of(error: sqlite3.Error) -> str:
    """What SQLite calls it; its text may quote what was to be stored."""
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def _readable(rows: Iterable[tuple[int, str, str, str]]) -> list[Letter]:
    """What cannot be read stays in the file: another version of this program may be able to."""
    letters = []
    for row in rows:
        try:
            letters.append(_letter(*row))
        except ValueError as error:
            log.error("letter_not_readable", seq=row[0], error=type(error).__name__)
    return letters


def _letter(seq: int, sender_text: str, event_text: str, received_at: str) -> Letter:
    sender = Sender.model_validate(json.loads(sender_text))
    event = Event.model_validate(json.loads(event_text))
    return Letter(seq, sender, event, datetime.fromisoformat(received_at), key_of(sender, event))
