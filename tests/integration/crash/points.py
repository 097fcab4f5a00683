"""Where a desk can be killed: every node, every checkpoint, every commit, around sends and acknowledgements."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from langgraph.checkpoint.base import BaseCheckpointSaver

from storage.database import Database
from storage.driver import KeptConnection

_NODES = ("load", "understand", "route", "scheduler", "front_desk", "review", "compose", "commit")
NODE_POINTS = [point for node in _NODES for point in (node, f"{node}:done")]
SEND_POINTS = ["send", "send:accepted"]
"""Before the messenger has the message; after it took it, before we know."""
DOOR_POINTS = ["receive", "receive:stored", "decide", "decide:stored"]
"""Before the event is given to the desk; after the desk took it, before its sender knows."""
CHECKPOINT_POINTS = ["checkpoint", "checkpoint:done", "approval-checkpoint", "approval-checkpoint:done"]
APPROVAL_POINTS = [
    "approval-start", "approval-start:done", "approval-resume", "approval-resume:done",
    "approval-read", "approval-read:done", "approval-write", "approval-write:done",
]  # fmt: skip
"""Brief reads and is checkpointed at `decide`; verify reads and writes."""
DATABASE_POINTS = ["database:commit", "database:committed"]
"""Just before any COMMIT, ours or the engine's; just after it, before the caller wakes."""
ANYTIME = "anytime"
"""Killed from outside, at a moment nobody chose."""
POINTS = [
    *NODE_POINTS, *SEND_POINTS, *DOOR_POINTS, *CHECKPOINT_POINTS, *APPROVAL_POINTS, *DATABASE_POINTS, ANYTIME,
]  # fmt: skip


class Killer:
    """Kills this process the `nth` time it passes `point`; counts what was passed."""

    def __init__(self, point: str | None = None, nth: int = 1) -> None:
        self._point, self._nth = point, nth
        self._lock = threading.Lock()
        self.passed: Counter[str] = Counter()

    def at(self, point: str) -> None:
        with self._lock:
            self.passed[point] += 1
            if point == self._point and self.passed[point] == self._nth:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch_databases(self) -> None:
        """Every engine of this process, from now on, and the writers' own commits, which SQLAlchemy is not told of."""
        sa.event.listen(sa.Engine, "commit", lambda connection: self.at("database:commit"))
        sa.event.listen(sa.pool.Pool, "checkin", lambda *_: self.at("database:committed"))
        commit = KeptConnection.commit

        def commit_watched(connection: KeptConnection) -> None:
            self.at("database:commit")
            commit(connection)
            self.at("database:committed")

        KeptConnection.commit = commit_watched  # type: ignore[method-assign]

    def watch_checkpoints(self, saver: BaseCheckpointSaver[Any]) -> None:
        """Conversations' and approvals' checkpoints are told apart by their thread."""
        put = saver.aput

        async def aput(config: Any, *rest: Any) -> Any:
            is_approval = str(config["configurable"]["thread_id"]).startswith("approval")
            point = "approval-checkpoint" if is_approval else "checkpoint"
            self.at(point)
            stored = await put(config, *rest)
            self.at(f"{point}:done")
            return stored

        saver.aput = aput  # type: ignore[assignment, method-assign]


class WatchedDatabase:
    """What the approval graph asks of the database, with points around each."""

    def __init__(self, database: Database, killer: Killer) -> None:
        self._database, self._killer = database, killer

    async def read(self, fn: Callable[[sa.Connection], Any]) -> Any:
        self._killer.at("approval-read")
        result = await self._database.read(fn)
        self._killer.at("approval-read:done")
        return result

    async def write(self, fn: Callable[[sa.Connection], Any]) -> Any:
        self._killer.at("approval-write")
        result = await self._database.write(fn)
        self._killer.at("approval-write:done")
        return result


class WatchedApprovals:
    """The approval runner, with points around both of its ways in."""

    def __init__(self, runner: Any, killer: Killer) -> None:
        self._runner, self._killer = runner, killer

    async def start(self, approval_id: str) -> None:
        self._killer.at("approval-start")
        await self._runner.start(approval_id)
        self._killer.at("approval-start:done")

    async def resume(self, approval_id: str) -> None:
        self._killer.at("approval-resume")
        await self._runner.resume(approval_id)
        self._killer.at("approval-resume:done")
