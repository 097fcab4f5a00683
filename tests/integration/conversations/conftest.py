"""One real desk for all conversations: real graphs, database, understanding and policies, on a virtual clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.session import ChatSession
from domain.clock import VirtualClock
from engine.bootstrap import open_desk
from engine.desk import Desk
from engine.settings import Settings
from tests.integration.conversations.customer import Customer

START = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan")).astimezone(UTC)
"""A Tuesday morning."""


@pytest.fixture
async def desk(tmp_path: Path, clinic_index: Path) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=tmp_path, database_url="", index_dir=clinic_index, business="clinic")
    opened = await open_desk(settings, clock=VirtualClock(START), inline=True, wait_for_policies=True)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
def arrive(desk: Desk) -> Callable[[], Customer]:
    """A new customer each time."""

    def come() -> Customer:
        clock = desk.clock
        assert isinstance(clock, VirtualClock)
        return Customer(ChatSession(desk, clock))

    return come


@pytest.fixture
def customer(arrive: Callable[[], Customer]) -> Customer:
    return arrive()
