"""What the door and its turn process say to each other over two pipes, a line each. Identifiers only.

Door to turns, on the child's standard input: its orders as JSON, then `go` once the database is there, `wake` after a
commit that asked for a job, `heard` and `unheard` when somebody begins to look at a screen and when nobody does any more,
`stop`. The pipe's end means that the door is gone.
Turns to door: JSON lists, `["notes", [[conversation, kind], …]]`, `["ready"]`, `["not ready", reason]`, `["started"]`,
`["model", counts]`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr

from engine.settings import Settings

GO = b"go"
WAKE = b"wake"
HEARD = b"heard"
UNHEARD = b"unheard"
STOP = b"stop"

NOTES = "notes"
STARTED = "started"
READY = "ready"
NOT_READY = "not ready"
MODEL = "model"


class Orders(BaseModel):
    """What the turn process is told first. It travels through the pipe, where nobody else reads it: secrets in
    arguments or the environment would be visible to other programs.
    """

    model_config = ConfigDict(frozen=True)

    settings: dict[str, Any]
    name: str
    """What the process is called in the engine: the place that the door holds in the data folder."""
    answers: int
    """The file descriptor of the pipe to the door."""

    def read_settings(self) -> Settings:
        """The door's settings, wherever it had them from. Not even `.env` is looked at again."""
        return Settings(_env_file=None, **self.settings)


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Every setting as JSON can carry it, secrets in the open."""
    return {name: _plain(value) for name, value in settings}


def _plain(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return str(value) if isinstance(value, Path) else value


def read_lines(pipe: int) -> Iterator[bytes]:
    """Lines as they come, until the other side is gone. Blocks."""
    rest = b""
    while True:
        try:
            part = os.read(pipe, 65_536)
        except OSError:
            return
        if not part:
            return
        *lines, rest = (rest + part).split(b"\n")
        yield from lines


def say(pipe: int, line: bytes) -> None:
    """Write a line, from any thread. A full pipe has enough to read, a closed one nobody who reads."""
    with contextlib.suppress(OSError):
        os.write(pipe, line + b"\n")
