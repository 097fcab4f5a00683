from __future__ import annotations

import asyncio
import random
import time
from typing import cast

import pytest

from benchmarks.load import Connection, moments, send_at_rate

EVERY_SECONDS = 0.01


class Evenly(random.Random):
    """Requests at even distances."""

    def expovariate(self, lambd: float = 1.0) -> float:
        return 1 / lambd


class Server:
    """Answers after so many seconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    async def post(self, body: bytes) -> None:
        await asyncio.sleep(self._seconds)


async def latencies(server: Server, *, count: int) -> list[float]:
    """Milliseconds, of requests over one connection."""
    return await send_at_rate(
        [cast(Connection, server)], lambda: b"", per_second=1 / EVERY_SECONDS, ramp_seconds=0.0,
        seconds=(count + 0.5) * EVERY_SECONDS, rng=Evenly(),
    )  # fmt: skip


def test_requests_are_due_at_the_asked_rate_and_never_after_the_end() -> None:
    due = list(moments(200.0, 10.0, random.Random(1)))
    assert 1800 < len(due) < 2200
    assert due == sorted(due)
    assert due[0] > 0
    assert due[-1] < 10.0


def test_the_same_seed_asks_at_the_same_moments() -> None:
    assert list(moments(50.0, 2.0, random.Random(3))) == list(moments(50.0, 2.0, random.Random(3)))


@pytest.mark.anyio
async def test_slow_answer_counts_for_the_requests_that_wait_behind_it() -> None:
    first, second, third = await latencies(Server(0.05), count=3)
    assert first >= 50
    assert second >= 50 + 40
    assert third >= 50 + 80


@pytest.mark.anyio
async def test_lateness_of_whoever_measures_is_not_the_servers() -> None:
    # The request falls due meanwhile, and nobody is awake to send it.
    asyncio.get_running_loop().call_later(EVERY_SECONDS / 2, time.sleep, 1.0)
    (latency,) = await latencies(Server(), count=1)
    assert latency < 900
