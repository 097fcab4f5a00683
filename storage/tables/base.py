"""What every table shares: one metadata, predictable constraint names, exact JSON and decimal columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    """Base of every table model. Kept apart from other SQLModel tables in the process."""

    metadata: ClassVar[sa.MetaData] = METADATA


class Amount(TypeDecorator[Decimal]):
    """A decimal stored as text: SQLite has no exact numbers."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def json_column(*, nullable: bool = False) -> Any:
    """A JSON column in which None is SQL NULL, so that partial indexes can see it."""
    return sa.Column(sa.JSON(none_as_null=True), nullable=nullable)


def partial_index(name: str, *columns: str, where: str) -> sa.Index:
    """An index over the few rows that per-turn queries look at, on both databases."""
    condition = sa.text(where)
    return sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


def table_of(model: type[Row]) -> sa.Table:
    """The Core table behind a model."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table
