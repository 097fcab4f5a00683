"""From facts to an itemised price (R26, R27, R30)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.estimator.pricing import work_out
from agents.estimator.tables import PriceTables
from domain.business import Business

MONEY = Decimal


def totals(repair: Business, tables: PriceTables, service: str, **known: Any) -> tuple[Decimal, Decimal]:
    price = work_out(repair, tables, service, known)
    return price.low, price.high


@pytest.mark.parametrize(
    ("service", "known", "total"),
    [
        ("faucet", {"zone": "arabkir"}, 8000),
        ("faucet", {"zone": "arabkir", "taps": MONEY(2)}, 16000),
        ("faucet", {"zone": "arabkir", "taps": MONEY(3)}, 21000),
        ("faucet", {"zone": "nubarashen", "taps": MONEY(2)}, 18000),
        ("faucet", {"zone": "kentron", "urgency": "now"}, 12000),
        ("sockets", {"zone": "avan", "sockets": MONEY(9)}, 27000),
        ("sockets", {"zone": "avan", "sockets": MONEY(10)}, 25000),
        ("toilet", {"zone": "avan", "toilet_kind": "wall"}, 45000),
        ("laminate", {"area": MONEY("12.5")}, 31300),
        ("laminate", {"area": MONEY(20), "floors": "uneven"}, 90000),
    ],
)
def test_known_facts_give_one_exact_price(
    repair: Business, tables: PriceTables, service: str, known: dict[str, Any], total: int
) -> None:
    assert totals(repair, tables, service, **known) == (total, total)


def test_items_are_base_share_discount_urgency_and_travel(repair: Business, tables: PriceTables) -> None:
    known = {"units": MONEY(3), "frequency": "seasonal", "urgency": "now", "zone": "nubarashen"}
    price = work_out(repair, tables, "ac_cleaning", known)
    assert [(line.name.en, line.low) for line in price.lines] == [
        ("Air conditioner cleaning", 30000),
        ("Regular customer's discount", -4500),
        ("Urgency", 12800),
        ("Travel", 2000),
    ]
    first = price.lines[0]
    assert (first.quantity, first.unit_low, first.unit_high) == ("3", 10000, 10000)
    assert all(isinstance(line.low, Decimal) for line in price.lines)


def test_every_item_names_the_rule_that_made_it(repair: Business, tables: PriceTables) -> None:
    price = work_out(repair, tables, "faucet", {"zone": "masis", "taps": MONEY(4)})
    assert [line.rules for line in price.lines] == [["pricing.yaml work[0]"], ["business.yaml zones masis"]]
    assert price.trace[0] == "pricing.yaml work[0] (service=faucet, taps=4): 7000 x 4 = 28000"


def test_unknown_fact_widens_the_price_and_is_named(repair: Business, tables: PriceTables) -> None:
    price = work_out(repair, tables, "painting", {})
    assert (price.low, price.high) == (27000, 156000)
    assert [factor.en for factor in price.factors] == ["the area", "how much preparation the walls need"]


def test_what_a_row_leaves_open_is_the_factor_when_all_is_known(
    repair: Business, tables: PriceTables
) -> None:
    price = work_out(repair, tables, "washer", {"fault": "water", "zone": "avan"})
    assert (price.low, price.high) == (10000, 16000)
    assert [factor.en for factor in price.factors] == ["which part is worn"]


def test_assumed_fact_widens_nothing(repair: Business, tables: PriceTables) -> None:
    price = work_out(repair, tables, "lights", {"zone": "avan"})
    assert price.low == price.high == 5000
    assert price.factors == []


@pytest.mark.parametrize(
    ("service", "known", "exception"),
    [
        ("tiling", {"area": MONEY(400)}, "big"),
        ("faucet", {"zone": "ashtarak", "urgency": "now"}, "urgent_far"),
    ],
)
def test_what_the_owner_excepts_is_raised(
    repair: Business, tables: PriceTables, service: str, known: dict[str, Any], exception: str
) -> None:
    assert work_out(repair, tables, service, known).exceptions == [exception]


def test_service_without_a_row_has_no_price(repair: Business, tables: PriceTables) -> None:
    assert work_out(repair, tables, "plumber_visit", {}).lines == []


FACTS = {
    "zone": st.sampled_from(["kentron", "erebuni", "nubarashen"]),
    "units": st.integers(1, 3).map(Decimal),
    "frequency": st.sampled_from(["once", "seasonal"]),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.fixed_dictionaries(FACTS), hidden=st.sets(st.sampled_from(sorted(FACTS))))
def test_a_range_holds_every_price_it_may_become(
    repair: Business, tables: PriceTables, known: dict[str, Any], hidden: set[str]
) -> None:
    exact = work_out(repair, tables, "ac_cleaning", known)
    told = {name: value for name, value in known.items() if name not in hidden}
    unsure = work_out(repair, tables, "ac_cleaning", told)
    assert exact.low == exact.high
    assert unsure.low <= exact.low <= unsure.high
    assert sum(line.low for line in unsure.lines) == unsure.low
