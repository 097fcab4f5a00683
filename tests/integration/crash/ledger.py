"""Append-only notes in files. A line that was written survives the process's SIGKILL."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class Ledger:
    """One JSON object a line, appended with a single write."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, **line: Any) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")


def read_ledger(path: Path) -> list[dict[str, Any]]:
    """Every whole line; nothing when there is no file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
