"""The migrations make exactly the tables the code believes in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.engines import driver_url
from storage.migrate import config_of, upgrade
from storage.tables import METADATA
from storage.tables.appointment import NO_OVERLAP


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
