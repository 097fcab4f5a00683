"""Passes the turn process's notes on to the door, several in a line where that is soon enough.

A line wakes the door, which then stands in the queue for the processor behind whoever wrote it, and every acknowledgement
with it: nine notes a turn, one by one, were half of all it was woken for.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

from engine import turn_link
from engine.notifier import Note

HEARD_SECONDS = 0.03
"""Between two lines while somebody looks at a screen: nobody sees it."""
UNHEARD_SECONDS = 1.0
"""While nobody does, notes are only counted."""
NOTES_A_LINE = 32
"""A pipe takes so long a line (4 kB) whole or not at all."""

Say = Callable[[list[Any]], None]


class Relay:
    """`pass_on` is called from any thread. The first note after a pause is told at once. `loop` runs."""

    def __init__(self, say: Say, loop: asyncio.AbstractEventLoop) -> None:
        self._say = say
        self._loop = loop
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, str]] = []
        self._is_planned = False
        self._is_heard = False
        self._said_at = 0.0

    def pass_on(self, note: Note) -> None:
        """Tell the door, now or soon."""
        with self._lock:
            self._waiting.append((note.conversation_id, note.kind))
            if self._is_planned:
                return
            pause = HEARD_SECONDS if self._is_heard else UNHEARD_SECONDS
            wait = self._said_at + pause - time.monotonic()
            if wait <= 0:
                self._tell()
                return
            self._is_planned = True
        # A loop that is closed has a door that is told of nothing any more.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._loop.call_later, wait, self._tell_planned)

    def hear(self, is_heard: bool) -> None:
        """Somebody looks at a screen of the door's, or nobody any more. Whoever begins to look reads how things stand,
        and is told at once what may have changed since.
        """
        with self._lock:
            self._is_heard = is_heard
            self._tell()
            # The one that was planned may be a second away.
            self._is_planned = False

    def _tell_planned(self) -> None:
        with self._lock:
            self._is_planned = False
            self._tell()

    def _tell(self) -> None:
        notes, self._waiting = self._waiting, []
        if notes:
            self._said_at = time.monotonic()
        for start in range(0, len(notes), NOTES_A_LINE):
            self._say([turn_link.NOTES, notes[start : start + NOTES_A_LINE]])
