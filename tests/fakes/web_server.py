"""A real web server in a thread: uvicorn, the real application, a real database, and a receptionist instead of models."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from api.app import create_app, with_short_way
from api.server import server_options
from channels.registry import open_channels
from domain.clock import Clock, SystemClock
from engine.bootstrap import Runners, assemble, open_engine
from engine.desk import Desk
from engine.settings import Settings
from knowledge.business_files import load_business
from tests.fakes.announced_server import AnnouncedServer
from tests.fakes.receptionist import Receptionist
from tests.fakes.telegram import SECRET, TOKEN

T = TypeVar("T")

API_KEY = "a-key-for-tests"
METRICS_TOKEN = "a-token-for-tests"
BUSINESSES = Path(__file__).parents[2] / "businesses"
SETTLE_EVERY_SECONDS = 0.01
START_WITHIN_SECONDS = 120.0
"""A real desk indexes the policies at its first start."""


async def open_receptionist_desk(folder: Path, clock: Clock | None = None, database_url: str = "") -> Desk:
    """A desk on the in-process engine; somebody has to `settle` it. SQLite in `folder` where no `database_url` is."""
    settings = Settings(
        _env_file=None,
        data_dir=folder,
        api_key=API_KEY,
        metrics_token=METRICS_TOKEN,
        database_url=database_url,
    )
    settings.prepare_data_dir()
    clock = clock or SystemClock()
    resources = AsyncExitStack()
    opened = await open_engine(settings, clock, resources, inline=True)
    runner = Receptionist()
    runner.attach(opened.database, opened.engine, clock)
    configured = {"web": {}, "telegram": {"bot_token": TOKEN, "webhook_secret": SECRET}}
    return assemble(
        settings, load_business(BUSINESSES / "clinic"), opened, clock, Runners(runner, runner),
        open_channels(configured, clock), resources=resources,
    )  # fmt: skip


class WebServer:
    """`start` returns when requests are taken; `stop` when every connection is closed. May be started again on the
    same port and folder, as after a restart. `open_desk(folder)` gives another desk than the receptionist's; it has to
    run on the in-process engine.
    """

    def __init__(
        self, folder: Path, *, open_desk: Callable[[Path], Awaitable[Desk]] | None = None, **application: Any
    ) -> None:
        self._folder = folder
        self._open_desk = open_desk or open_receptionist_desk
        self._application = application
        self._port = 0
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}"

    def start(self) -> WebServer:
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(ready,), name="web-server")
        self._thread.start()
        assert ready.wait(START_WITHIN_SECONDS), "the web server did not start"
        if self._failure is not None:
            raise self._failure
        return self

    def start_anew(self) -> WebServer:
        """On the same port, with empty data: as a desk that was set up again."""
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        return self.start()

    def allow(self, *origins: str) -> None:
        """From the next start on, these sites may embed the chat."""
        self._application["allowed_origins"] = origins

    def stop(self) -> None:
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(START_WITHIN_SECONDS)
            self._thread = None

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` on the server's own event loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def _run(self, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as error:
            self._failure = error
            ready.set()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self.desk = await self._open_desk(self._folder)
        self.app = create_app(self.desk, **self._application)
        config = uvicorn.Config(with_short_way(self.app), **server_options("127.0.0.1", self._port))
        started = asyncio.Event()

        def tell() -> None:
            started.set()
            ready.set()

        self._server = AnnouncedServer(config, tell)
        working = asyncio.create_task(self._work(started))
        try:
            await self._server.serve(sockets=[self._listener])
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    async def _work(self, started: asyncio.Event) -> None:
        await started.wait()
        while True:
            await self.desk.settle()
            await asyncio.sleep(SETTLE_EVERY_SECONDS)
