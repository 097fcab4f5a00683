"""The answer to a messenger waits for the disk, and for nothing else."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api import webhooks
from api.acknowledging import ShortWay, acknowledgers
from api.metrics import Metrics
from api.web import Web
from channels.telegram.adapter import Adapter
from channels.telegram.settings import Settings
from domain.clock import SystemClock
from domain.errors import Retryable
from domain.event import Event, Sender
from tests.fakes.telegram import SECRET, TOKEN

pytestmark = pytest.mark.anyio


class SilentMessenger(Adapter):
    """Its own server does not answer."""

    def __init__(self) -> None:
        secrets = {"bot_token": SecretStr(TOKEN), "webhook_secret": SecretStr(SECRET)}
        super().__init__(Settings.model_validate(secrets), SystemClock())
        self.asked = asyncio.Event()
        self.answers = asyncio.Event()

    async def acknowledge(self, sender: Sender, event: Event) -> None:
        self.asked.set()
        await self.answers.wait()


class FullDesk:
    """Takes events in, or cannot."""

    def __init__(self, adapter: Adapter, *, is_full: bool = False) -> None:
        self.channels = {"telegram": adapter}
        self._is_full = is_full
        self._known: set[str] = set()

    async def take_in(self, sender: Sender, event: Event) -> bool:
        if self._is_full:
            raise Retryable("no room")
        is_new = event.provider_id not in self._known
        self._known.add(event.provider_id)
        return is_new


class BrokenDesk(FullDesk):
    """Fails in a way that nobody foresaw."""

    async def take_in(self, sender: Sender, event: Event) -> bool:
        raise RuntimeError("a customer's words")


def app_of(desk: FullDesk, *, short_way: bool) -> FastAPI:
    web = Web(desk=cast(Any, desk), pages=cast(Any, None), metrics=Metrics())
    app = FastAPI()
    app.include_router(webhooks.build_router(web))
    if short_way:
        app.add_middleware(ShortWay, known=acknowledgers(web), metrics=web.metrics)
    return app


async def post(desk: FullDesk, update: dict[str, Any], *, short_way: bool = True) -> httpx.Response:
    app = app_of(desk, short_way=short_way)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk") as client:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        return await asyncio.wait_for(client.post("/webhooks/telegram", json=update, headers=headers), 20)


ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
CHAT = {"id": 7, "type": "private", "first_name": "Anna"}
TAP = {"update_id": 1, "callback_query": {
    "id": "q1", "from": ANNA, "data": "slot:1", "chat_instance": "1",
    "message": {"message_id": 3, "date": 1795255200, "chat": CHAT, "text": "When?"},
}}  # fmt: skip


@pytest.mark.parametrize("short_way", [True, False])
async def test_tap_is_acknowledged_while_the_messenger_itself_is_silent(short_way: bool) -> None:
    messenger = SilentMessenger()
    answer = await post(FullDesk(messenger), TAP, short_way=short_way)
    assert (answer.status_code, answer.json()) == (200, {"stored": 1, "duplicates": 0})
    await asyncio.wait_for(messenger.asked.wait(), 20)
    messenger.answers.set()
    await messenger.close()


async def test_what_is_not_stored_is_to_be_delivered_again() -> None:
    messenger = SilentMessenger()
    answer = await post(FullDesk(messenger, is_full=True), TAP)
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert not messenger.asked.is_set()
    await messenger.close()


async def test_answer_carries_what_every_answer_carries() -> None:
    messenger = SilentMessenger()
    answer = await post(FullDesk(messenger), TAP)
    for header in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert header in answer.headers
    messenger.answers.set()
    await messenger.close()


async def test_what_nobody_foresaw_is_no_acknowledgement_and_quotes_nobody() -> None:
    messenger = SilentMessenger()
    answer = await post(BrokenDesk(messenger), TAP)
    assert answer.status_code == 500
    assert "customer" not in answer.text
    await messenger.close()


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/webhooks/telegram", 405), ("POST", "/webhooks/whatsapp", 404), ("POST", "/webhooks/telegram/x", 404),
    ("POST", "/webhooks", 404),
])  # fmt: skip
async def test_everything_else_goes_the_long_way(method: str, path: str, status: int) -> None:
    messenger = SilentMessenger()
    app = app_of(FullDesk(messenger), short_way=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk") as client:
        assert (await client.request(method, path, json=TAP)).status_code == status
    await messenger.close()
