"""INSERT … ON CONFLICT for both databases: the same words, two statement classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


class BothDialects:
    """A statement built once for each database."""

    def __init__(self, build: Callable[[Any], Any]) -> None:
        self._sqlite = build(sqlite.insert)
        self._postgresql = build(postgresql.insert)

    def on(self, connection: sa.Connection) -> Any:
        """The statement for this connection's database."""
        return self._sqlite if connection.dialect.name == "sqlite" else self._postgresql


def insert_or_ignore(table: sa.Table, *keys: str, returning: tuple[str, ...] = ()) -> BothDialects:
    """INSERT that does nothing when a row with the same `keys` exists; returns a row only when it inserted."""

    def build(insert: Any) -> Any:
        statement = insert(table).on_conflict_do_nothing(index_elements=list(keys))
        return statement.returning(*(table.c[name] for name in returning)) if returning else statement

    return BothDialects(build)
