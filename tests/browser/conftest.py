"""Debian's chromium, headless, against a server of our own. No browser is downloaded."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.fakes.web_server import WebServer

CHROMIUM = os.getenv("CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT_MS = 30_000
A_SERVER_GOES_AWAY = (
    "net::ERR_CONNECTION", "net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_EMPTY_RESPONSE", "WebSocket connection to",
    "htmx:sse:error", "htmx:error: Failed to fetch",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "ru-RU", "timezone_id": "Asia/Yerevan"}


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    running = WebServer(tmp_path_factory.mktemp("desk"), demo_mode=True).start()
    yield running
    running.stop()


class Shop:
    """Static pages on an origin of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        handler = partial(QuietHandler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, name: str, html: str) -> None:
        (self._folder / name).write_text(html, encoding="utf-8")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Troubles:
    """What a page complained about. Pages must not complain: a blocked inline script is a bug of ours."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def watch(self, page: Page) -> None:
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on("console", lambda line: self.seen.append(line.text) if line.type == "error" else None)


@pytest.fixture
def troubles() -> Iterator[Troubles]:
    collected = Troubles()
    yield collected
    assert [line for line in collected.seen if not any(part in line for part in A_SERVER_GOES_AWAY)] == []


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Somebody else's website."""
    running = Shop(tmp_path)
    yield running
    running.close()


@pytest.fixture
def phone(browser: Browser, troubles: Troubles) -> Iterator[Page]:
    """The customer's phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, locale="ru-RU", timezone_id="Asia/Yerevan", has_touch=True
    )
    page = context.new_page()
    troubles.watch(page)
    yield page
    context.close()


@pytest.fixture
def desk_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ru-RU")
    yield context
    context.close()


@pytest.fixture
def desk(desk_context: BrowserContext, server: WebServer, troubles: Troubles) -> Page:
    """A staff member's screen, signed in by the demo, on the queue, live."""
    page = desk_context.new_page()
    troubles.watch(page)
    page.goto(f"{server.url}/demo")
    page.goto(f"{server.url}/inbox?lang=ru")
    page.locator("[data-live=on]").wait_for()
    return page
