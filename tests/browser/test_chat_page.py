"""The chat page in a real browser, on a phone's screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Shop
from tests.fakes.web_server import WebServer


@pytest.mark.parametrize("transport", ["ws", "sse"])
def test_customer_writes_taps_and_is_answered(server: WebServer, phone: Page, transport: str) -> None:
    chat = ChatPage(phone, server.url, f"?transport={transport}").open()
    chat.write("Сколько стоит консультация и есть окно завтра?")
    chat.tap("Пн 23 ноя, 14:30")
    chat.expect_bubble("Записала: Пн 23 ноя, 14:30")
    expect(phone.locator(".choices button:visible")).to_have_count(0)
    assert chat.lines() == [
        "Сколько стоит консультация и есть окно завтра?", "Какое время вам удобно?", "Пн 23 ноя, 14:30",
        "Записала: Пн 23 ноя, 14:30",
    ]  # fmt: skip
    expect(phone.locator("[data-state=sending]")).to_have_count(0)


def test_reload_shows_the_same_conversation(server: WebServer, phone: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write("Есть окно?")
    chat.expect_bubble("Какое время вам удобно?")
    before = chat.lines()
    chat.open()
    chat.expect_bubble("Какое время вам удобно?")
    assert chat.lines() == before
    expect(phone.locator(".choices:visible button")).to_have_count(3)


def test_restarted_server_loses_nothing_and_repeats_nothing(server: WebServer, phone: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write("до перезапуска")
    chat.expect_bubble("Слышу: до перезапуска")
    server.stop()
    phone.locator("[data-line=offline]").wait_for()
    chat.write("пока никого нет")
    expect(phone.locator("[data-state=sending]")).to_have_count(1)
    server.start()
    chat.expect_bubble("Слышу: пока никого нет")
    assert chat.lines() == [
        "до перезапуска",
        "Слышу: до перезапуска",
        "пока никого нет",
        "Слышу: пока никого нет",
    ]
    expect(phone.locator("[data-line=online]")).to_have_count(1)


@pytest.mark.parametrize("transport", ["ws", "sse"])
def test_a_page_whose_visitor_is_not_known_any_more_goes_on_as_a_new_one(
    server: WebServer, phone: Page, transport: str
) -> None:
    chat = ChatPage(phone, server.url, f"?transport={transport}").open()
    chat.write("до переезда")
    chat.expect_bubble("Слышу: до переезда")
    chat.write("ещё раз")
    chat.expect_bubble("Слышу: ещё раз")
    server.stop()
    phone.locator("[data-line=offline]").wait_for()
    chat.write("пока никого нет")
    server.start_anew()
    chat.expect_bubble("Слышу: пока никого нет")
    assert chat.lines() == ["пока никого нет", "Слышу: пока никого нет"]


def test_page_speaks_the_visitors_language_and_another_when_asked(server: WebServer, phone: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    expect(phone.locator("textarea")).to_have_attribute("placeholder", "Напишите сообщение…")
    phone.get_by_title("Հայերեն").click()
    chat.page.locator("[data-line=online]").wait_for()
    expect(phone.locator("textarea")).to_have_attribute("placeholder", "Գրեք հաղորդագրություն…")
    expect(phone.locator("html")).to_have_attribute("lang", "hy")


def test_days_are_named_in_armenian_though_the_browser_does_not_know_it(
    server: WebServer, phone: Page
) -> None:
    chat = ChatPage(phone, server.url).open()
    phone.get_by_title("Հայերեն").click()
    chat.page.locator("[data-line=online]").wait_for()
    chat.write("Բարև")
    expect(phone.locator(".day").first).to_have_text("Այսօր")


def test_page_says_that_software_answers(server: WebServer, phone: Page) -> None:
    """EU AI Act, article 50."""
    ChatPage(phone, server.url).open()
    expect(phone.get_by_text("Отвечает программа")).to_be_visible()


def test_nothing_is_wider_than_a_phone(server: WebServer, phone: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write("длинное" * 200)
    chat.expect_bubble("Слышу: длинное")
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_widget_opens_on_a_foreign_page_and_remembers_its_visitor(
    server: WebServer, shop: Shop, phone: Page
) -> None:
    server.stop()
    server.allow(shop.url)
    server.start()
    page = f'<!doctype html><link rel="icon" href="data:,"><h1>Shop</h1><script src="{server.url}/widget.js" data-lang="en"></script>'
    shop.put("index.html", page)
    shop.put("prices.html", page)
    phone.goto(f"{shop.url}/index.html")
    phone.get_by_label("Open the chat").click()
    frame = phone.frame_locator("iframe")
    frame.locator("[data-line=online]").wait_for()
    frame.locator("textarea").fill("Hello")
    frame.locator("textarea").press("Enter")
    frame.get_by_text("Слышу: Hello").wait_for()
    phone.goto(f"{shop.url}/prices.html")
    phone.get_by_label("Open the chat").click()
    phone.frame_locator("iframe").get_by_text("Слышу: Hello").wait_for()
    phone.frame_locator("iframe").get_by_label("Close the chat").click()
    expect(phone.locator("iframe")).to_be_hidden()


def test_answer_that_overtakes_the_ack_still_comes_after_the_question(server: WebServer, phone: Page) -> None:
    """Events and POST are two lines: the slow answer to the POST must not reorder the talk."""
    held: list[Route] = []

    def hold_the_answer(route: Route) -> None:
        answer = route.fetch()
        phone.locator(".from-bot:not([data-typing])").first.wait_for()
        route.fulfill(response=answer)
        held.append(route)

    phone.route("**/chat/messages*", hold_the_answer)
    chat = ChatPage(phone, server.url, "?transport=sse").open()
    chat.write("Есть окно?")
    expect(phone.locator(".choices:visible button")).to_have_count(3)
    expect(phone.locator("[data-state=sending]")).to_have_count(0)
    assert chat.lines() == ["Есть окно?", "Какое время вам удобно?"]
    assert len(held) == 1
