"""The shop's own files: nothing to book, orders with numbers of a form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.writing.required import missing_words
from domain.business import Business
from knowledge.business_files import load_business

SHOP = Path(__file__).parents[3] / "businesses" / "shop"


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(SHOP)


def test_a_business_may_have_nothing_to_book(shop: Business) -> None:
    assert not shop.books
    assert list(missing_words(shop)) == []


def test_order_numbers_have_a_form(shop: Business) -> None:
    assert re.fullmatch(str(shop.profile.order_id_pattern), "TS-10482")
