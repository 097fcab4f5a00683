"""One process per SQLite file, and a name for every process, by file locks that the kernel drops when it dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from uuid import uuid4

from domain.errors import Permanent

MOST_PROCESSES = 64
ORPHAN_SECONDS = 8.0
"""How long a killed door's turn process may need to notice it and to end; it keeps the place that long."""


class AlreadyRunning(Permanent):
    """Another process works on the same data folder."""


class InstanceLock:
    """Held from `take` until `release` or the end of the process, however it ends; and of the processes that were
    given `file`.
    """

    def __init__(self, file: int, name: str) -> None:
        self.file = file
        """Its descriptor."""
        self.name = name
        """What this process is called in the engine: stable for this place in this data folder."""

    @classmethod
    def take(cls, data_dir: Path) -> InstanceLock:
        """For SQLite: the only process on `data_dir`. Raises AlreadyRunning, saying what to do."""
        path = data_dir / "instance-0.lock"
        lock = _lock(path)
        deadline = time.monotonic() + ORPHAN_SECONDS
        while lock is None and _holder_is_gone(path) and time.monotonic() < deadline:
            time.sleep(0.05)
            lock = _lock(path)
        if lock is None:
            holder = path.read_text().split()
            process = f" (process {holder[1]})" if len(holder) > 1 else ""
            raise AlreadyRunning(
                f"another Closeloop{process} is already using {data_dir}. Stop it, or give this one a folder of its"
                " own with CLOSELOOP_DATA_DIR; several processes on the same data need Postgres (CLOSELOOP_DATABASE_URL)."
            )
        return lock

    @classmethod
    def take_any(cls, data_dir: Path) -> InstanceLock:
        """For Postgres: the first free place of those sharing `data_dir`, so that a restart gets its old name back."""
        for number in range(MOST_PROCESSES):
            lock = _lock(data_dir / f"instance-{number}.lock")
            if lock is not None:
                return lock
        raise AlreadyRunning(f"{MOST_PROCESSES} processes already share {data_dir}; give some another folder")

    def release(self) -> None:
        """Let the next process in. The file stays: it keeps the name. Safe to call twice."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1


def _holder_is_gone(path: Path) -> bool:
    """The process that wrote its number is dead, and something it had started still holds the lock."""
    words = path.read_text().split()
    if len(words) < 2 or not words[1].isdigit():
        return False
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _lock(path: Path) -> InstanceLock | None:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    words = os.read(file, 200).decode("ascii", "replace").split()
    name = words[0] if words else f"desk-{uuid4().hex[:12]}"
    content = f"{name} {os.getpid()}\n".encode("ascii")
    os.pwrite(file, content, 0)
    os.ftruncate(file, len(content))
    return InstanceLock(file, name)
