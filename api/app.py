"""The web application: every door of one desk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from api import business_events, demo, description, health, records, visits, webhooks
from api.acknowledging import ShortWay, acknowledgers
from api.body import BodyLimit
from api.chat import page, socket, stream
from api.desk_port import Desk
from api.inbox import actions, decisions, live, pages, sign_in
from api.metrics import Metrics, RequestMetrics
from api.pages import HERE, Pages
from api.problems import add_problem_handlers
from api.quotes import page as quote_page
from api.security import SecurityHeaders
from api.web import Web
from domain.errors import Permanent

DESCRIPTION = """The doors of a closeloop desk.

Times are ISO 8601 in UTC. Errors are `{"detail": "what is wrong and what would be right"}`."""


def create_app(desk: Desk, *, demo_mode: bool = False, allowed_origins: Sequence[str] = ()) -> FastAPI:
    """The application of `desk`, which is started and stopped with it.

    `demo_mode` adds `/demo` and signs staff in by itself for browsers on this machine. `allowed_origins`
    (`https://host[:port]`) are other sites that may embed the chat.
    """
    metrics = Metrics(desk)
    web = Web(
        desk=desk, pages=Pages(desk), metrics=metrics, demo=demo_mode, allowed_origins=tuple(allowed_origins)
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            await desk.start()
        except Permanent as error:
            app.state.refused_start = error
            raise
        try:
            yield
        finally:
            await desk.stop()

    app = FastAPI(
        title="closeloop",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # `description` says to whom it is shown
    )
    app.state.web = web
    routers = [
        webhooks,
        page,
        socket,
        stream,
        sign_in,
        pages,
        decisions,
        actions,
        live,
        records,
        quote_page,
        visits,
        business_events,
        description,
        health,
    ]
    for module in routers:
        app.include_router(module.build_router(web))
    if demo_mode:
        app.include_router(demo.build_router(web))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_problem_handlers(app, web)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestMetrics, metrics=metrics)
    app.add_middleware(SecurityHeaders, embedders=web.allowed_origins)
    return app


def with_short_way(app: FastAPI) -> ASGIApp:
    """What is served: `app`, and before it the short way of what messengers deliver."""
    web: Web = app.state.web
    return ShortWay(app, acknowledgers(web), web.metrics)
