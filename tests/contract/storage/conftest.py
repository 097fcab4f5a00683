"""The same tests on both databases. Each test has a migrated database of its own, copied from one made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.migrate import upgrade
from tests.contract.storage.desk import Desk
from tests.fakes.jobs import RecordedJobs


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "closeloop.db"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server_url: str) -> sa.URL:
    server = sa.make_url(postgres_server_url)
    template = server.set(database="storage_template")
    _admin(server, "CREATE DATABASE storage_template")
    _prepare(template.render_as_string(hide_password=False))
    return template


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        path = tmp_path / "closeloop.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        opened = Database.open(f"sqlite:///{path}")
        yield opened
        opened.close()
        return
    template: sa.URL = request.getfixturevalue("postgres_template")
    name = f"storage_{uuid4().hex[:12]}"
    _admin(template.set(database="postgres"), f"CREATE DATABASE {name} TEMPLATE storage_template")
    opened = Database.open(template.set(database=name).render_as_string(hide_password=False))
    yield opened
    opened.close()
    _admin(template.set(database="postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def _prepare(url: str) -> None:
    upgrade(url)
    database = Database.open(url)
    database.write_sync(RecordedJobs.create_table)
    database.close()


def _admin(url: sa.URL, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
