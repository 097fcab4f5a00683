"""Takes letters from the letterbox into the inbox: right behind their acknowledgement, in the order in which they came."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
import structlog

from domain.errors import Retryable
from domain.event import Event, Sender
from storage.letter_file import Letter
from storage.letterbox import Letterbox

log = structlog.get_logger(__name__)

TAKEN_AT_ONCE = 256
PAUSE_SECONDS = 0.3
"""Between two rounds: letters that come together share a transaction, which turns have to wait for. A customer's silence
counts from the arrival, so no answer comes later for it; the first letter after a pause is taken in at once."""
KEPT_TWICE = 64
"""Letters that are in the inbox and perhaps not on disk there, for which the letterbox answers. Every flush of the inbox
keeps those waiting that are to be acknowledged: they share the disk."""
QUIET_SECONDS = 1.0
"""No letter has come for so long: time for such a flush."""
AGAIN_SECONDS = 1.0
"""After the database failed."""
STOP_SECONDS = 5.0

_DATABASE_AWAY = (Retryable, sa.exc.OperationalError, sa.exc.InterfaceError)


class Inbox(Protocol):
    """Where letters are taken to."""

    async def receive_letters(self, letters: Sequence[Letter], *, lasting: bool) -> None:
        """Store letters in one transaction; those that it knows already change nothing. `lasting`: this transaction and
        those before it are on disk at the end."""
        ...

    async def bring_to_disk(self) -> None:
        """Everything that was taken in is on disk at the end."""
        ...


class Postman:
    """Between `start` and `stop`, on one event loop. What is not taken in before the end is after the next start."""

    def __init__(self, letterbox: Letterbox, inbox: Inbox) -> None:
        self._letterbox = letterbox
        self._inbox = inbox
        self._waiting: deque[Letter] = deque()
        self._kept: list[Letter] = []
        """Taken in, and still in the letterbox until they are on disk in the inbox."""
        self._bell = asyncio.Event()
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """With what an earlier process has acknowledged first."""
        self._waiting.extend(await asyncio.to_thread(self._letterbox.open))
        if self._waiting:
            log.info("letters_left", count=len(self._waiting))
            self._bell.set()
        self._task = asyncio.create_task(self._run(), name="postman")

    async def stop(self) -> None:
        """Take in what waits, as far as that is possible soon."""
        self._stopping.set()
        self._bell.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=STOP_SECONDS)
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        await asyncio.to_thread(self._letterbox.close)

    async def post(self, sender: Sender, event: Event, received_at: datetime) -> bool:
        """Whether it is new. It is on disk when this returns, and in the inbox a moment later. Raises Retryable.

        Whoever gives up waiting (a connection that broke) does not take the letter along: the sender's next try is told
        that it was here before.
        """
        return await self._letterbox.put(sender, event, received_at, then=self._stored) is not None

    def _stored(self, letter: Letter) -> None:
        self._waiting.append(letter)
        self._bell.set()

    async def _run(self) -> None:
        while not (self._stopping.is_set() and not self._waiting):
            await self._wait_for_letters()
            while self._waiting:
                letters = [self._waiting[n] for n in range(min(TAKEN_AT_ONCE, len(self._waiting)))]
                if not await self._deliver(letters):
                    await asyncio.sleep(AGAIN_SECONDS)
                    continue
                for _ in letters:
                    self._waiting.popleft()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PAUSE_SECONDS):
                    await self._stopping.wait()
        await self._let_go()

    async def _wait_for_letters(self) -> None:
        """What is kept twice is let go when no letter comes for a while."""
        while not self._bell.is_set():
            try:
                async with asyncio.timeout(QUIET_SECONDS if self._kept else None):
                    await self._bell.wait()
            except TimeoutError:
                await self._let_go()
        self._bell.clear()

    async def _let_go(self) -> None:
        """Take what is in the inbox out of the letterbox, as soon as it is on disk. Not now when the database is busy."""
        if not self._kept:
            return
        try:
            await self._inbox.bring_to_disk()
        except Exception as error:
            # Whatever it is, they are kept where they are, and letters that come go on being taken in.
            log.warning("letters_kept", count=len(self._kept), error=type(error).__name__)
            return
        self._remove_kept()

    def _remove_kept(self) -> None:
        letters, self._kept = self._kept, []
        self._letterbox.remove(letters)

    async def _deliver(self, letters: Sequence[Letter]) -> bool:
        """False when the database is to blame: then nothing is given up, and the order stays."""
        lasting = len(self._kept) + len(letters) >= KEPT_TWICE
        try:
            await self._inbox.receive_letters(letters, lasting=lasting)
        except _DATABASE_AWAY as error:
            log.warning("letters_wait", count=len(letters), error=type(error).__name__)
            return False
        except Exception as error:
            if len(letters) > 1:
                # One of them cannot be taken in; the others can.
                for letter in letters:
                    if not await self._deliver([letter]):
                        return False
                return True
            # It stays in the letterbox: another version of this program may be able to read it.
            log.error("letter_not_taken_in", seq=letters[0].seq, error=type(error).__name__)
            return True
        self._kept.extend(letters)
        if lasting:
            self._remove_kept()
        return True
