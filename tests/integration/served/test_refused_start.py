"""A desk that cannot start says in a sentence what is wrong and what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.integration.served.conftest import ROOT, SECONDS


def test_broken_letter_file_is_named_without_a_traceback(tmp_path: Path) -> None:
    broken = tmp_path / "letterbox.db"
    broken.write_bytes(b"not a database, and yet not empty" * 200)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "-m", "cli", "serve", "--port", str(port), "--one-process"],
        cwd=ROOT, env={**os.environ, "CLOSELOOP_DATA_DIR": str(tmp_path)}, timeout=SECONDS,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode not in (0, 3)
    assert f"{broken} cannot be opened" in done.stderr
    assert "move it away" in done.stderr
    assert "Traceback" not in done.stderr
