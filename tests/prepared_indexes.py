"""Search indexes of the businesses' policies, made once for a whole run of the tests, whoever needs them first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[1]
MAKING_SECONDS = 600.0

IndexOf = Callable[[str], Path]
"""A business's id in; out comes a copy of its index that nobody else has."""


class PreparedIndexes:
    """`shared` is a folder that all processes of this run see; each gets copies, because an index has one owner."""

    def __init__(self, shared: Path, new_folder: Callable[[str], Path]) -> None:
        self._shared = shared
        self._new_folder = new_folder

    def copy_of(self, business: str) -> Path:
        """Embeds the policies the first time: about half a minute of one core."""
        made = self._shared / f"index-of-{business}"
        with FileLock(self._shared / f"index-of-{business}.lock"):
            if not (made / "ready").exists():
                self._make(business, made)
        copy = self._new_folder("index") / "index"
        shutil.copytree(made, copy, ignore=shutil.ignore_patterns("*.lock", "ready"))
        return copy

    def _make(self, business: str, folder: Path) -> None:
        command = [sys.executable, "-m", "cli", "ingest", "--business", business]
        environment = {**os.environ, "CLOSELOOP_INDEX_DIR": str(folder)}
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=MAKING_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"closeloop ingest failed: {done.stderr[-2000:]}")
        (folder / "ready").touch()
