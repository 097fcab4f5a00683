"""A Bot API server for tests: as strict as the real one about what it takes, with its documented error bodies.

Use `FakeTelegram().serve()` for a server on loopback, or `.app` with an ASGI transport.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.announced_server import AnnouncedServer
from tests.fakes.telegram_methods import METHODS, ApiError, Chats

BOT_ID = 600000901
TOKEN = f"{BOT_ID}:FAKE-token_for-tests"
SECRET = "fake_SECRET-for-tests_01"


@dataclass(frozen=True)
class Call:
    """One request as the server understood it, refused or not."""

    method: str
    arguments: dict[str, Any]
    status: int


@dataclass
class Failure:
    status: int
    description: str
    retry_after: int | None = None
    hang: bool = False
    """The call takes effect, the answer never comes."""
    raw: bytes | None = None
    """Answer with these bytes instead of a Bot API object."""


class FakeTelegram:
    """Chats must be opened by the customer (`open_chat`) before the bot may write to them."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.chats = Chats(BOT_ID)
        self.base_url = "http://telegram.invalid"
        self._failures: list[Failure | None] = []
        self._released = threading.Event()
        self._update_id = 820000000
        self.app = Starlette(
            routes=[Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"])],
        )

    # What a test arranges

    def open_chat(self, chat_id: int, first_name: str = "Ani") -> None:
        self.chats.open(chat_id, first_name)

    def fail_next(
        self, status: int, description: str = "", *, times: int = 1, retry_after: int | None = None
    ) -> None:
        """The next `times` calls fail like this and have no effect."""
        self._failures += [Failure(status, description, retry_after)] * times

    def succeed_next(self, times: int = 1) -> None:
        """The next `times` calls are answered as usual, before the failures arranged after this."""
        self._failures += [None] * times

    def hang_next(self, times: int = 1) -> None:
        """The next `times` calls take effect but are never answered."""
        self._failures += [Failure(200, "", hang=True)] * times

    def garble_next(self, raw: bytes = b"<html>", status: int = 200) -> None:
        self._failures.append(Failure(status, "", raw=raw))

    def calls_of(self, method: str) -> list[dict[str, Any]]:
        """Arguments of the calls of `method` that were answered with success."""
        return [call.arguments for call in self.calls if call.method == method and call.status == 200]

    # What Telegram sends to the webhook

    def headers(self) -> dict[str, str]:
        return {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}

    def write(self, chat_id: int, text: str) -> bytes:
        """The update for a customer's message."""
        person = self.chats.person(chat_id)
        message = {
            "message_id": self.chats.next_message_id(),
            "from": person,
            "chat": self.chats.chat(chat_id),
            "date": 1795000000,
            "text": text,
        }
        return self._update("message", message)

    def tap(self, chat_id: int, message_id: int, data: str) -> bytes:
        """The update for a tapped button of a message that the bot sent; the query then waits for an answer."""
        query = {
            "id": self.chats.new_query(),
            "from": self.chats.person(chat_id),
            "message": self.chats.sent[chat_id, message_id],
            "chat_instance": "-1",
            "data": data,
        }
        return self._update("callback_query", query)

    def _update(self, kind: str, value: dict[str, Any]) -> bytes:
        self._update_id += 1
        return json.dumps({"update_id": self._update_id, kind: value}, ensure_ascii=False).encode()

    # The server

    async def _answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        arguments = await _read_arguments(request)
        failure = self._failures.pop(0) if self._failures else None
        if failure and failure.raw is not None:
            self.calls.append(Call(method, arguments, failure.status))
            return Response(failure.raw, status_code=failure.status)
        try:
            if failure and not failure.hang:
                raise ApiError(failure.status, failure.description, failure.retry_after)
            self._check_token(request.path_params["token"])
            handler = METHODS.get(method.lower())
            if handler is None:
                raise ApiError(404, "Not Found")
            result = handler(self.chats, arguments)
        except ApiError as error:
            self.calls.append(Call(method, arguments, error.status))
            return JSONResponse(error.body(), status_code=error.status, headers=error.headers())
        self.calls.append(Call(method, arguments, 200))
        if failure and failure.hang:
            await asyncio.to_thread(self._released.wait, 20)
        return JSONResponse({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    @contextmanager
    def serve(self) -> Iterator[FakeTelegram]:
        """Listen on a free loopback port while the block runs."""
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(self.app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        listening = threading.Event()
        server = AnnouncedServer(config, listening.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        assert listening.wait(10)
        try:
            yield self
        finally:
            self._released.set()
            server.should_exit = True
            thread.join(5)
            listener.close()


async def _read_arguments(request: Request) -> dict[str, Any]:
    """Arguments from JSON, a form or the query, as the real server takes them."""
    arguments: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        arguments |= json.loads(await request.body() or b"{}")
    elif "form" in kind:
        for key, value in (await request.form()).items():
            arguments[key] = json.loads(str(value)) if key == "reply_markup" else value
    return arguments
