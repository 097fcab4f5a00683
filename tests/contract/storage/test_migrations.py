"""The migrations make exactly the tables the code believes in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from domain.turn import NewTimer
from storage import timers
from storage.alarms import set_timers
from storage.database import Database
from storage.engines import driver_url
from storage.migrate import config_of, upgrade
from storage.tables import METADATA, timer
from storage.tables.appointment import NO_OVERLAP
from tests.contract.storage.desk import NOW, Desk


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
    else:
        yield request.getfixturevalue("postgres_url")


def differences(url: str) -> list[Any]:
    engine = sa.create_engine(driver_url(url))

    def ours(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        # The exclusion constraint shows up as an index; the durable engine's tables are its own.
        return name != NO_OVERLAP and not (kind == "table" and reflected and name not in METADATA.tables)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        found: list[Any] = compare_metadata(context, METADATA)
    engine.dispose()
    return found


def test_migrated_database_equals_the_models(empty_url: str) -> None:
    upgrade(empty_url)
    assert differences(empty_url) == []


def test_upgrade_again_changes_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    upgrade(empty_url)
    assert differences(empty_url) == []


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: upgrade(empty_url), range(4)))
    assert differences(empty_url) == []


def test_every_revision_goes_back_to_the_empty_database_and_forward_again(empty_url: str) -> None:
    upgrade(empty_url)
    engine = sa.create_engine(driver_url(empty_url))
    with engine.begin() as connection:
        command.downgrade(config_of(connection), "base")
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    upgrade(empty_url)
    assert differences(empty_url) == []


def test_alarms_that_were_set_before_they_knew_their_jobs_ring_by_them(empty_url: str) -> None:
    upgrade(empty_url)
    database = Database.open(empty_url)
    desk = Desk(database)
    try:
        database.write_sync(desk.queue.create_table)
        conversation_id = desk.write().conversation_id
        go_to(empty_url, "0005")
        due = NOW + timedelta(hours=1)
        new = ("job", "job_due_at", "after_seq")
        then = sa.table("timer", *(sa.column(c.name, c.type) for c in timer.columns if c.name not in new))
        values = sa.insert(then).values(
            conversation_id=conversation_id, kind="next_step", subject="case", due_at=due, stops_on_reply=True
        )
        old = [("waits", "scheduled", 3), ("stopped", "cancelled", 2), ("rang", "rung", 1)]
        for id_, status, revision in old:
            database.write_sync(
                lambda c, n={"id": id_, "status": status, "revision": revision}: c.execute(values.values(n))  # type: ignore[misc]
            )
        go_to(empty_url, "head")

        def look(timer_id: str, job: int) -> bool:
            return database.write_sync(lambda c: timers.look(c, timer_id, job, due, desk.queue))

        assert [look("waits", 2), look("stopped", 1), look("rang", 1)] == [False, False, False]
        assert look("waits", 3)
        again = NewTimer(id="stopped", kind="next_step", subject="case", due_at=due)
        database.write_sync(lambda c: set_timers(c, conversation_id, [again], NOW, desk.queue))
        assert [job.id for job in desk.jobs("alarm")] == ["alarm:stopped:3"]
    finally:
        database.close()


def go_to(url: str, revision: str) -> None:
    engine = sa.create_engine(driver_url(url))
    with engine.begin() as connection:
        move = command.downgrade if revision != "head" else command.upgrade
        move(config_of(connection), revision)
    engine.dispose()
