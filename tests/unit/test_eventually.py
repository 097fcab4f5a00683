"""Waiting for what cannot tell of itself: what was seen is handed on, and the end of the time says what there was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import VirtualClock
from tests.eventually import TimedOut, at_least, equal_to, eventually, wait_until

pytestmark = pytest.mark.anyio


async def nothing(seconds: float) -> None:
    """A pause that takes no time."""


async def test_what_holds_is_handed_to_the_test() -> None:
    lines: list[str] = []

    def look() -> list[str]:
        lines.append("line")
        return lines

    assert await eventually(look, at_least(3), pause=nothing) == ["line"] * 3


async def test_what_is_read_asynchronously_is_awaited() -> None:
    async def look() -> int:
        return 4

    assert await eventually(look, equal_to(4)) == 4


async def test_end_of_the_time_tells_what_was_seen_last() -> None:
    with pytest.raises(TimedOut, match=r"after 0 s there is only \['one'\]"):
        await eventually(lambda: ["one"], at_least(2), seconds=0, pause=nothing)


async def test_time_may_be_a_clock_of_its_own() -> None:
    start = datetime(2026, 11, 24, tzinfo=UTC)
    clock = VirtualClock(start)

    async def pause(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    noon = start + timedelta(hours=12)
    assert await eventually(clock.now, lambda now: now >= noon, every_seconds=3600, pause=pause) == noon


def test_without_a_loop_it_is_the_same() -> None:
    numbers = iter(range(9))
    assert wait_until(lambda: next(numbers), equal_to(2), every_seconds=0) == 2


def test_without_a_loop_the_end_of_the_time_explains_itself() -> None:
    with pytest.raises(TimedOut, match="there is only 0 the log says why"):
        wait_until(lambda: 0, seconds=0, every_seconds=0, explain=lambda: "the log says why")
