"""When goods arrive: never before they can, never on a day without deliveries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.availability import is_closed
from domain.business import Business
from domain.business.booking import WEEKDAYS
from domain.business.catalogue import DeliveryWay
from domain.delivery import arrival, arrivals
from knowledge.business_files import load_business

SHOP: Business = load_business(Path(__file__).parents[3] / "businesses" / "shop")
assert SHOP.catalogue is not None
WAYS: dict[str, DeliveryWay] = {w.id: w for w in SHOP.catalogue.rules.delivery}


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=SHOP.zone)


@pytest.mark.parametrize(
    ("way", "ordered", "first", "last"),
    [
        ("courier", "2026-11-24T10:00", date(2026, 11, 25), date(2026, 11, 25)),
        ("courier", "2026-11-24T20:30", date(2026, 11, 26), date(2026, 11, 26)),
        ("courier", "2026-11-28T10:00", date(2026, 11, 30), date(2026, 11, 30)),
        ("same-day", "2026-11-24T12:59", date(2026, 11, 24), date(2026, 11, 24)),
        ("same-day", "2026-11-24T13:00", date(2026, 11, 25), date(2026, 11, 25)),
        ("same-day", "2026-11-29T10:00", date(2026, 11, 30), date(2026, 11, 30)),
        ("armenia", "2026-11-24T10:00", date(2026, 11, 26), date(2026, 11, 27)),
        ("courier", "2026-12-30T10:00", date(2027, 1, 8), date(2027, 1, 8)),
        ("pickup", "2026-11-29T10:00", date(2026, 11, 29), date(2026, 11, 29)),
    ],
)
def test_days_are_counted_as_the_owner_says(way: str, ordered: str, first: date, last: date) -> None:
    found = arrival(SHOP, WAYS[way], at(ordered), Decimal(5000))
    assert (found.first, found.last) == (first, last)


@settings(max_examples=60, deadline=None)
@given(
    minutes=st.integers(min_value=0, max_value=400 * 24 * 60),
    way=st.sampled_from(sorted(WAYS)),
    total=st.integers(min_value=0, max_value=100_000),
)
def test_nothing_arrives_before_it_can(minutes: int, way: str, total: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = arrival(SHOP, WAYS[way], now, Decimal(total))
    today = now.astimezone(SHOP.zone)
    fewest, most = WAYS[way].span_days
    assert found.first <= found.last
    assert found.first >= today.date() + timedelta(days=fewest)
    assert found.last >= today.date() + timedelta(days=most)
    if today.time() >= WAYS[way].order_by:
        assert found.first > today.date()
    for day in (found.first, found.last):
        assert WEEKDAYS[day.weekday()] in WAYS[way].weekdays
        assert not is_closed(SHOP, day)


def test_free_from_the_sum_the_owner_names() -> None:
    now = at("2026-11-24T10:00")
    assert arrival(SHOP, WAYS["courier"], now, Decimal(29_999)).price == 1000
    assert arrival(SHOP, WAYS["courier"], now, Decimal(30_000)).price == 0


def test_cheapest_delivery_comes_first_and_what_is_fetched_last() -> None:
    found = [a.way.id for a in arrivals(SHOP, "yerevan", at("2026-11-24T10:00"), Decimal(5000))]
    assert found == ["courier", "same-day", "pickup"]
    assert arrivals(SHOP, "nowhere", at("2026-11-24T10:00"), Decimal(1)) == []
