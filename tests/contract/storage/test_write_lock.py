"""Two processes write to one SQLite file: whoever waits for the lock gets it as soon as it is free."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import sqlalchemy as sa

from storage.database import Database


def test_writer_gets_the_lock_when_another_process_gives_it_free(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'file.db'}")
    database.write_sync(lambda c: c.execute(sa.text("CREATE TABLE note (n INTEGER)")))
    other = sqlite3.connect(tmp_path / "file.db", isolation_level=None, check_same_thread=False)
    waits = []
    for n in range(5):
        other.execute("BEGIN IMMEDIATE")
        freed = []

        def let_go(freed: list[float] = freed) -> None:
            other.execute("COMMIT")
            freed.append(time.monotonic())

        timer = threading.Timer(0.4, let_go)
        timer.start()
        database.write_sync(lambda c, n=n: c.execute(sa.text("INSERT INTO note VALUES (:n)"), {"n": n}))  # type: ignore[misc]
        done = time.monotonic()
        timer.join()
        waits.append(done - freed[0])
    assert database.read_sync(lambda c: c.execute(sa.text("SELECT count(*) FROM note")).scalar()) == 5
    # SQLite's own waiting would look every 100 ms by now: 50 on average, and never five times below 20.
    assert sorted(waits)[2] < 0.02, waits
    other.close()
    database.close()
