"""Sending: retries, refusals, the unknown, and the order of a conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.errors import DeliveryUnknown, SendRefused, SendRetry
from engine.delivery import MOST_SENDS
from engine.desk import Desk
from storage import undelivered
from storage.undelivered import Trouble
from tests.eventually import eventually
from tests.fakes.echo import EchoRunner
from tests.fakes.flaky_channel import FlakyChannel
from tests.integration.engine.conftest import Customer, OpenDesk, all_sent, outbox

pytestmark = pytest.mark.anyio


class Died(BaseException):
    """The end of the process, as far as handlers can tell."""


async def test_refused_for_now_is_sent_after_the_named_pause_on_dbos(open_desk: OpenDesk) -> None:
    """A 429 with Retry-After: 1."""
    channel = FlakyChannel(SendRetry(1.0, "429", exact=True))
    desk = await open_desk(channels={"telegram": channel}, burst_wait_seconds=0.0)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    assert await eventually(lambda: outbox(desk.database, customer.conversation_id), all_sent) == [
        ("sent", 2)
    ]
    assert channel.sent == ["echo: hello"]
    assert len(set(channel.tries)) == 1


async def test_named_pause_is_kept_even_when_the_customer_writes_again(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRetry(30.0, "429", exact=True))
    desk = await open_desk(channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("one")
    await desk.settle()
    await customer.write("two")
    await desk.settle()
    assert channel.sent == []
    await desk.advance(timedelta(seconds=29))
    assert len(channel.tries) == 1
    await desk.advance(timedelta(seconds=2))
    assert channel.sent == ["echo: one", "echo: two"]


async def test_replies_of_a_turn_stay_in_order_when_the_first_fails(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRetry(1.0), SendRetry(1.0))
    desk = await open_desk(runner=EchoRunner(replies=3), channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(minutes=5))
    assert channel.sent == ["echo: hello", "more 2", "more 3"]


async def refused(open_desk: OpenDesk, channel: FlakyChannel) -> tuple[Desk, Customer, Trouble]:
    """A desk whose reply the messenger would not take, and what staff see of it."""
    desk = await open_desk(channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    (trouble,) = await desk.database.read(lambda c: undelivered.trouble_of(c, customer.conversation_id))
    return desk, customer, trouble


async def test_refused_for_good_is_shown_to_staff_and_holds_nothing_up(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRefused("content", "too strange"))
    desk = await open_desk(runner=EchoRunner(replies=2), channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    assert await outbox(desk.database, customer.conversation_id) == [("failed", 1), ("sent", 1)]
    (trouble,) = await desk.database.read(lambda c: undelivered.trouble_of(c, customer.conversation_id))
    assert trouble.status == "failed"


async def test_staff_try_a_refused_message_once_more_under_its_own_key(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRefused("account", "wrong token"))
    desk, customer, trouble = await refused(open_desk, channel)
    assert trouble.error.startswith("account: ")
    assert await desk.send_again(customer.conversation_id, trouble.outbox_id, "Ani")
    await desk.settle()
    assert channel.tries == [trouble.outbox_id] * 2
    assert channel.sent == ["echo: hello"]
    assert not await desk.send_again(customer.conversation_id, trouble.outbox_id, "Ani")


async def test_marketing_is_never_tried_again(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(SendRefused("account", "wrong token"))
    desk, customer, trouble = await refused(open_desk, channel)
    await desk.database.write(lambda c: c.execute(sa.text("UPDATE outbox SET category = 'marketing'")))
    assert not await desk.send_again(customer.conversation_id, trouble.outbox_id, "Ani")


async def test_service_reply_of_unknown_fate_is_sent_again_under_the_same_key(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(DeliveryUnknown("timed out"), RuntimeError("adapter bug"))
    desk = await open_desk(channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(minutes=5))
    assert await outbox(desk.database, customer.conversation_id) == [("sent", 3)]
    assert len(set(channel.tries)) == 1


async def test_marketing_of_unknown_fate_is_never_sent_again(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(DeliveryUnknown("timed out"))
    desk = await open_desk(
        runner=EchoRunner(category="marketing"), channels={"telegram": channel}, inline=True
    )
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(days=1))
    assert len(channel.tries) == 1
    assert await outbox(desk.database, customer.conversation_id) == [("unknown", 1)]


async def test_hopeless_send_ends_and_staff_see_it(open_desk: OpenDesk) -> None:
    channel = FlakyChannel(*[SendRetry(1.0)] * 50)
    desk = await open_desk(channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    await desk.advance(timedelta(days=1))
    assert len(channel.tries) == MOST_SENDS
    assert await outbox(desk.database, customer.conversation_id) == [("failed", MOST_SENDS)]


async def test_channel_that_is_not_set_up_fails_visibly(open_desk: OpenDesk) -> None:
    desk = await open_desk(inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    await desk.settle()
    assert await outbox(desk.database, customer.conversation_id) == [("failed", 1)]


@pytest.mark.parametrize(
    ("category", "afterwards", "tries"), [("service", ("sent", 2), 1), ("marketing", ("unknown", 1), 0)]
)
async def test_send_that_was_cut_by_a_crash(
    open_desk: OpenDesk, category: str, afterwards: tuple[str, int], tries: int
) -> None:
    """The process died between the call and the record; the next turn of the conversation finds it."""
    channel = FlakyChannel()
    desk = await open_desk(runner=EchoRunner(category=category), channels={"telegram": channel}, inline=True)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    desk.channels["telegram"] = FlakyChannel(Died())  # type: ignore[index]
    with pytest.raises(Died):
        await desk.settle()
    assert await outbox(desk.database, customer.conversation_id) == [("sending", 1)]
    desk.channels["telegram"] = channel  # type: ignore[index]
    await desk.settle()
    assert await outbox(desk.database, customer.conversation_id) == [afterwards]
    assert len(channel.tries) == tries
