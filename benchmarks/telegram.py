"""Telegram's two sides: updates as it posts them, and a Bot API that takes every reply."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
import time
from typing import Any

import orjson

TOKEN = "600000901:benchmark-token"  # noqa: S105 - nobody's
SECRET = "benchmark_SECRET_01"  # noqa: S105 - nobody's
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name

_SENT = b'{"ok":true,"result":{"message_id":%d,"date":1795255200,"chat":{"id":1,"type":"private"}}}'
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
_TRUE = b'{"ok":true,"result":true}'


def update(update_id: int, chat_id: int, text: str) -> bytes:
    """A private message, in the shape and size in which Telegram delivers it."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Anna", "last_name": "Petrosyan",
              "username": f"anna_{chat_id}", "language_code": "ru"}  # fmt: skip
    chat = {"id": chat_id, "first_name": "Anna", "last_name": "Petrosyan", "type": "private",
            "username": f"anna_{chat_id}"}  # fmt: skip
    message: dict[str, Any] = {
        "message_id": update_id % 1_000_000, "from": person, "chat": chat, "date": int(time.time()), "text": text,
    }  # fmt: skip
    return orjson.dumps({"update_id": update_id, "message": message})


async def serve_bot_api(port: int) -> None:
    """Answer every Bot API call at once, until stopped. HTTP by hand: it shares the machine with what is measured."""
    numbers = itertools.count(1)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Until the other side hangs up.
        with contextlib.closing(writer), contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lower = head.lower()
                at = lower.find(b"content-length:")
                length = int(lower[at + 15 : lower.index(b"\r\n", at)]) if at >= 0 else 0
                await reader.readexactly(length)
                body = _SENT % next(numbers) if b"/sendMessage " in head[:200] else _TRUE
                writer.write(_HEAD % len(body) + body)

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve_bot_api(int(sys.argv[1])))
