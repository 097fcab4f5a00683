"""Whoever waits for a slow answer on a messenger sees that it is being made."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from channels.capabilities import Capabilities
from domain.event import Event, InboxEvent, Sender
from domain.turn import TurnInput
from engine.desk import Desk
from engine.typing_signs import SHOWN_AFTER_SECONDS, TypingSigns
from tests.eventually import at_least, eventually
from tests.fakes.echo import EchoRunner
from tests.fakes.flaky_channel import FlakyChannel
from tests.integration.engine.conftest import Customer, OpenDesk

pytestmark = pytest.mark.anyio

TYPING_SECONDS = 5


class TypingChannel(FlakyChannel):
    """A messenger with signs of life, and to whom they were shown."""

    capabilities = replace(Capabilities(text_max=4096), typing_seconds=TYPING_SECONDS)

    def __init__(self) -> None:
        super().__init__()
        self.shown_to: list[str] = []
        self.has_shown = asyncio.Event()

    async def acknowledge(self, sender: Sender, event: Event) -> None:
        """Nothing to end."""

    async def show_typing(self, account: str, external_id: str) -> None:
        self.shown_to.append(f"{account}:{external_id}")
        self.has_shown.set()


class Pauses:
    """Time passes as often as the test says, and then stands still."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if self.left == 0:
            await asyncio.Event().wait()
        self.left -= 1


async def answered(open_desk: OpenDesk) -> tuple[Desk, TypingChannel, TurnInput]:
    """A desk with a messenger, and the turn that answered its first customer."""
    channel, runner = TypingChannel(), EchoRunner()
    desk = await open_desk(runner=runner, channels={"telegram": channel}, burst_wait_seconds=0.0)
    await Customer(desk, channel="telegram").write("привет")
    await eventually(lambda: channel.sent, at_least(1))
    return desk, channel, runner.turns[0]


async def test_customer_of_a_messenger_sees_that_a_slow_answer_is_being_made(open_desk: OpenDesk) -> None:
    channel = TypingChannel()
    runner = EchoRunner(before_commit=lambda turn: channel.has_shown.wait())
    desk = await open_desk(runner=runner, channels={"telegram": channel}, burst_wait_seconds=0.0)
    await Customer(desk, name="anna", channel="telegram").write("привет")
    assert await eventually(lambda: channel.sent, at_least(1)) == ["echo: привет"]
    assert channel.shown_to == ["default:anna"]


async def test_quick_answer_costs_the_messenger_no_call(open_desk: OpenDesk) -> None:
    _, channel, _ = await answered(open_desk)
    assert channel.shown_to == []


async def test_sign_is_shown_anew_before_it_fades_and_ends_with_the_answer(open_desk: OpenDesk) -> None:
    desk, channel, turn = await answered(open_desk)
    pauses = Pauses(times=3)
    with TypingSigns(desk.database, {"telegram": channel}, pause=pauses).while_answering(turn):
        await eventually(lambda: pauses.seconds, at_least(4))
    assert pauses.seconds == [SHOWN_AFTER_SECONDS, *[TYPING_SECONDS] * 3]
    assert channel.shown_to == ["default:anna"] * 3


async def test_nobody_is_shown_one_where_staff_answer_or_nothing_was_written(open_desk: OpenDesk) -> None:
    desk, channel, turn = await answered(open_desk)
    assert turn.beginning is not None
    situation = turn.beginning.situation
    conversation = situation.conversation.model_copy(update={"owner": "staff"})
    with_staff = replace(
        turn.beginning, situation=situation.model_copy(update={"conversation": conversation})
    )
    alarm: InboxEvent = turn.events[-1].model_copy(update={"kind": "timer"})
    pauses = Pauses(times=0)
    signs = TypingSigns(desk.database, {"telegram": channel}, pause=pauses)
    for quiet in ({"beginning": with_staff}, {"events": [alarm]}):
        with signs.while_answering(turn.model_copy(update=quiet)):
            await desk.database.read(lambda connection: None)
    assert pauses.seconds == []


async def test_channel_without_signs_is_left_alone(open_desk: OpenDesk) -> None:
    desk, _, turn = await answered(open_desk)
    pauses = Pauses(times=0)
    with TypingSigns(desk.database, {"telegram": FlakyChannel()}, pause=pauses).while_answering(turn):
        await desk.database.read(lambda connection: None)
    assert pauses.seconds == []
