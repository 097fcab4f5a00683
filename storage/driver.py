"""What lies below SQLAlchemy on the hot path: statements sent straight to the driver, and transactions it is not told of.

SQLAlchemy's events, checks and objects around each of them cost as much as the small things that we ask of the database.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import sqlalchemy as sa

from storage.engines import begin_at


class KeptConnection:
    """A connection that one thread keeps, and its transactions one after another.

    SQLAlchemy takes it to be in one long transaction, so it neither begins nor ends any; what the database knows of is begun
    and ended here. Errors are SQLAlchemy's. After one of them the connection is closed, and another is opened.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.sa = engine.connect()
        try:
            self.sa.begin()
            self._driver = driver_of(self.sa)
            # SQLite has begun: that was for SQLAlchemy.
            self._driver.commit()
        except BaseException:
            self.close()
            raise

    def begin(self, *, lasting: bool = True) -> None:
        """Begin; see `storage.engines.begin_at` for what is `lasting`."""
        try:
            begin_at(self.sa, self._driver, lasting=lasting)
        except self._error as error:
            raise refused(self.sa, error, "BEGIN") from error

    def commit(self) -> None:
        """End it with everything stored. With `connection_invalidated` on the error, nobody knows whether it is."""
        try:
            self._driver.commit()
        except self._error as error:
            raise refused(self.sa, error, "COMMIT") from error

    def roll_back(self) -> bool:
        """End it with nothing stored. False: the connection is broken and of no further use; nothing is stored either."""
        if self.sa.invalidated:
            return False
        try:
            self._driver.rollback()
        except self._error:
            return False
        return True

    def close(self) -> None:
        """Give it back, whatever state it is in; what is not committed is undone."""
        try:
            self.sa.close()
        except (sa.exc.SQLAlchemyError, sqlite3.Error):
            self.sa.invalidate()

    @property
    def _error(self) -> type[Exception]:
        return self.sa.dialect.loaded_dbapi.Error


def driver_of(connection: sa.Connection) -> Any:
    """The driver's own connection, without the wrapping of SQLAlchemy's pool."""
    return connection.connection.dbapi_connection


def refused(connection: sa.Connection, error: Any, sql: str) -> sa.exc.DBAPIError:
    """The driver's `error` as SQLAlchemy would raise it, without parameters; a broken connection is marked as one."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, driver_of(connection), None)
    if lost:
        connection.invalidate(error)
    found: sa.exc.DBAPIError = sa.exc.DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=lost, dialect=dialect,
    )  # fmt: skip
    return found
