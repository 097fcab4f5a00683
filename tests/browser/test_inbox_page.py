"""The staff inbox in a real browser, beside a customer's phone."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Troubles
from tests.fakes.receptionist import DRAFT, NO_DRAFT
from tests.fakes.web_server import WebServer


def ask(server: WebServer, phone: Page) -> ChatPage:
    chat = ChatPage(phone, server.url).open()
    chat.write("Скидку 30 % сделаете?")
    chat.expect_bubble("Уточню у администратора")
    return chat


def open_first(desk: Page) -> None:
    desk.locator(".rows li[data-state=pending] a").first.click()
    desk.locator(".card").first.wait_for()


def test_staff_approves_with_a_key_and_the_customer_sees_the_answer(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ask(server, phone)
    expect(desk.locator(".rows mark.ask")).to_have_count(1)
    open_first(desk)
    desk.keyboard.press("a")
    chat.expect_bubble(DRAFT)
    expect(desk.locator(".card")).to_have_count(0)
    expect(desk.locator(".thread .from-staff")).to_have_count(1)


def test_staff_edits_the_draft_and_the_words_survive_a_new_message(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ask(server, phone)
    open_first(desk)
    desk.keyboard.press("e")
    draft = desk.locator("[data-draft]")
    expect(draft).to_be_focused()
    draft.fill("Дадим 7 % и запишем вас на утро.")
    chat.write("И ещё вопрос")
    expect(desk.locator(".thread")).to_contain_text("И ещё вопрос")
    expect(draft).to_have_value("Дадим 7 % и запишем вас на утро.")
    draft.press("Control+Enter")
    chat.expect_bubble("Дадим 7 % и запишем вас на утро.")


def test_without_a_draft_nothing_is_sent_before_something_is_written(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write(NO_DRAFT)
    chat.expect_bubble("Уточню у администратора")
    open_first(desk)
    draft = desk.locator("[data-draft]")
    desk.keyboard.press("a")
    desk.keyboard.press("r")
    expect(draft).to_be_focused()
    draft.press("Control+Enter")
    expect(desk.locator(".card")).to_have_count(1)
    draft.fill("Да, сделаем 5 %.")
    draft.press("Control+Enter")
    chat.expect_bubble("Да, сделаем 5 %.")
    expect(desk.locator(".card")).to_have_count(0)


def test_the_more_urgent_card_comes_first_and_the_keys_stay_with_the_one_being_read(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ask(server, phone)
    open_first(desk)
    chat.write("Скидку за двоих, срочно?")
    cards = desk.locator(".card")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("срочно")
    expect(cards.first.locator("kbd").first).to_be_hidden()
    expect(cards.last.locator("kbd").first).to_be_visible()
    desk.keyboard.press("x")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("срочно")
    expect(cards.locator("kbd").first).to_be_visible()


def test_the_keys_stay_with_a_card_that_a_refresh_draws_anew(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ask(server, phone)
    open_first(desk)
    desk.evaluate(
        "document.querySelector('.card').removeAttribute('data-keyed')"
    )  # as the server's own card is
    expect(desk.locator(".card kbd").first).to_be_visible()
    desk.keyboard.press("a")
    chat.expect_bubble(DRAFT)


def test_every_one_of_many_cards_can_be_reached_on_a_phone(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ask(server, phone)
    for asked, words in enumerate(("Скидку за двоих?", "Скидку для мамы?"), start=2):
        chat.write(words)
        expect(chat.bubble("Уточню у администратора")).to_have_count(
            asked, timeout=30_000
        )  # two at once are one turn
    desk.set_viewport_size({"width": 390, "height": 780})
    open_first(desk)
    expect(desk.locator(".card")).to_have_count(3)
    expect(desk.locator(".thread")).to_be_in_viewport()
    last = desk.locator(".card").last.get_by_role("button", name="Отклонить")
    desk.locator(".card").first.hover()
    desk.mouse.wheel(0, 5000)
    expect(last).to_be_in_viewport(ratio=1)
    last.click()
    expect(desk.locator(".card")).to_have_count(2)


def test_to_reject_is_no_colour_of_ours(server: WebServer, phone: Page, desk: Page) -> None:
    ask(server, phone)
    open_first(desk)

    def colour(label: str) -> str:
        button = desk.get_by_role("button", name=label)
        return str(button.evaluate("button => getComputedStyle(button).color"))

    assert colour("Отклонить") not in (colour("Отправить с правками"), colour("Только ответить"))


def test_card_decided_elsewhere_disappears_here(
    server: WebServer, phone: Page, desk: Page, desk_context: BrowserContext, troubles: Troubles
) -> None:
    chat = ask(server, phone)
    open_first(desk)
    other = desk_context.new_page()
    troubles.watch(other)
    other.goto(desk.url)
    other.locator("[data-live=on]").wait_for()
    other.keyboard.press("x")
    expect(desk.locator(".card")).to_have_count(0)
    expect(desk.locator("#queue mark.ask")).to_have_count(0)
    chat.expect_bubble(DRAFT)


def test_whoever_is_second_is_told_who_decided_and_the_word_stays_to_be_read(
    server: WebServer, phone: Page, desk: Page, desk_context: BrowserContext
) -> None:
    chat = ask(server, phone)
    open_first(desk)
    other = desk_context.new_page()
    other.goto(desk.url)
    other.locator("[data-live=on]").wait_for()
    other.route("**/decide", lambda route: hold(route, desk))
    other.keyboard.press("x")
    chat.expect_bubble(DRAFT)
    expect(desk.locator(".talk > .notice")).to_be_visible()
    expect(other.locator(".talk > .notice.problem")).to_be_visible()
    chat.write("Спасибо")
    expect(other.locator(".thread")).to_contain_text("Спасибо")
    expect(other.locator(".talk > .notice.problem")).to_be_visible()
    expect(desk.locator(".talk > .notice")).to_be_visible()


def hold(route: Route, desk: Page) -> None:
    """Let the other desk decide first."""
    desk.keyboard.press("a")
    expect(desk.locator(".card")).to_have_count(0)
    route.continue_()


def test_staff_take_over_reply_and_give_back(server: WebServer, phone: Page, desk: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write("Позовите человека")
    chat.expect_bubble("Слышу: Позовите человека")
    desk.locator(".rows a").first.click()
    desk.locator(".thread").wait_for()
    desk.keyboard.press("t")
    reply = desk.locator("[data-submit]")
    expect(reply).to_be_focused()
    reply.fill("Здравствуйте, это Анна.")
    reply.press("Control+Enter")
    chat.expect_bubble("Здравствуйте, это Анна.")
    expect(reply).to_have_value("")
    desk.get_by_role("button", name="Вернуть ассистенту").click()
    expect(reply).to_have_count(0)
    chat.write("Спасибо")
    chat.expect_bubble("Слышу: Спасибо")


def test_new_conversation_appears_without_a_reload_and_keys_walk_the_queue(
    server: WebServer, phone: Page, desk: Page
) -> None:
    for name in ("первый", "второй"):
        phone.context.clear_cookies()
        chat = ChatPage(phone, server.url).open()
        chat.write(name)
        chat.expect_bubble(f"Слышу: {name}")
    expect(desk.locator(".rows li")).to_have_count(2)
    desk.keyboard.press("j")
    expect(desk.locator(".thread")).to_contain_text("второй")
    desk.keyboard.press("j")
    expect(desk.locator(".thread")).to_contain_text("первый")
    desk.keyboard.press("k")
    expect(desk.locator(".thread")).to_contain_text("второй")


def test_keys_can_be_switched_off(server: WebServer, phone: Page, desk: Page) -> None:
    """WCAG 2.1.4."""
    ask(server, phone)
    open_first(desk)
    desk.get_by_role("button", name="Клавиши включены").click()
    desk.locator("h1").first.click()
    desk.keyboard.press("a")
    desk.wait_for_timeout(300)
    expect(desk.locator(".card")).to_have_count(1)


def test_inbox_fits_a_phone(server: WebServer, phone: Page, desk: Page) -> None:
    ask(server, phone)
    desk.set_viewport_size({"width": 390, "height": 780})
    expect(desk.locator(".talk")).to_be_hidden()
    open_first(desk)
    expect(desk.locator(".queue")).to_be_hidden()
    expect(desk.get_by_role("button", name="Одобрить")).to_be_in_viewport()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    desk.locator(".back").click()
    expect(desk.locator(".queue")).to_be_visible()


def test_inbox_comes_back_to_life_after_a_restart(server: WebServer, phone: Page, desk: Page) -> None:
    chat = ChatPage(phone, server.url).open()
    server.stop()
    desk.locator("[data-live=off]").wait_for()
    server.start()
    desk.locator("[data-live=on]").wait_for(timeout=20_000)
    phone.locator("[data-line=online]").wait_for()
    chat.write("после перезапуска")
    expect(desk.locator(".rows")).to_contain_text("после перезапуска")


def test_a_decision_that_nobody_answers_is_told_and_keeps_its_words(
    server: WebServer, phone: Page, desk: Page
) -> None:
    ask(server, phone)
    open_first(desk)
    desk.locator("[data-draft]").fill("Свои слова")
    desk.route("**/decide", lambda route: route.abort("connectionrefused"))
    desk.get_by_role("button", name="Отправить с правками").click()
    expect(desk.get_by_role("alert")).to_contain_text("Нет ответа")
    expect(desk.locator("[data-draft]")).to_have_value("Свои слова")
    desk.unroute("**/decide")
    desk.get_by_role("button", name="Отправить с правками").click()
    expect(desk.get_by_role("status")).to_contain_text(["Готово"])
    expect(desk.get_by_role("alert")).to_have_count(0)


def test_a_screen_whose_sign_in_has_ended_asks_for_it_again(server: WebServer, desk: Page) -> None:
    server.stop()
    desk.locator("[data-live=off]").wait_for()
    server.start_anew()
    expect(desk.locator("input[name=password]")).to_be_visible(timeout=20_000)


def test_a_demo_that_was_begun_anew_shows_its_inbox_again(server: WebServer, desk: Page) -> None:
    desk.goto(f"{server.url}/demo")
    screen = desk.frame_locator(".screen iframe")
    screen.locator("[data-live=on]").wait_for(state="attached")
    server.stop()
    screen.locator("[data-live=off]").wait_for(state="attached")
    server.start_anew()
    screen.locator("[data-live=on]").wait_for(state="attached", timeout=20_000)
    expect(screen.locator("input[name=password]")).to_have_count(0)


def test_customers_markup_does_nothing_on_the_staff_screen(
    server: WebServer, phone: Page, desk: Page
) -> None:
    chat = ChatPage(phone, server.url).open()
    chat.write("<img src=x onerror=\"document.title='взломано'\"><script>document.title='взломано'</script>")
    chat.expect_bubble("Слышу")
    desk.locator(".rows a").first.click()
    expect(desk.locator(".thread")).to_contain_text("<script>")
    assert "взломано" not in desk.title()
    assert "взломано" not in phone.title()
