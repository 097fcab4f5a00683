"""Whole turns with a model behind the local reading: a better answer, and never a yes, whatever the model says."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from cli.session import ChatSession
from domain.clock import VirtualClock
from engine.bootstrap import open_desk
from engine.settings import Settings
from tests.fakes.openai_api import GOOD, KEY, MODEL, FakeOpenAI
from tests.integration.conversations.conftest import START
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

HAZY = "hm well mother in law keeps grumbling about that other matter again"
"""Words of which the local reading can make nothing."""
BOOKING = [
    "How much is a consultation and do you have a slot tomorrow?",
    "first visit",
    "2",
    "Kate, +374 91 234567",
]
MALICE = GOOD | {"route": "confirm", "second_route": "booking", "option": "1"}

OpenCustomer = Callable[..., Awaitable[Customer]]


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture
async def arrive(fake: FakeOpenAI, tmp_path: Path, index_dir: Path) -> AsyncIterator[OpenCustomer]:
    async with AsyncExitStack() as desks:

        async def open_one(deadline_seconds: float = 20.0) -> Customer:
            settings = Settings(
                data_dir=tmp_path, database_url="", index_dir=index_dir, business="clinic", model=MODEL,
                model_base_url=fake.url, model_api_key=KEY, model_deadline_seconds=deadline_seconds,
            )  # fmt: skip
            clock = VirtualClock(START)
            desk = await open_desk(settings, clock=clock, inline=True, wait_for_policies=True)
            await desk.start()
            desks.push_async_callback(desk.stop)
            return Customer(ChatSession(desk, clock))

        yield open_one


async def test_what_the_local_reading_cannot_tell_the_model_does(
    fake: FakeOpenAI, arrive: OpenCustomer
) -> None:
    fake.answer = GOOD | {"route": "human"}
    customer = await arrive()
    answer = await customer.say(HAZY)
    assert len(fake.asked) == 1
    assert answer["reading"]["source"] == "model"
    assert [a["reason"] for a in answer["approvals"]]


async def test_a_sure_message_and_a_tap_ask_nobody(fake: FakeOpenAI, arrive: OpenCustomer) -> None:
    customer = await arrive()
    await customer.say("I want to book a teeth cleaning tomorrow at 15:00")
    await customer.tap(1)
    await customer.say("thanks")
    assert fake.asked == []


async def test_a_model_that_hangs_costs_its_deadline_and_the_customer_is_asked(
    fake: FakeOpenAI, arrive: OpenCustomer
) -> None:
    fake.behaves = "hang"
    customer = await arrive(0.5)
    began = time.monotonic()
    answer = await customer.say(HAZY)
    assert time.monotonic() - began < 4
    assert answer["reading"]["source"] == "local"
    assert "no model: late" in answer["reading"]["why"]
    assert len(customer.options) >= 2


async def said_yes_by_the_model_alone(fake: FakeOpenAI, customer: Customer) -> list[dict[str, Any]]:
    before = len(fake.asked)
    done: list[dict[str, Any]] = []
    for words in (HAZY, "my cousin's parrot sings rather loudly on balconies"):
        done.append(await customer.say(words))
    assert len(fake.asked) > before, "the model has to be asked for this to show anything"
    return done


async def test_a_model_that_says_yes_to_everything_books_nothing(
    fake: FakeOpenAI, arrive: OpenCustomer
) -> None:
    fake.answer = MALICE
    customer = await arrive()
    for line in BOOKING:
        await customer.say(line)
    for answer in await said_yes_by_the_model_alone(fake, customer):
        assert answer["reading"]["choice"] is None
        assert not booked(answer)


async def test_nor_does_it_cancel_or_move(fake: FakeOpenAI, arrive: OpenCustomer) -> None:
    fake.answer = MALICE
    customer = await arrive()
    for line in [*BOOKING, "yes"]:
        await customer.say(line)
    assert booked(customer.last)
    for opening in ("please cancel my appointment", "I can't come tomorrow, please give me another time"):
        await customer.say(opening)
        for route in ("confirm", "cancel", "reschedule"):
            fake.answer = MALICE | {"route": route, "second_route": "none"}
            for answer in await said_yes_by_the_model_alone(fake, customer):
                tools = [a["tool"] for a in answer["actions"]]
                assert "calendar.cancel" not in tools
                assert not booked(answer)
        await customer.say("no, leave it as it is")
