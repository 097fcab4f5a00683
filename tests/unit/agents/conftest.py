"""The clinic and the agency on a Tuesday morning."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.business import Business
from knowledge.business_files import load_business
from tests.unit.agents.desk import Dialogue, MemoryCalendar

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
"""A Tuesday morning."""


@pytest.fixture(scope="session")
def clinic() -> Business:
    return load_business(Path("businesses/clinic"))


@pytest.fixture(scope="session")
def agency() -> Business:
    return load_business(Path("businesses/agency"))


@pytest.fixture
def dialogue(clinic: Business) -> Dialogue:
    return Dialogue(business=clinic, now=NOW, calendar=MemoryCalendar(clinic, NOW))
