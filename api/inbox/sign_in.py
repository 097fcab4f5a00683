"""Signing in and out."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.inbox.staff_session import cookie_name, find_session, require_form
from api.limits import network_of
from api.origin import check_own_origin
from api.pages import is_secure
from api.web import Web
from api.words import words_in
from storage import staff as accounts

log = structlog.get_logger()

DOOR_COOKIE = "closeloop_door"
"""Ties the sign-in form to the browser that asked for it."""

SLOW_SECONDS = 2.0
"""How long each try takes while an account's password is being guessed from many addresses. Nobody is locked out for
what others do: a wrong password only ever locks its own address, and only for that account or when it tries many."""

Text = Annotated[str, Form(max_length=300)]


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    database, clock = web.desk.database, web.desk.clock

    @router.get("/inbox/login", response_class=HTMLResponse)
    async def show_form(request: Request, next: str = "/inbox") -> Response:
        if await find_session(web, request) is not None:
            return RedirectResponse(_own_path(next), 303)
        return _form(request, web, target=next)

    @router.post("/inbox/login")
    async def sign_in(
        request: Request, login: Text = "", password: Text = "", csrf: Text = "", next: Text = "/inbox"
    ) -> Response:
        check_own_origin(request)
        words = words_in(web.pages.language_of(request))
        door = request.cookies.get(DOOR_COOKIE, "")
        if not door or not hmac.compare_digest(door.encode(), csrf.encode("utf-8", "replace")):
            return _form(request, web, target=next, login=login, problem=words("error-expired"), status=403)
        address, account = network_of(request), f"login:{accounts.as_stored(login)}"
        here = f"{account} address:{address}"
        if web.guesses.is_spent(account) > 0:
            await web.pause(SLOW_SECONDS)
        async with web.tries.of(address):
            wait = max(web.sign_ins.is_spent(here), web.doors.is_spent(address))
            if wait > 0:
                problem = words("login-locked", minutes=max(1, round(wait / 60)))
                return _form(request, web, target=next, login=login, problem=problem, status=429)
            member = await database.read(lambda c: accounts.check_password(c, login, password))
            if member is None:
                web.sign_ins.take(here)
                web.doors.take(address)
                web.guesses.take(account)
                log.warning("staff.sign_in_failed")
                return _form(request, web, target=next, login=login, problem=words("login-wrong"), status=401)
            web.sign_ins.forgive(here)
        now = clock.now()
        token = await database.write(lambda c: accounts.open_session(c, member.id, now))
        response = RedirectResponse(_own_path(next), 303)
        give_cookie(request, response, token)
        response.delete_cookie(DOOR_COOKIE, path="/inbox")
        log.info("staff.signed_in", staff_id=member.id)
        return response

    @router.post("/inbox/logout")
    async def sign_out(request: Request, csrf: Text = "") -> Response:
        await require_form(web, request, csrf)
        token = request.cookies.get(cookie_name(request), "")
        await database.write(lambda c: accounts.close_session(c, token))
        response = RedirectResponse("/inbox/login", 303)
        response.delete_cookie(cookie_name(request), path="/", secure=is_secure(request), httponly=True)
        return response

    return router


def give_cookie(request: Request, response: Response, token: str) -> None:
    """Ends with the browser; the server ends it after 12 idle hours anyway."""
    response.set_cookie(
        cookie_name(request), token, path="/", httponly=True, samesite="lax", secure=is_secure(request)
    )


def _form(
    request: Request, web: Web, *, target: str, login: str = "", problem: str = "", status: int = 200
) -> HTMLResponse:
    door = request.cookies.get(DOOR_COOKIE) or secrets.token_urlsafe(24)
    response = web.pages.respond(
        request, "inbox/login.html", status=status, csrf=door, next=_own_path(target), login=login, problem=problem,
    )  # fmt: skip
    response.set_cookie(
        DOOR_COOKIE,
        door,
        path="/inbox",
        httponly=True,
        samesite="strict",
        secure=is_secure(request),
        max_age=3600,
    )
    return response


def _own_path(target: str) -> str:
    """Only our own inbox pages: a sign-in must not send people elsewhere."""
    plain = target.split("?")[0]
    safe = plain.isascii() and "\\" not in plain and "//" not in plain and plain.startswith("/inbox")
    return plain if safe and plain.isprintable() else "/inbox"
