"""What callers are told when something is wrong. Nothing ever answers with a bare 500 page of the framework."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.body import BodyTooLarge
from api.web import Web
from domain.errors import BadRequest, BadSignature, NotFound, Permanent, Retryable, place_of

log = structlog.get_logger()

UNFORESEEN = "something went wrong here; it was logged"


class SignInFirst(Exception):
    """A page needs a staff member; answered with a redirect to the sign-in, or 401 for programs."""


class WrongForm(Exception):
    """A form without this session's token."""

    def __init__(self) -> None:
        super().__init__("the form is out of date")


_TOLD: dict[type[Exception], tuple[int, str]] = {
    WrongForm: (403, "error-expired"),
    NotFound: (404, "error-missing"),
    BodyTooLarge: (413, "error-title"),
    BadSignature: (403, "error-expired"),
    BadRequest: (400, "error-title"),
}
"""Errors that callers are told as they are: with which status, and what a page says of it."""

Tell = Callable[[Request, int, str, str], Response]


def add_problem_handlers(app: FastAPI, web: Web) -> None:
    """Pages for people under /inbox and /demo, JSON for everyone else."""

    def tell(request: Request, status: int, detail: str, message_id: str = "error-title") -> Response:
        if request.url.path.startswith(("/inbox", "/demo")) and "html" in request.headers.get(
            "accept", "html"
        ):
            return web.pages.respond(request, "inbox/problem.html", status=status, message=message_id)
        return JSONResponse({"detail": detail}, status)

    @app.exception_handler(SignInFirst)
    async def sign_in(request: Request, error: SignInFirst) -> Response:
        if not request.url.path.startswith(("/inbox", "/demo")):
            return JSONResponse({"detail": "sign in as staff, or send X-API-Key"}, 401)
        target = (
            request.url.path if request.method == "GET" and "/events" not in request.url.path else "/inbox"
        )
        if request.headers.get("hx-request"):
            return Response(status_code=204, headers={"HX-Redirect": "/inbox/login"})
        return RedirectResponse(f"/inbox/login?next={target}", 303)

    for kind, (status, message_id) in _TOLD.items():
        app.add_exception_handler(kind, _teller(tell, status, message_id))

    @app.exception_handler(Retryable)
    async def busy(request: Request, error: Retryable) -> Response:
        log.warning("http.busy", reason=type(error).__name__)
        response = tell(request, 503, "not stored, try again")
        response.headers["Retry-After"] = "2"
        return response

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        problems = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()[:5]]
        text = "; ".join(problems).encode("utf-8", "replace").decode()
        return tell(request, 422, text)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        missing = "error-missing" if error.status_code == 404 else "error-title"
        response = tell(request, error.status_code, str(error.detail), missing)
        response.headers.update(error.headers or {})
        return response

    app.add_middleware(LastResort, answer=lambda request: tell(request, 500, UNFORESEEN))


def _teller(tell: Tell, status: int, message_id: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def as_it_is(request: Request, error: Exception) -> Response:
        return tell(request, status, str(error), message_id)

    return as_it_is


class LastResort:
    """What nobody foresaw is logged by its class and place, and goes no further: the server would print its text,
    which may quote a customer.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request], Response]) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, _without_traceback(scope, send))
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            note_unforeseen(error)
            if scope["type"] == "http" and not started:
                await self._tell(Request(scope))(scope, receive, send)
            elif scope["type"] == "websocket":
                with suppress(RuntimeError):  # closed already
                    await send({"type": "websocket.close", "code": 1011})

    def _tell(self, request: Request) -> Response:
        """The answer; a plain one where it is the page that fails."""
        try:
            return self._answer(request)
        except Exception as error:
            note_unforeseen(error)
            return JSONResponse({"detail": UNFORESEEN}, 500)


def note_unforeseen(error: Exception) -> None:
    """In the log, by its class and place."""
    log.error("http.unforeseen", error=type(error).__name__, where=place_of(error))


def _without_traceback(scope: Scope, send: Send) -> Send:
    """Why the desk refuses to start is a sentence for a person (`refused_start` of the app's state); the server would
    print the way through our code instead.
    """

    async def send_plainly(message: Message) -> None:
        if message["type"] == "lifespan.startup.failed" and refusal_of(scope["app"]) is not None:
            message = {"type": message["type"]}
        await send(message)

    return send_plainly


def refusal_of(app: Starlette) -> Permanent | None:
    """Why the desk has refused to start."""
    refusal: Permanent | None = getattr(app.state, "refused_start", None)
    return refusal
