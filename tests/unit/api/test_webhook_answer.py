"""The answer to a messenger waits for the disk, and for nothing else."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import ASGIApp

from api.app import create_app, with_short_way
from api.body import MAX_BODY_BYTES
from channels.telegram.adapter import Adapter
from channels.telegram.settings import Settings
from domain.clock import SystemClock
from domain.errors import Retryable
from domain.event import Event, Sender
from tests.fakes.telegram import SECRET, TOKEN

pytestmark = pytest.mark.anyio

PATH = "/webhooks/telegram"
SIGNED = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


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
        self.business = self.clock = self.database = None
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


def app_of(desk: FullDesk) -> FastAPI:
    return create_app(cast(Any, desk))


def served(app: FastAPI, *, short_way: bool) -> ASGIApp:
    return with_short_way(app) if short_way else app


def browser_of(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk")


async def post(desk: FullDesk, update: dict[str, Any], *, short_way: bool = True) -> httpx.Response:
    async with browser_of(served(app_of(desk), short_way=short_way)) as client:
        return await asyncio.wait_for(client.post(PATH, json=update, headers=SIGNED), 20)


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
    async with browser_of(with_short_way(app_of(FullDesk(messenger)))) as client:
        assert (await client.request(method, path, json=TAP)).status_code == status
    await messenger.close()


async def pieces(body: bytes, count: int = 4) -> AsyncIterator[bytes]:
    """A body whose length nobody has told."""
    size = len(body) // count + 1
    for start in range(0, len(body), size):
        yield body[start : start + size]


def request(method: str = "POST", path: str = PATH, **content: Any) -> dict[str, Any]:
    return {"method": method, "url": path, "headers": SIGNED, **content}


RIGHT_FIRST = [("x-telegram-bot-api-secret-token", SECRET), ("x-telegram-bot-api-secret-token", "wrong")]
BODY = json.dumps(TAP).encode()
REQUESTS: dict[str, Callable[[], dict[str, Any]]] = {
    "good": lambda: request(json=TAP),
    "no signature": lambda: request(json=TAP, headers={}),
    "wrong signature": lambda: request(json=TAP, headers={"X-Telegram-Bot-Api-Secret-Token": "wrong"}),
    "signature in other letters": lambda: request(json=TAP, headers={"x-TELEGRAM-bot-api-secret-token": SECRET}),
    "signatures, the right one first": lambda: request(json=TAP, headers=RIGHT_FIRST),
    "signatures, the wrong one first": lambda: request(json=TAP, headers=RIGHT_FIRST[::-1]),
    "broken": lambda: request(content=b'{"update_id":'),
    "no body": lambda: request(),
    "no object": lambda: request(content=b"[]"),
    "no UTF-8": lambda: request(content=b"\xff\xfe"),
    "half an emoji": lambda: request(content=b'{"update_id": "\\ud83d"}'),
    "nothing we know": lambda: request(json={"update_id": 5, "future": [1]}),
    "too large": lambda: request(content=b"x" * (MAX_BODY_BYTES + 1)),
    "too large, and not said before": lambda: request(content=pieces(b"x" * (MAX_BODY_BYTES + 1))),
    "in pieces": lambda: request(content=pieces(BODY)),
    "length that is none": lambda: request(content=pieces(BODY), headers={**SIGNED, "Content-Length": "many"}),
    "length beyond all numbers": lambda: request(
        content=pieces(BODY), headers={**SIGNED, "Content-Length": "9" * 5000}
    ),
    "length in small figures": lambda: request(
        content=pieces(BODY), headers=[*SIGNED.items(), (b"Content-Length", b"\xb2")]
    ),
    "unknown messenger": lambda: request(path="/webhooks/pigeon", json=TAP),
    "channel with a door of its own": lambda: request(path="/webhooks/web", json=TAP),
    "path that goes on": lambda: request(path=PATH + "/", json=TAP),
    "GET": lambda: request("GET"),
    "HEAD": lambda: request("HEAD"),
    "PUT": lambda: request("PUT", json=TAP),
    "OPTIONS": lambda: request("OPTIONS"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the messenger sees of an answer, and what the owner sees of the request."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    counted: Counter[tuple[str, ...]]


async def ask(app: FastAPI, wanted: dict[str, Any], *, short_way: bool) -> Told:
    async with browser_of(served(app, short_way=short_way)) as client:
        answer = await asyncio.wait_for(client.request(**wanted), 20)
    metrics = app.state.web.metrics
    counted: Counter[tuple[str, ...]] = Counter()
    for family in [*metrics.requests.collect(), *metrics.events.collect()]:
        for sample in family.samples:
            if sample.name.endswith("_total"):
                labels = (sample.labels.get(name, "") for name in ("route", "method", "status", "result"))
                counted[sample.name, *labels] += int(sample.value)
    return Told(answer.status_code, sorted(answer.headers.raw), answer.content, counted)


@pytest.mark.parametrize("desk_class", [FullDesk, BrokenDesk])
async def test_short_way_and_the_frameworks_tell_and_count_the_same(desk_class: type[FullDesk]) -> None:
    messenger = SilentMessenger()
    messenger.answers.set()
    ways = [(app_of(desk_class(messenger)), short_way) for short_way in (True, False)]
    answers = {
        kind: [await ask(app, make(), short_way=short_way) for app, short_way in ways]
        for kind, make in REQUESTS.items()
    }
    assert {kind: told for kind, (told, _) in answers.items()} == {
        kind: told for kind, (_, told) in answers.items()
    }
    statuses = {told.status for told, _ in answers.values()}
    taken = 500 if desk_class is BrokenDesk else 200
    assert statuses >= {taken, 400, 401, 404, 405, 413}
    await messenger.close()


@pytest.mark.parametrize("short_way", [True, False])
async def test_what_cannot_be_stored_is_told_alike(short_way: bool) -> None:
    messenger = SilentMessenger()
    told = await ask(app_of(FullDesk(messenger, is_full=True)), request(json=TAP), short_way=short_way)
    assert (told.status, told.body) == (503, b'{"detail":"not stored, deliver it again"}')
    assert (b"retry-after", b"2") in told.headers
    await messenger.close()
