"""Takes letters from the letterbox into the inbox: right behind their acknowledgement, in the order in which they came."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import sqlalchemy as sa
import structlog

from domain.errors import Retryable
from domain.event import Event, Sender
from storage.letterbox import Letter, Letterbox

log = structlog.get_logger(__name__)

TAKEN_AT_ONCE = 256
PAUSE_SECONDS = 0.2
"""Between two rounds: letters that come together share a transaction, which turns have to wait for. A customer's silence
counts from the arrival, so no answer comes later for it; the first letter after a pause is taken in at once."""
AGAIN_SECONDS = 1.0
"""After the database failed."""
STOP_SECONDS = 5.0

TakeIn = Callable[[Sequence[Letter]], Awaitable[None]]
"""Stores letters in one transaction; letters that it knows already change nothing."""


class Postman:
    """Between `start` and `stop`, on one event loop. What is not taken in before the end is after the next start."""

    def __init__(self, letterbox: Letterbox, take_in: TakeIn) -> None:
        self._letterbox = letterbox
        self._take_in = take_in
        self._waiting: deque[Letter] = deque()
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
        """Whether it is new. It is on disk when this returns, and in the inbox a moment later. Raises Retryable."""
        # Whoever gives up waiting (a connection that broke) does not take the letter along: the sender's next try is
        # told that it was here before.
        storing = asyncio.ensure_future(self._letterbox.put(sender, event, received_at))
        storing.add_done_callback(self._stored)
        return await asyncio.shield(storing) is not None

    def _stored(self, storing: asyncio.Future[Letter | None]) -> None:
        letter = None if storing.cancelled() or storing.exception() else storing.result()
        if letter is not None:
            self._waiting.append(letter)
            self._bell.set()

    async def _run(self) -> None:
        while not (self._stopping.is_set() and not self._waiting):
            await self._bell.wait()
            self._bell.clear()
            while self._waiting:
                letters = [self._waiting[n] for n in range(min(TAKEN_AT_ONCE, len(self._waiting)))]
                if not await self._deliver(letters):
                    await asyncio.sleep(AGAIN_SECONDS)
                    continue
                for _ in letters:
                    self._waiting.popleft()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PAUSE_SECONDS)

    async def _deliver(self, letters: Sequence[Letter]) -> bool:
        """False when the database is to blame: then nothing is given up, and the order stays."""
        try:
            await self._take_in(letters)
        except (Retryable, sa.exc.OperationalError, sa.exc.InterfaceError) as error:
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
        self._letterbox.remove(letters)
        return True
