"""The clinic and the agency on a Tuesday morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.business import Business
from knowledge.business_files import load_business
from tests.unit.agents.desk import Dialogue, MemoryCalendar, visit

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


@pytest.fixture
def with_visit(dialogue: Dialogue) -> Dialogue:
    """The customer has one visit: a first consultation, tomorrow at noon."""
    at = dialogue.now.replace(hour=12, minute=0) + timedelta(days=1)
    dialogue.appointments = [visit(dialogue.business, "consultation-first", at)]
    return dialogue
