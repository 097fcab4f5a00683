"""Rows of the durable engine get a time whatever the age of the SQLite library (Python 3.12 and later ask for fractions)."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.engines import reader_engine, shared_engine, writer_engine
from storage.sqlite_clock import unix_seconds

NOTE = "CREATE TABLE note (text TEXT, at BIGINT NOT NULL DEFAULT (unixepoch('subsec') * 1000))"
"""As the durable engine makes its tables from Python 3.12 on."""


@pytest.mark.parametrize("kind", ["shared", "writer"])
def test_a_row_that_takes_its_time_from_its_table_can_be_stored(tmp_path: Path, kind: str) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine = shared_engine(url) if kind == "shared" else writer_engine(url, size=1)
    before = time.time() * 1000
    with engine.begin() as connection:
        connection.execute(sa.text(NOTE))
        connection.execute(sa.text("INSERT INTO note (text) VALUES ('x')"))
        at = connection.execute(sa.text("SELECT at FROM note")).scalar_one()
    engine.dispose()
    assert before - 2 <= at <= time.time() * 1000 + 2


def test_readers_know_the_time_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine = reader_engine(url, size=1)
    with engine.connect() as connection:
        told = connection.execute(sa.text("SELECT unixepoch('subsec')")).scalar_one()
    engine.dispose()
    assert abs(told - time.time()) < 60


@pytest.mark.parametrize("moment", ["now", "2026-11-22 18:00:00", "2026-11-22T18:00:00", "no moment", ""])
def test_other_moments_are_told_as_sqlite_tells_them(moment: str) -> None:
    if sqlite3.sqlite_version_info < (3, 38):
        pytest.skip("this SQLite has no unixepoch of its own to compare with")
    with sqlite3.connect(":memory:") as connection:
        theirs = connection.execute("SELECT unixepoch(?)", (moment,)).fetchone()[0]
    ours = unix_seconds(moment)
    assert (ours is None) == (theirs is None)
    assert ours is None or abs(ours - theirs) <= 1
