"""A company that repairs homes, on a Tuesday morning."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agents.estimator.tables import PriceTables
from agents.tools.local_quotes import SignedQuotes
from domain.business import Business
from knowledge.business_files import load_business
from tests.unit.agents.desk import Dialogue, MemoryCalendar

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
QUOTES = SignedQuotes(b"a secret of these tests", "https://desk.example/")


@pytest.fixture(scope="session")
def repair() -> Business:
    return load_business(Path("businesses/home_repair"))


@pytest.fixture(scope="session")
def tables(repair: Business) -> PriceTables:
    return PriceTables(repair)


@pytest.fixture
def dialogue(repair: Business) -> Dialogue:
    return Dialogue(business=repair, now=NOW, calendar=MemoryCalendar(repair, NOW))
