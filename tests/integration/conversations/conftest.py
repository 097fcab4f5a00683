"""A real desk for every conversation: real graphs, database, understanding and policies, on a virtual clock. What takes
long to load (graphs, models, policies) is loaded once; the database is fresh each time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cli.session import ChatSession
from domain.clock import VirtualClock
from engine.desk import Desk
from evals.playing.desk import Stage
from tests.integration.conversations.customer import Customer

START = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Yerevan")).astimezone(UTC)
"""A Tuesday morning."""


@pytest.fixture
async def desk(stage: Stage) -> AsyncIterator[Desk]:
    async with stage.desk(START, "terminal") as opened:
        yield opened.desk


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
