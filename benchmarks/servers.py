"""Servers in processes of their own, with the same settings for ours and for the bare one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.worker import MeasurementFailed

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 180.0
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def memory_bytes(self) -> int:
        """Resident memory of the process and its children; 0 where the system does not tell."""
        return sum(memory_bytes(pid) for pid in (self.pid, *children(self.pid)))

    def cpu_seconds(self) -> float:
        """CPU time of the process and its living children so far; 0 where the system does not tell."""
        return sum(cpu_seconds(pid) for pid in (self.pid, *children(self.pid)))

    def door_cpu_seconds(self) -> float:
        """CPU time of the process that listens."""
        return cpu_seconds(self.pid)

    def door_waiting_seconds(self) -> float:
        """How long its threads were ready and no processor was free: what the machine was busy with counts in it."""
        return waiting_seconds(self.pid)


def children(pid: int) -> list[int]:
    """The processes that `pid` has started; none where the system does not tell."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def memory_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waiting_seconds(pid: int) -> float:
    """Of the living threads of `pid`, in all; 0 where the system does not tell."""
    try:
        waits = [
            int(file.read_text("ascii").split()[1]) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")
        ]
    except (OSError, IndexError):
        return 0.0
    return sum(waits) / 1e9


@contextmanager
def running(module: str, *arguments: str, log: Path) -> Iterator[Server]:
    """`python -m module … port …`, ready; stopped with the block. `{port}` in the arguments is a free port.

    Raises MeasurementFailed with the end of its log when it does not come up.
    """
    port = free_port()
    command = [sys.executable, "-m", module, *(a.replace("{port}", str(port)) for a in arguments)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own modules
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_ready(process, port, log)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    tail = log.read_text(encoding="utf-8", errors="replace")[-3000:]
    raise MeasurementFailed(f"{log.stem} did not come up:\n{tail}")
