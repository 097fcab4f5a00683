"""A uvicorn server that says when it listens, so that nobody has to look whether it does."""

from __future__ import annotations

from collections.abc import Callable
from socket import socket

import uvicorn


class AnnouncedServer(uvicorn.Server):
    """Calls `on_listening`, on its own loop, when the first connection can be made."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_listening()
