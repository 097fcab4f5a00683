"""The net under lost jobs: rows are the truth, so what no job takes care of is found (R69)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.approval import Approval
from domain.clock import VirtualClock
from domain.errors import SendRetry
from domain.turn import TurnInput
from engine.alarms import AlarmRinger
from engine.desk import Desk
from engine.housekeeping import ABANDONED, Housekeeping
from storage import approvals, turns, web_sessions
from tests.fakes.flaky_channel import FlakyChannel
from tests.integration.engine.conftest import Customer, OpenDesk, outbox

pytestmark = pytest.mark.anyio
AWAY = timedelta(days=365)


async def sweep(desk: Desk) -> None:
    """Every job is lost; later somebody looks."""
    await desk.database.write(lambda c: c.execute(sa.text("DELETE FROM inline_job")))
    assert isinstance(desk.clock, VirtualClock)
    desk.clock.set(desk.clock.now() + 2 * ABANDONED)
    await keeper(desk).sweep()
    await desk.settle()


def keeper(desk: Desk) -> Housekeeping:
    ringer = AlarmRinger(desk.database, desk.engine, desk.clock)
    return Housekeeping(
        desk.database, desk.engine, ringer, desk.clock, keep_jobs=timedelta(days=14), keep_visitors=AWAY
    )


async def test_a_message_whose_job_was_lost_is_answered(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    customer = Customer(desk)
    await customer.write("hello")
    await sweep(desk)
    assert await customer.replies() == ["echo: hello"]


async def test_a_turn_that_was_lost_halfway_is_answered_with_what_came_since(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    customer = Customer(desk)
    await customer.write("hello")
    now = desk.clock.now()

    def begin(connection: sa.Connection) -> TurnInput | None:
        return turns.claim(connection, conversation_id=customer.conversation_id, turn_id="dead", now=now)

    assert await desk.database.write(begin)
    await customer.write("anybody?")
    await sweep(desk)
    assert await customer.replies() == ["echo: hello | anybody?"]


async def test_a_reply_whose_retry_was_lost_is_sent(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRetry(1.0, "429", exact=True))
    desk = await open_desk(channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    assert await outbox(desk.database, customer.conversation_id) == [("retry", 1)]
    await sweep(desk)
    assert channel.sent == ["echo: hello"]


async def test_a_decision_whose_job_was_lost_is_passed_on(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    customer = Customer(desk)
    await customer.write("hello")
    await desk.settle()
    now = desk.clock.now()
    card = Approval(
        id="card", conversation_id=customer.conversation_id, case_id="case", topic="discount", reason="asks",
        draft="…", created_at=now, answer_due_at=now + timedelta(hours=1),
    )  # fmt: skip
    await desk.database.write(lambda c: approvals.ask(c, card, desk.engine))
    await desk.settle()
    await desk.decide("card", version=1, decision="approve", text=None, staff="Ani", seen_seq=1)
    asked = desk._handlers["approval"]._runner.asked  # type: ignore[attr-defined]
    assert asked == ["start card"]
    await sweep(desk)
    assert asked == ["start card", "resume card"]


async def test_visitors_who_stayed_away_are_forgotten(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    came = desk.clock.now()
    gone, _ = await desk.database.write(lambda c: web_sessions.create(c, came))
    kept, _ = await desk.database.write(lambda c: web_sessions.create(c, came + timedelta(days=1)))
    assert isinstance(desk.clock, VirtualClock)
    desk.clock.set(came + AWAY + timedelta(hours=1))
    await keeper(desk).forget()
    assert await desk.database.read(lambda c: web_sessions.find(c, gone)) is None
    assert await desk.database.read(lambda c: web_sessions.find(c, kept)) is not None
