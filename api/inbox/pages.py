"""The inbox's pages: the queue, and one conversation beside it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.inbox.addresses import Id
from api.inbox.conversation_page import Page, read_page
from api.inbox.staff_session import StaffSession, keep_awake, require_staff
from api.inbox.views import BOXES, Box, Queue, read_queue
from api.web import Web


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/inbox", response_class=HTMLResponse)
    async def inbox(request: Request) -> Response:
        session = await require_staff(web, request)
        await keep_awake(web, request)
        return await show_inbox(web, request, session, None)

    @router.get("/inbox/c/{conversation_id}", response_class=HTMLResponse)
    async def conversation(request: Request, conversation_id: Id) -> Response:
        session = await require_staff(web, request)
        await keep_awake(web, request)
        return await show_inbox(web, request, session, conversation_id)

    @router.get("/inbox/c/{conversation_id}/pane", response_class=HTMLResponse)
    async def pane(request: Request, conversation_id: Id) -> Response:
        session = await require_staff(web, request)
        return await show_pane(web, request, session, conversation_id)

    return router


async def show_inbox(
    web: Web,
    request: Request,
    session: StaffSession,
    conversation_id: str | None,
    *,
    status: int = 200,
    notice: dict[str, str] | None = None,
) -> HTMLResponse:
    """The whole page. Raises NotFound."""
    box, language = chosen_box(request), web.pages.language_of(request)
    business, now = web.desk.business, web.desk.clock.now()

    def read(connection: Any) -> tuple[Queue, Page | None]:
        queue = read_queue(connection, business, box, language, now)
        page = (
            read_page(connection, business, conversation_id, language, now)
            if conversation_id is not None
            else None
        )
        return queue, page

    queue, page = await web.desk.database.read(read)
    return web.pages.respond(
        request, "inbox/inbox.html", status=status, language=language, staff=session.staff, csrf=session.csrf, box=box,
        boxes=BOXES, rows=queue.rows, counts=queue.counts, last_event=queue.last_event, page=page, notice=notice,
        framed=request.query_params.get("framed") == "1",
    )  # fmt: skip


async def show_pane(
    web: Web,
    request: Request,
    session: StaffSession,
    conversation_id: str,
    *,
    status: int = 200,
    notice: dict[str, str] | None = None,
) -> HTMLResponse:
    """The conversation alone, for htmx. Raises NotFound."""
    language, business, now = web.pages.language_of(request), web.desk.business, web.desk.clock.now()
    page = await web.desk.database.read(lambda c: read_page(c, business, conversation_id, language, now))
    return web.pages.respond(
        request, "inbox/_pane.html", status=status, language=language, staff=session.staff, csrf=session.csrf,
        box=chosen_box(request), page=page, notice=notice,
    )  # fmt: skip


def chosen_box(request: Request) -> Box:
    """`?box=`; everything when it names none."""
    asked = request.query_params.get("box")
    return next((box for box in BOXES if box == asked), "all")
