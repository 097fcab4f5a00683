"""A visitor's page without a browser: speaks the chat's frames over a WebSocket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.fakes.web_server import WebServer

Frame = dict[str, Any]
_numbers = count(1)


class Talk:
    """One open socket, after hello. `token` is empty when the server keeps it in a cookie."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.cookie = socket.response.headers.get("set-cookie", "").split(";")[0] if socket.response else ""
        self.welcome: Frame = {}
        self.conversation_id = ""

    def say_hello(self, after_seq: int = 0, token: str | None = None) -> Frame:
        hello: Frame = {"v": 1, "type": "hello", "after_seq": after_seq}
        self.send({**hello, "session_token": token} if token else hello)
        self.welcome = self.hear()
        return self.welcome

    def send(self, frame: Frame | str) -> None:
        self.socket.send(frame if isinstance(frame, str) else json.dumps(frame))

    def write(self, text: str, client_id: str | None = None) -> str:
        client_id = client_id or f"client-{next(_numbers):08d}"
        self.send({"v": 1, "type": "message", "client_id": client_id, "text": text})
        return client_id

    def hear(self, *kinds: str, seconds: float = 8.0) -> Frame:
        """The next frame, or the next of these kinds; heartbeats and dots are passed over unless asked for."""
        while True:
            frame: Frame = json.loads(self.socket.recv(timeout=seconds))
            if "message_id" in frame:
                self.conversation_id = frame["message_id"].rpartition(":")[0]
            if (not kinds and frame["type"] not in ("ping", "typing")) or frame["type"] in kinds:
                return frame

    def hear_reply(self) -> Frame:
        """The next line that is not the visitor's own."""
        while (frame := self.hear("message"))["author"]["kind"] == "customer":
            pass
        return frame


@contextmanager
def talking(
    server: WebServer, *, cookie: str = "", query: str = "", origin: str | None = None, after_seq: int = 0,
    token: str | None = None, hello: bool = True,
) -> Iterator[Talk]:  # fmt: skip
    headers = {"Cookie": cookie} if cookie else {}
    address = f"{server.socket_url}/chat/ws{query}"
    with connect(address, additional_headers=headers, origin=origin, max_size=2**22) as socket:  # type: ignore[arg-type]
        talk = Talk(socket)
        if hello:
            talk.say_hello(after_seq, token)
        yield talk
