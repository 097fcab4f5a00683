"""Alarms on a virtual clock and on DBOS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import VirtualClock
from domain.identifiers import derived_id
from domain.turn import NewTimer, TurnInput
from tests.fakes.echo import EchoRunner
from tests.integration.engine.conftest import Customer, OpenDesk

pytestmark = pytest.mark.anyio


def silence_timers(*after: timedelta, stops_on_reply: bool = True) -> EchoRunner:
    """After a message, alarms at these distances."""

    def timers(turn: TurnInput, now: datetime) -> list[NewTimer]:
        if any(event.kind == "timer" for event in turn.events):
            return []
        return [
            NewTimer(
                id=derived_id("timer", turn.conversation_id, str(n)),
                kind="follow_up",
                subject=turn.case_id,
                due_at=now + distance,
                stops_on_reply=stops_on_reply,
            )
            for n, distance in enumerate(after)
        ]

    return EchoRunner(timers=timers)


async def test_alarms_ring_in_the_order_of_time(open_desk: OpenDesk) -> None:
    runner = silence_timers(timedelta(days=3), timedelta(hours=2), timedelta(days=1))
    desk = await open_desk(runner=runner, inline=True)
    customer = Customer(desk)
    start = desk.clock.now()
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(days=7))
    rang = [e.occurred_at - start for t in runner.turns for e in t.events if e.kind == "timer"]
    assert rang == [timedelta(hours=2), timedelta(days=1), timedelta(days=3)]
    assert desk.clock.now() == start + timedelta(days=7)


async def test_reply_stops_the_alarms_that_waited_for_silence(open_desk: OpenDesk) -> None:
    runner = silence_timers(timedelta(hours=2))
    desk = await open_desk(runner=runner, inline=True)
    customer = Customer(desk)
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(hours=1))
    await customer.write("here I am")
    await desk.settle()
    await desk.advance(timedelta(hours=1, minutes=30))
    assert await customer.replies() == ["echo: hello", "echo: here I am"]
    await desk.advance(timedelta(hours=1))
    assert await customer.replies() == ["echo: hello", "echo: here I am", "echo: <timer>"]


async def test_alarm_rings_on_dbos(open_desk: OpenDesk) -> None:
    desk = await open_desk(runner=silence_timers(timedelta(seconds=1)))
    customer = Customer(desk)
    await customer.write("hello")
    assert await customer.replies(at_least=2) == ["echo: hello", "echo: <timer>"]


async def test_alarm_whose_job_was_lost_is_found(open_desk: OpenDesk) -> None:
    """A chat's in-process engine set it; the server on the same data rings it."""
    yesterday = VirtualClock(datetime.now(UTC) - timedelta(days=1))
    desk = await open_desk(runner=silence_timers(timedelta(minutes=5)), inline=True, clock=yesterday)
    customer = Customer(desk)
    await customer.write("hello")
    await desk.settle()
    await desk.stop()
    server = await open_desk()
    resumed = Customer(server)
    resumed.conversation_id = customer.conversation_id
    assert await resumed.replies(at_least=2) == ["echo: hello", "echo: <timer>"]


async def test_message_whose_turn_was_lost_is_found(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True, clock=VirtualClock(datetime.now(UTC) - timedelta(days=1)))
    customer = Customer(desk)
    await customer.write("hello")
    await desk.stop()
    server = await open_desk()
    resumed = Customer(server)
    resumed.conversation_id = customer.conversation_id
    assert await resumed.replies(at_least=1) == ["echo: hello"]
