"""The customer's chat page, as a customer uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class ChatPage:
    def __init__(self, page: Page, url: str, query: str = "") -> None:
        self.page = page
        self._url = f"{url}/chat{query}"

    def open(self) -> ChatPage:
        self.page.goto(self._url)
        self.page.locator("[data-line=online]").wait_for()
        return self

    def write(self, text: str) -> None:
        field = self.page.locator("textarea")
        field.fill(text)
        field.press("Enter")

    def tap(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".bubble p").filter(has_text=text)

    def expect_bubble(self, text: str) -> None:
        expect(self.bubble(text)).to_have_count(1, timeout=30_000)

    def lines(self) -> list[str]:
        return self.page.locator(".message:not([data-typing]) .bubble p").all_inner_texts()
