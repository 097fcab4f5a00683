"""For each channel: how to set it up, and what its requests look like. A new channel adds one entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.event import ChannelName, Sender
from tests.fakes.telegram import SECRET, TOKEN, FakeTelegram


@dataclass(frozen=True)
class ChannelSample:
    settings: Callable[[FakeTelegram], dict[str, Any]]
    write: Callable[[str, int], bytes]
    """(text as JSON source between quotes, number of the message) -> body"""
    choose: Callable[[str], bytes]
    unknown: bytes
    """A kind this code does not know."""
    good_headers: Mapping[str, str]
    bad_headers: tuple[Mapping[str, str], ...]
    account: str = "default"
    external_id: str = "visitor-1"
    sender: Sender | None = None
    signed: bool = False
    """A request without any proof is refused."""


_PERSON = {"id": 700000321, "is_bot": False, "first_name": "Ani"}
_CHAT = {"id": 700000321, "type": "private", "first_name": "Ani"}


def _telegram_message(text: str, number: int) -> bytes:
    head = {"message_id": number, "from": _PERSON, "chat": _CHAT, "date": 1795000000}
    return f'{{"update_id":{9000 + number},"message":{json.dumps(head)[:-1]},"text":"{text}"}}}}'.encode()


def _telegram_tap(option_id: str) -> bytes:
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": option_id}]]}
    message = {"message_id": 3, "chat": _CHAT, "date": 1, "text": "?", "reply_markup": keyboard}
    query = {"id": "771", "from": _PERSON, "message": message, "data": option_id}
    return json.dumps({"update_id": 9900, "callback_query": query}).encode()


def _client_id(number: int) -> str:
    return f"01J0SAMPLE{number:016d}"


SAMPLES: dict[ChannelName, ChannelSample] = {
    "web": ChannelSample(
        settings=lambda _: {"allowed_origins": ["https://clinic.example"]},
        write=lambda text, n: (
            f'{{"v":1,"type":"message","client_id":"{_client_id(n)}","text":"{text}"}}'.encode()
        ),
        choose=lambda option: json.dumps(
            {"v": 1, "type": "choice", "client_id": _client_id(99), "id": option, "title": "Да"}
        ).encode(),
        unknown=b'{"v":1,"type":"some_future_frame","client_id":"01J0SAMPLE0000000000000000"}',
        good_headers={"host": "desk.example", "origin": "https://clinic.example"},
        bad_headers=(
            {"host": "desk.example", "origin": "https://evil.example"},
            {"HOST": "desk.example", "ORIGIN": "null"},
        ),
        sender=Sender(channel="web", external_id="visitor-1"),
    ),
    "terminal": ChannelSample(
        settings=lambda _: {},
        write=lambda text, n: f'{{"id":"l{n}","text":"{text}"}}'.encode(),
        choose=lambda option: json.dumps({"id": "l99", "button": option, "label": "Да"}).encode(),
        unknown=b'{"id":"l1","some_future_key":1}',
        good_headers={},
        bad_headers=(),
    ),
    "telegram": ChannelSample(
        settings=lambda server: {"bot_token": TOKEN, "webhook_secret": SECRET, "base_url": server.base_url},
        write=_telegram_message,
        choose=_telegram_tap,
        unknown=json.dumps(
            {"update_id": 9901, "some_future_update": {"chat": _CHAT, "from": _PERSON}}
        ).encode(),
        good_headers={"x-telegram-bot-api-secret-token": SECRET},
        bad_headers=(
            {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"},
            {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]},
            {"X-Telegram-Bot-Api-Secret-Token": ""},
            {"X-Telegram-Bot-Api-Secret-Token": "жж\udc80"},
            {"X-Hub-Signature": f"sha1={SECRET}"},
        ),
        external_id="700000321",
        signed=True,
    ),
}
