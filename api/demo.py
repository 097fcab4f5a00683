"""The first thing a new owner sees: a customer's phone beside the staff inbox, both real and both live."""

from __future__ import annotations

import asyncio
import secrets

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from api.chat import visitors
from api.inbox.sign_in import give_cookie
from api.inbox.staff_session import find_session
from api.nearness import is_on_this_machine
from api.origin import check_own_origin
from api.pages import is_secure
from api.web import Web
from api.words import words_in
from domain.errors import NotFound
from domain.language import Language
from storage import staff as accounts

LOGIN = "demo"


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def home() -> Response:
        return RedirectResponse("/demo", 303)

    @router.get("/demo", response_class=HTMLResponse)
    async def demo(request: Request) -> Response:
        if not is_on_this_machine(request):
            raise NotFound("the demo is shown on the machine it runs on")
        language = web.pages.language_of(request)
        sayings = [example.in_language(language) for example in web.desk.business.profile.examples]
        response = web.pages.respond(request, "demo/demo.html", language=language, sayings=sayings)
        if await find_session(web, request) is None:
            give_cookie(request, response, await _sign_in(web, language))
        return response

    @router.post("/demo/new")
    async def new_customer(request: Request) -> Response:
        if not is_on_this_machine(request):
            raise NotFound("the demo is shown on the machine it runs on")
        check_own_origin(request)
        response = RedirectResponse("/demo", 303)
        response.delete_cookie(
            visitors.cookie_name(request), path="/", secure=is_secure(request), httponly=True
        )
        return response

    return router


async def _sign_in(web: Web, language: Language) -> str:
    """A session of the demo's own account, whose password nobody knows. It is called by the words of who came first."""
    password_hash = await asyncio.to_thread(accounts.hash_password, secrets.token_urlsafe(24))
    now = web.desk.clock.now()
    name = words_in(language)("staff-title")

    def open_session(connection: Connection) -> str:
        members = {member.login: member for member in accounts.list_members(connection)}
        member = members.get(LOGIN) or accounts.add(
            connection, login=LOGIN, name=name, password_hash=password_hash, now=now
        )
        return accounts.open_session(connection, member.id, now)

    return await web.desk.database.write(open_session)
