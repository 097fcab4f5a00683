"""The answer to a messenger waits for the disk, and for nothing else."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api import webhooks
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


async def post(desk: FullDesk, update: dict[str, Any]) -> httpx.Response:
    app = FastAPI()
    app.include_router(
        webhooks.build_router(Web(desk=cast(Any, desk), pages=cast(Any, None), metrics=Metrics()))
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk") as client:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        return await asyncio.wait_for(client.post("/webhooks/telegram", json=update, headers=headers), 20)


ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
CHAT = {"id": 7, "type": "private", "first_name": "Anna"}
TAP = {"update_id": 1, "callback_query": {
    "id": "q1", "from": ANNA, "data": "slot:1", "chat_instance": "1",
    "message": {"message_id": 3, "date": 1795255200, "chat": CHAT, "text": "When?"},
}}  # fmt: skip


async def test_tap_is_acknowledged_while_the_messenger_itself_is_silent() -> None:
    messenger = SilentMessenger()
    answer = await post(FullDesk(messenger), TAP)
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
