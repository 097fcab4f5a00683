"""Prepared statements convert values as SQLAlchemy does, and refuse what they cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import UTCDateTime

from storage.prepared import Prepared, condition, insert_into, insert_or_ignore
from storage.tables.base import Amount

METADATA = sa.MetaData()
THING = sa.Table(
    "thing",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UTCDateTime()),
    sa.Column("price", Amount()),
    sa.Column("data", sa.JSON(none_as_null=True)),
)
AT = datetime(2026, 11, 23, 8, 0, 0, 5, tzinfo=UTC)
ROW = {"id": 1, "at": AT, "price": Decimal("10.50"), "data": {"a": ["é", None]}}


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    with sa.create_engine("sqlite://").connect() as opened:
        METADATA.create_all(opened)
        yield opened


def test_values_come_back_as_they_went_in(connection: sa.Connection) -> None:
    insert_into(THING).run(connection, ROW)
    by_core = connection.execute(sa.select(THING)).one()
    prepared = Prepared(sa.select(THING).where(THING.c.id == sa.bindparam("wanted")))
    assert prepared.first(connection, {"wanted": 1})._asdict() == by_core._asdict() == ROW
    assert prepared.first(connection, {"wanted": 2}) is None
    assert len(prepared.all(connection, {"wanted": 1})) == 1


def test_commit_of_a_connection_that_was_just_opened_keeps_the_rows(connection: sa.Connection) -> None:
    connection.commit()
    assert not connection.in_transaction()
    insert_into(THING).run(connection, ROW)
    connection.commit()
    connection.rollback()
    assert connection.execute(sa.select(THING)).one() is not None


def test_second_insert_of_a_key_returns_nothing(connection: sa.Connection) -> None:
    insert = insert_or_ignore(THING, "id", returning=("id",))
    assert insert.first(connection, ROW).id == 1
    assert insert.first(connection, ROW) is None


def test_values_written_into_the_statement_are_kept(connection: sa.Connection) -> None:
    insert_into(THING).run(connection, ROW)
    update = Prepared(
        sa.update(THING).where(condition("thing.id = 1")).values(at=AT, data=None, price=sa.bindparam("new"))
    )
    assert update.run(connection, {"new": Decimal(2)}) == 1
    row = connection.execute(sa.select(THING)).one()
    assert (row.at, row.price, row.data) == (AT, Decimal(2), None)


def test_missing_parameter_and_naive_time_are_refused(connection: sa.Connection) -> None:
    with pytest.raises(KeyError):
        insert_into(THING).run(connection, {"id": 1})
    with pytest.raises(ValueError, match="timezone"):
        insert_into(THING).run(connection, {**ROW, "at": datetime(2026, 1, 1)})  # noqa: DTZ001


@pytest.mark.parametrize(
    "at",
    [AT, AT.replace(microsecond=0), AT.astimezone(timezone(timedelta(hours=4))), AT.replace(year=987), None],
)
def test_times_are_written_and_read_as_sqlalchemy_does(
    connection: sa.Connection, at: datetime | None
) -> None:
    insert_into(THING).run(connection, {**ROW, "at": at})
    connection.execute(sa.insert(THING), {**ROW, "id": 2, "at": at})
    texts = connection.execute(sa.text("SELECT at FROM thing ORDER BY id")).scalars().all()
    assert texts[0] == texts[1]
    read = Prepared(sa.select(THING.c.at).where(THING.c.id == sa.bindparam("wanted")))
    back = read.first(connection, {"wanted": 2}).at
    assert back == at
    assert at is None or back.utcoffset() == timedelta(0)


def test_lists_are_refused(connection: sa.Connection) -> None:
    with pytest.raises(ValueError, match="lists"):
        Prepared(sa.select(THING).where(THING.c.id.in_([1, 2]))).all(connection, {})


def test_driver_errors_are_sqlalchemys_and_quote_no_values(connection: sa.Connection) -> None:
    insert_into(THING).run(connection, ROW)
    with pytest.raises(sa.exc.IntegrityError) as caught:
        insert_into(THING).run(connection, ROW)
    assert "10.50" not in str(caught.value)


def test_columns_of_one_name_are_read_by_place(connection: sa.Connection) -> None:
    insert_into(THING).run(connection, ROW)
    other = THING.alias()
    row = Prepared(sa.select(THING.c.id, other.c.id).where(THING.c.id == other.c.id)).first(connection, {})
    assert tuple(row) == (1, 1)
