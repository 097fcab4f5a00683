"""The door's side of the turn process: start it, wake it, listen to it, start it again when it dies.

Turns take tens of milliseconds of Python each. In a process of their own they cannot keep a messenger waiting for its
acknowledgement.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from engine import turn_link
from engine.instance import InstanceLock
from engine.model_counts import ModelCounts
from engine.readiness import LOADING, Readiness
from engine.settings import Settings

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 8.0
"""Longer than the turn process gives itself (engine/turn_main.py)."""
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A process that lived this long was no failed start."""
TABLES_SECONDS = 120.0

STARTING = "the turn process is starting"


class TurnProcess:
    """One child at a time, on one data folder. `launch` it before there is an event loop: it imports what it needs while
    the door does the same.
    """

    def __init__(self, settings: Settings, lock: InstanceLock) -> None:
        self._settings = turn_link.plain_settings(settings)
        self._lock = lock
        self.readiness = Readiness(STARTING)
        self.model_counts = ModelCounts()
        self.starts = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._answers = -1
        self._speaking = threading.Lock()
        """A descriptor that is closed while another thread writes may be somebody else's by then."""
        self._went = False
        self._is_heard = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._started = asyncio.Event()
        self._on_note: Callable[[str, str], None] = _ignore
        self._on_loss: Callable[[], Awaitable[None]] = _nothing

    @classmethod
    def launch(cls, settings: Settings) -> TurnProcess:
        """Take the data folder and start the first child on it. Raises AlreadyRunning, Permanent."""
        settings.prepare_data_dir()
        lock = (
            InstanceLock.take(settings.database_folder)
            if settings.is_sqlite
            else InstanceLock.take_any(settings.data_dir)
        )
        turns = cls(settings, lock)
        turns._spawn()
        return turns

    @property
    def pid(self) -> int | None:
        """Of the child that lives now."""
        return self._child.pid if self._child is not None else None

    def _spawn(self) -> None:
        """The child holds the data folder's lock as well, so that nobody works beside it if we die."""
        answers, theirs = os.pipe()
        os.set_blocking(theirs, False)
        orders = turn_link.Orders(settings=self._settings, name=self._lock.name, answers=theirs)
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH")]))
        # The embedding model's threads would otherwise spin for a while after every text, on the door's cores.
        environment.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            child = subprocess.Popen(
                [sys.executable, "-m", "engine.turn_main"],
                stdin=subprocess.PIPE,
                bufsize=0,
                pass_fds=(theirs, self._lock.file),
                env=environment,
            )
        finally:
            os.close(theirs)
        self.starts += 1
        self._child, self._answers = child, answers
        self._say(orders.model_dump_json().encode())
        if child.stdin is not None:
            os.set_blocking(child.stdin.fileno(), False)
        if self._went:
            self._begin()

    def _begin(self) -> None:
        self._say(turn_link.GO)
        if self._is_heard:
            self._say(turn_link.HEARD)

    async def start(
        self, *, on_note: Callable[[str, str], None], on_loss: Callable[[], Awaitable[None]]
    ) -> None:
        """The database is there: let the child work, and keep one alive until `stop`. `on_note` is told what changed
        (conversation, kind), `on_loss` that changes may have gone untold.
        """
        self._on_note, self._on_loss = on_note, on_loss
        self._went = True
        self._begin()
        self._task = asyncio.create_task(self._supervise(), name="turn-process")

    async def until_started(self) -> None:
        """Wait until the child's engine has made its tables. Raises TimeoutError."""
        async with asyncio.timeout(TABLES_SECONDS):
            await self._started.wait()

    def wake(self) -> None:
        """Jobs were committed: look now. From any thread."""
        self._say(turn_link.WAKE)

    def hear(self, is_heard: bool) -> None:
        """Somebody listens to notes, or nobody any more: then they may come a little later."""
        self._is_heard = is_heard
        if self._went:
            self._say(turn_link.HEARD if is_heard else turn_link.UNHEARD)

    async def stop(self) -> None:
        """End the child: what it cannot finish soon is done after the next start."""
        self._stopping = True
        if self._task is not None:
            if self._child is None:
                self._task.cancel()
            else:
                self._say(turn_link.STOP)
            _, late = await asyncio.wait([self._task], timeout=STOP_SECONDS)
            if late:
                log.warning("turn_process_killed", pid=self.pid)
                self._kill()
                await asyncio.wait([self._task])
        self.abandon()

    def abandon(self) -> None:
        """End the child at once, and give the data folder free. Safe to call twice."""
        self._kill()
        self._lock.release()

    def _kill(self) -> None:
        child = self._child
        if child is not None:
            child.kill()
            child.wait()

    def _say(self, line: bytes) -> None:
        with self._speaking:
            child = self._child
            if child is not None and child.stdin is not None and not child.stdin.closed:
                turn_link.say(child.stdin.fileno(), line)

    def _hang_up(self) -> None:
        with self._speaking:
            child, self._child = self._child, None
            if child is not None and child.stdin is not None:
                child.stdin.close()

    async def _supervise(self) -> None:
        failures = 0
        while not self._stopping:
            began = time.monotonic()
            if self._child is None:
                try:
                    self._spawn()
                except OSError as error:
                    log.error("turn_process_not_started", problem=error.strerror)
            code = await self._listen()
            if self._stopping:
                break
            failures = 1 if time.monotonic() - began > STEADY_SECONDS else failures + 1
            pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** (failures - 1))
            why = f"exit code {code}" if code >= 0 else f"signal {-code}"
            times = f"{failures} times in a row" if failures > 1 else "once"
            self.readiness.not_ready(f"the turn process ended ({why}), {times}; it is started again")
            log.error("turn_process_ended", code=code, times=failures, again_in_seconds=pause)
            await self._on_loss()
            await asyncio.sleep(pause)

    async def _listen(self) -> int:
        """Until the child has ended; its exit code. What it says is heard on the way."""
        child = self._child
        if child is None:
            return -1
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        with os.fdopen(self._answers, "rb", buffering=0) as pipe:
            transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
            try:
                async for line in reader:
                    self._hear(line)
            finally:
                transport.close()
        code = await asyncio.to_thread(child.wait)
        self._hang_up()
        return code

    def _hear(self, line: bytes) -> None:
        match json.loads(line):
            case [turn_link.NOTES, notes]:
                for conversation_id, kind in notes:
                    self._on_note(conversation_id, kind)
            case [turn_link.STARTED]:
                self._started.set()
                self.readiness.not_ready(LOADING)
            case [turn_link.READY]:
                self.readiness.now_ready()
            case [turn_link.MODEL, counts]:
                self.model_counts.tell(counts)
            case [turn_link.NOT_READY, reason]:
                self.readiness.not_ready(reason)


def _ignore(_conversation_id: str, _kind: str) -> None:
    """Before the desk listens."""


async def _nothing() -> None:
    """Before the desk listens."""
