"""What is wanted, in the words of customers: things, budgets, ages, "later" (R43)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agents.understanding.goods.budget import find_budget


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("подарок до 10000", 10_000),
        ("не дороже 15 тысяч", 15_000),
        ("нужен подарок, бюджет 20к", 20_000),
        ("նվեր մինչև 10 000", 10_000),
        ("մինչև 8 հազար", 8_000),
        ("a gift under 10,000", 10_000),
        ("up to 12k please", 12_000),
        ("no more than 5000", 5_000),
        ("do 7000", 7_000),
        ("подарок тёще, тысяч до 20", 20_000),
        ("до 10 декабря", None),
        ("до 2027 года", None),
        ("платье до 44 размера", None),
        ("մինչև ուրբաթ", None),
        ("under the tree", None),
    ],
)
def test_a_limit_without_a_currency_is_a_budget(text: str, budget: int | None) -> None:
    assert find_budget(text) == (None if budget is None else Decimal(budget))
