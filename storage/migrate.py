"""Brings a database to the current schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from domain.errors import Permanent
from storage.engines import dialect_of, writer_engine

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 7_270_421_118
"""Any number, the same in every process: two that start together must not both create the tables."""


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction. Several processes may call it at once.

    Raises Permanent when the database cannot be reached, and says what to look at.
    """
    engine = writer_engine(url, size=1)
    try:
        reach(engine)
        with engine.begin() as connection:
            if dialect_of(url) == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
            run(connection, revision)
    finally:
        engine.dispose()


def reach(engine: sa.Engine) -> None:
    """Raises Permanent, saying what to look at, when the database does not answer."""
    try:
        engine.connect().close()
    except sa.exc.OperationalError as error:
        why = str(error.orig).strip().partition("\n")[0]
        where = engine.url.render_as_string(hide_password=True)
        raise Permanent(
            f"cannot reach the database {where} ({why}): is it running, and is CLOSELOOP_DATABASE_URL right?"
        ) from error


def run(connection: sa.Connection, revision: str = "head") -> None:
    """The same inside the caller's transaction."""
    from alembic import command

    command.upgrade(config_of(connection), revision)


def config_of(connection: sa.Connection) -> Config:
    """What alembic's commands want, to work inside the transaction of `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
