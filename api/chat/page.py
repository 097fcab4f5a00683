"""The chat's page, and the script that puts it on other people's pages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.calendar_words import calendar_words
from api.web import Web
from api.words import words_in
from domain.business import Business
from domain.language import LANGUAGES, Language

STATIC = Path(__file__).parent.parent / "static" / "chat"

_CHROME = {
    "connecting": "chat-connecting", "online": "chat-online", "offline": "chat-offline", "slow": "chat-slow",
    "refused": "chat-refused", "you": "chat-you", "bot": "chat-bot", "staff": "chat-staff", "choices": "chat-choices",
}  # fmt: skip


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/chat", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        language = web.pages.language_of(request)
        business = web.desk.business
        transport = request.query_params.get("transport", "")
        return web.pages.respond(
            request,
            "chat.html",
            language=language,
            embed=request.query_params.get("embed") == "1",
            transport=transport if transport in ("ws", "sse") else "",
            introduction=introduction(business, language),
            starters=[goal.label.in_language(language) for goal in business.qualification.goals],
            chrome=_chrome(language),
            calendar=calendar_words(language),
        )

    @router.get("/widget.js")
    async def widget() -> Response:
        source = _widget(web.desk.business.profile.default_language)
        return Response(
            source,
            media_type="text/javascript; charset=utf-8",
            headers={"Cache-Control": "public, max-age=300"},
        )

    return router


def introduction(business: Business, language: Language) -> str:
    """Who answers, and what can be asked: free times only where there are any."""
    asked = "visits" if business.books else "goods" if business.catalogue else "anything"
    return words_in(language)(
        f"chat-introduction-{asked}", assistant=business.profile.assistant.in_language(language)
    )


def _chrome(language: Language) -> dict[str, str]:
    words = words_in(language)
    return {name: words(message_id) for name, message_id in _CHROME.items()}


@cache
def _widget(default: Language) -> str:
    texts = {
        language: {
            "open": words_in(language)("widget-open"),
            "close": words_in(language)("widget-close"),
            "title": words_in(language)("chat-log"),
        }
        for language in LANGUAGES
    }
    source = (STATIC / "widget.js").read_text(encoding="utf-8")
    return source.replace("__WORDS__", json.dumps(texts, ensure_ascii=False)).replace(
        "__DEFAULT__", json.dumps(default)
    )
