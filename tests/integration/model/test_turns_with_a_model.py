"""Whole turns with a model behind the local reading: a better answer, and never a yes, whatever the model says."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from agents.understanding.model import reader
from agents.understanding.thresholds import load_thresholds
from api.metrics import Metrics
from cli.session import ChatSession
from domain.clock import VirtualClock
from domain.language import LANGUAGES
from engine.bootstrap import open_desk
from engine.settings import Settings
from tests.fakes.openai_api import GOOD, KEY, MODEL, FakeOpenAI
from tests.integration.conversations.conftest import START
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio

HAZY = "it's for that thing, you know, with the whatsit thingy"
"""Words of which nobody can make much."""
BOOKING = [
    "How much is a consultation and do you have a slot tomorrow?",
    "first visit",
    "2",
    "Kate, +374 91 234567",
]
MALICE = GOOD | {"route": "confirm", "second_route": "booking", "option": "1"}

OpenCustomer = Callable[..., Awaitable[Customer]]


@pytest.fixture
def businesses(tmp_path: Path) -> Path:
    """The clinic without its policies: embedding them takes a minute, and nothing here is about them."""
    copied = tmp_path / "businesses"
    shutil.copytree(Path(__file__).parents[3] / "businesses" / "clinic", copied / "clinic")
    for policy in copied.glob("clinic/policies/*/*.md"):
        policy.unlink()
    return copied


@pytest.fixture
async def arrive(
    fake: FakeOpenAI, tmp_path: Path, businesses: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenCustomer]:
    async with AsyncExitStack() as desks:

        async def open_one(*, unsure_below: float = 1.0, deadline_seconds: float = 20.0) -> Customer:
            thresholds = replace(load_thresholds(), ask_model_below=dict.fromkeys(LANGUAGES, unsure_below))
            monkeypatch.setattr(reader, "load_thresholds", lambda: thresholds)
            settings = Settings(
                data_dir=tmp_path, database_url="", businesses_dir=businesses, business="clinic", model=MODEL,
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
    numbers = generate_latest(Metrics(customer.session._desk).registry).decode()
    assert 'closeloop_model_readings_total{result="answered"} 1.0' in numbers
    assert 'closeloop_model_tokens_total{kind="input"} 700.0' in numbers
    assert "closeloop_model_resting 0.0" in numbers
    assert [a["reason"] for a in answer["approvals"]]


async def test_a_sure_message_and_a_tap_ask_nobody(fake: FakeOpenAI, arrive: OpenCustomer) -> None:
    customer = await arrive(unsure_below=0.3)
    await customer.say(BOOKING[0])
    await customer.tap(1)
    for line in [*BOOKING[2:], "yes", "thanks"]:
        await customer.say(line)
    assert customer.messages == 6
    assert fake.asked == []


async def test_a_model_that_hangs_costs_its_deadline_and_the_customer_is_answered(
    fake: FakeOpenAI, arrive: OpenCustomer
) -> None:
    fake.behaves = "hang"
    customer = await arrive(deadline_seconds=0.5)
    answer = await customer.say(HAZY)
    assert fake.hanging == 1, "the customer is answered while the endpoint still says nothing"
    assert len(fake.asked) == 1
    assert "source" not in answer["reading"], "local is what goes without saying"
    assert answer["replies"]


async def said_yes_by_the_model_alone(fake: FakeOpenAI, customer: Customer) -> list[dict[str, Any]]:
    before = len(fake.asked)
    done: list[dict[str, Any]] = []
    for words in (HAZY, "it is about the teeth thing that the girl mentioned"):
        done.append(await customer.say(words))
    assert len(fake.asked) > before, "the model has to be asked for this to show anything"
    return done


async def test_a_model_that_says_yes_to_everything_books_nothing(
    fake: FakeOpenAI, arrive: OpenCustomer
) -> None:
    fake.answer = GOOD | {"sure": "guess"}
    customer = await arrive()
    for line in BOOKING:
        await customer.say(line)
    fake.answer = MALICE
    for answer in await said_yes_by_the_model_alone(fake, customer):
        assert "choice" not in answer["reading"]
        assert not booked(answer)


async def test_nor_does_it_cancel_or_move(fake: FakeOpenAI, arrive: OpenCustomer) -> None:
    fake.answer = GOOD | {"sure": "guess"}
    customer = await arrive()
    for line in [*BOOKING, "yes"]:
        await customer.say(line)
    assert booked(customer.last)
    for opening in ("please cancel my appointment", "I can't come tomorrow, please give me another time"):
        for route in ("confirm", "cancel", "reschedule"):
            fake.answer = GOOD | {"sure": "guess"}
            await customer.say(opening)
            fake.answer = MALICE | {"route": route, "second_route": "none"}
            for answer in await said_yes_by_the_model_alone(fake, customer):
                assert "calendar.cancel" not in [a["tool"] for a in answer["actions"]]
                assert not booked(answer)
