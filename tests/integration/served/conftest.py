"""`closeloop serve` itself, as a program: two processes, real models, a real file."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from tests.eventually import wait_until
from tests.fakes.telegram import SECRET, TOKEN
from tests.prepared_indexes import IndexOf

ROOT = Path(__file__).parents[3]
SECONDS = 120.0
"""Everything here takes a few seconds on a machine that has nothing else to do."""


class ServedDesk:
    """May be started again on the same folder and port after it has ended."""

    def __init__(self, folder: Path, index: Path, *arguments: str, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.data = folder / "data"
        self.database_url = environment.get(
            "CLOSELOOP_DATABASE_URL", f"sqlite:///{self.data / 'closeloop.db'}"
        )
        self._log = folder / "log"
        self._arguments = arguments
        self._environment = {
            "CLOSELOOP_DATA_DIR": str(self.data),
            "CLOSELOOP_INDEX_DIR": str(index),
            "CLOSELOOP_TELEGRAM_TOKEN": TOKEN,
            "CLOSELOOP_TELEGRAM_SECRET": SECRET,
            # Nobody listens there: replies are made, and wait to be sent.
            "CLOSELOOP_TELEGRAM_API": "http://127.0.0.1:9",
            "CLOSELOOP_BURST_WAIT_SECONDS": "0",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    def start(self) -> ServedDesk:
        command = [sys.executable, "-m", "cli", "serve", "--port", str(self.port), *self._arguments]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self._environment}, stdout=log, stderr=log
            )
        self.until(self._is_open, "the door opens")
        return self

    def _is_open(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()[-3000:]
        try:
            return self.http.get("/health").status_code == 200
        except httpx.TransportError:
            return False

    def ready(self) -> tuple[int, str]:
        answer = self.http.get("/ready")
        return answer.status_code, answer.json()["status"]

    def until_ready(self) -> None:
        self.until(lambda: self.ready()[0] == 200, "messages are answered")

    def until(self, reached: Callable[[], bool], what: str) -> None:
        """The program is another process behind HTTP: it can only be asked."""
        wait_until(reached, seconds=SECONDS, explain=lambda: f"({what})\n{self.log()[-3000:]}")

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def turn_process(self) -> int | None:
        """Its process id; None while it is being started again."""
        assert self.process is not None
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int(listed.split()[0]) if listed.split() else None

    def kill_turn_process(self) -> int:
        pid = self.turn_process()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        return pid

    def write(self, customer: int, number: int, text: str) -> dict[str, Any]:
        """A Telegram message; the answer of the webhook. Asserts that it was acknowledged."""
        body = {"update_id": number, "message": {
            "message_id": number, "date": 1795255200, "text": text,
            "chat": {"id": customer, "type": "private"}, "from": {"id": customer, "first_name": "Anna"},
        }}  # fmt: skip
        answer = self.http.post(
            "/webhooks/telegram",
            content=json.dumps(body),
            headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def lines(self, customer: int) -> list[tuple[str, str]]:
        """The transcript, as (author, text)."""
        engine = sa.create_engine(self.database_url)
        with engine.connect() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT author, text FROM message JOIN conversation ON conversation.id = conversation_id"
                    " WHERE external_id = :customer ORDER BY seq"
                ),
                {"customer": str(customer)},
            ).all()
        engine.dispose()
        return [(row.author, row.text) for row in rows]

    def is_answered(self, customer: int) -> bool:
        lines = self.lines(customer)
        return bool(lines) and lines[-1][0] == "bot"

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """How many seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(SECONDS)
        return time.monotonic() - began

    def close(self) -> None:
        self.http.close()
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def index(index_of: IndexOf) -> Path:
    """The policies' index, which all desks of the file use, one after another."""
    return index_of("clinic")


@pytest.fixture
def desk(tmp_path: Path, index: Path) -> Iterator[ServedDesk]:
    served = ServedDesk(tmp_path, index)
    yield served
    served.close()


def is_alive(pid: int) -> bool:
    """Also a process that nobody has waited for is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def nicenesses(pid: int) -> list[int]:
    """Of each thread that lives now."""
    stats = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/stat")]
    return [int(stat.rpartition(")")[2].split()[16]) for stat in stats]
