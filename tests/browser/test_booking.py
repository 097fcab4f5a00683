"""The whole way on real parts: from the opening sentence to the calendar, and an exception that staff decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.clock import VirtualClock
from engine.bootstrap import open_desk
from engine.desk import Desk
from engine.settings import Settings
from storage import calendar
from tests.browser.chat_page import ChatPage
from tests.fakes.web_server import BUSINESSES, WebServer

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""Ten in the morning in Yerevan."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clinic_index: Path) -> Iterator[WebServer]:
    async def open_clinic(folder: Path) -> Desk:
        settings = Settings(
            _env_file=None, data_dir=folder, businesses_dir=BUSINESSES, index_dir=clinic_index
        )
        return await open_desk(settings, clock=VirtualClock(MONDAY), inline=True)

    running = WebServer(tmp_path_factory.mktemp("clinic"), open_desk=open_clinic, demo_mode=True).start()
    yield running
    running.stop()


def replies(chat: ChatPage) -> int:
    return chat.page.locator(".message.from-bot:not([data-typing])").count()


def wait_for_reply(chat: ChatPage, before: int) -> None:
    chat.page.locator(".message.from-bot:not([data-typing])").nth(before).wait_for(timeout=30_000)


def test_customer_books_by_tapping_and_typing(server: WebServer, phone: Page) -> None:
    """R12-R18, in at most six messages of the customer."""
    chat = ChatPage(phone, server.url).open()
    chat.write("Сколько стоит консультация и есть окно завтра?")
    wait_for_reply(chat, 0)
    for _ in range(2):
        seen = replies(chat)
        phone.locator(".choices button:visible").first.click()
        wait_for_reply(chat, seen)
    seen = replies(chat)
    chat.write("Анна Петросян, +374 91 123456")
    wait_for_reply(chat, seen)
    seen = replies(chat)
    chat.write("Да")
    wait_for_reply(chat, seen)
    visits = server.desk.database.read_sync(
        lambda c: calendar.list_between(c, MONDAY, MONDAY + timedelta(days=30))
    )
    assert [visit.status for visit in visits] == ["booked"]
    assert phone.locator(".from-customer").count() <= 6


def test_staff_decide_an_exception_and_the_customer_reads_it(
    server: WebServer, phone: Page, desk: Page
) -> None:
    """R60, R61, R65."""
    chat = ChatPage(phone, server.url).open()
    chat.write("Скидку 30 % сделаете?")
    wait_for_reply(chat, 0)
    desk.locator(".rows li[data-state=pending] a").first.click()
    draft = desk.locator("[data-draft]")
    draft.fill("Для вас сделаем 10 %. Записать вас на завтра?")
    draft.press("Control+Enter")
    chat.expect_bubble("Для вас сделаем 10 %")
    expect(desk.locator(".card")).to_have_count(0)
