"""Statements of the hot path, compiled once per database and sent straight to the driver.

A turn runs some thirty small statements; building and compiling each through SQLAlchemy costs several times what the
database needs to execute it. Types (aware UTC times, JSON, exact decimals) are converted as SQLAlchemy would.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import UTCDateTime

from storage.driver import driver_of, refused

Params = Mapping[str, Any]
Convert = Callable[[Any], Any]

_TIME_LENGTH = len("2026-11-23 08:00:00.000000")


class _Compiled:
    """One statement for one dialect: its text, how values go in, how rows come out."""

    def __init__(self, statement: Any, dialect: sa.Dialect, columns: tuple[str, ...] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        if compiled.post_compile_params:
            raise ValueError(f"lists are not for prepared statements: {compiled}")
        self.sql: str = str(compiled)
        self.named = not compiled.positional
        self._constants: dict[str, Any] = {}
        """Values written into the statement itself, as the driver takes them."""
        self._names = tuple(
            (compiled.positiontup or ())
            if compiled.positional
            else dict.fromkeys(compiled.bind_names.values())
        )
        self._conversions: list[tuple[Any, Convert]] = []
        """Of what comes from outside: its place (for a driver that takes names, its name), and how it goes in."""
        for n, name in enumerate(self._names):
            bind = compiled.binds[name]
            convert = _way_in(bind.type, dialect)
            if not bind.required:
                value = bind.effective_value
                self._constants[name] = convert(value) if convert else value
            elif convert is not None:
                self._conversions.append((name if self.named else n, convert))
        self._row: Any = None
        self._converts: list[tuple[int, Convert]] = []
        results = list(statement.exported_columns) if hasattr(statement, "exported_columns") else []
        if results:
            self._row = namedtuple("Row", _names(results))  # type: ignore[misc]
            for n, column in enumerate(results):
                convert = _way_out(column.type, dialect)
                if convert is not None:
                    self._converts.append((n, convert))

    def bind(self, params: Params) -> Any:
        if self._constants:
            params = {**params, **self._constants}
        values: Any = (
            {name: params[name] for name in self._names}
            if self.named
            else [params[name] for name in self._names]
        )
        for place, convert in self._conversions:
            values[place] = convert(values[place])
        return values

    def read(self, raw: Sequence[Any]) -> Any:
        if not self._converts:
            return self._row._make(raw)
        values = list(raw)
        for n, convert in self._converts:
            values[n] = convert(values[n])
        return self._row._make(values)


class Prepared:
    """`statement`: a Core statement, or a function that makes one from the dialect's `insert` (for ON CONFLICT).

    `columns` names the parameters of an INSERT without explicit values. Parameters must all be given. Lists as
    parameters (`IN :list`) are not for here. Errors are SQLAlchemy's, without the parameters: those quote customers.
    """

    def __init__(self, statement: Any, *, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = tuple(columns) if columns is not None else None
        self._compiled: dict[str, _Compiled] = {}

    def first(self, connection: sa.Connection, params: Params) -> Any:
        """The first row, by column name, or None."""
        compiled = self._for(connection)
        cursor = self._execute(connection, compiled, compiled.bind(params))
        raw = cursor.fetchone()
        cursor.close()
        return None if raw is None else compiled.read(raw)

    def all(self, connection: sa.Connection, params: Params) -> list[Any]:
        """Every row, by column name."""
        compiled = self._for(connection)
        cursor = self._execute(connection, compiled, compiled.bind(params))
        rows = cursor.fetchall()
        cursor.close()
        return [compiled.read(raw) for raw in rows]

    def run(self, connection: sa.Connection, params: Params) -> int:
        """For statements without rows: how many were changed."""
        compiled = self._for(connection)
        cursor = self._execute(connection, compiled, compiled.bind(params))
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def run_many(self, connection: sa.Connection, many: Sequence[Params]) -> None:
        """The same statement with each of the parameters."""
        for params in many:
            self.run(connection, params)

    def _for(self, connection: sa.Connection) -> _Compiled:
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            statement = self._statement
            if not isinstance(statement, sa.ClauseElement):
                statement = statement(sqlite.insert if dialect.name == "sqlite" else postgresql.insert)
            compiled = self._compiled[dialect.name] = _Compiled(statement, dialect, self._columns)
        return compiled

    @staticmethod
    def _execute(connection: sa.Connection, compiled: _Compiled, values: Any) -> Any:
        if not connection.in_transaction():
            # As SQLAlchemy's own execute does; without it a later commit() would commit nothing.
            connection.begin()
        try:
            return driver_of(connection).execute(compiled.sql, values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise refused(connection, error, compiled.sql) from error


def _way_in(kind: Any, dialect: sa.Dialect) -> Convert | None:
    """How a value becomes the driver's; None: as it is."""
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _time_to_text
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _way_out(kind: Any, dialect: sa.Dialect) -> Convert | None:
    """How the driver's value becomes ours; None: as it is."""
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _text_to_time
    convert: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return convert


def _time_to_text(value: datetime | None) -> str | None:
    """What SQLAlchemy writes, in a fifth of the time; every second value of a turn is a time. Raises ValueError for a
    time without a zone."""
    if value is None:
        return None
    if value.tzinfo is not UTC:
        if value.utcoffset() is None:
            raise ValueError("a time without a timezone")
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:_TIME_LENGTH]


def _text_to_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def condition(sql: str) -> sa.TextClause:
    """A fixed condition, written so that both databases recognise the partial index with the same words."""
    return sa.text(sql)


def insert_into(table: sa.Table) -> Prepared:
    """INSERT of every column except a number the database gives."""
    return Prepared(sa.insert(table), columns=written_columns(table))


def written_columns(table: sa.Table) -> tuple[str, ...]:
    """The columns that an INSERT of ours names."""
    return tuple(c.name for c in table.columns if c.name not in ("xact",) and c.autoincrement is not True)


def insert_or_ignore(table: sa.Table, *keys: str, returning: tuple[str, ...] = ()) -> Prepared:
    """INSERT that does nothing when a row with the same `keys` exists; returns a row only when it inserted."""

    def build(insert: Any) -> Any:
        statement = insert(table).on_conflict_do_nothing(index_elements=list(keys))
        return statement.returning(*(table.c[name] for name in returning)) if returning else statement

    return Prepared(build, columns=written_columns(table))


def _names(columns: Sequence[Any]) -> list[str]:
    """Of columns with the same name the first keeps it; the others are read by place."""
    names: list[str] = []
    for n, column in enumerate(columns):
        name = getattr(column, "name", None)
        good = isinstance(name, str) and name.isidentifier() and name not in names
        names.append(str(name) if good else f"column_{n}")
    return names
