"""Keeps open inbox pages current. The `inbox_event` table is the tail; its ids are the stream's event ids."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sse_starlette.sse import EventSourceResponse

from api.chat.lines import HEARTBEAT_SECONDS
from api.inbox.pages import chosen_box
from api.inbox.staff_session import cookie_name, find_session, require_staff
from api.inbox.views import BOXES, Box, read_queue
from api.web import Web
from domain.language import Language
from engine.notifier import STAFF, Subscription
from storage import transcript

TAIL = 200
GATHER_SECONDS = 0.05
"""A commit and its notes come in bursts: one redraw for all of them."""


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/inbox/events", response_class=EventSourceResponse)
    async def events(request: Request, after: Annotated[int, Query(ge=0, lt=2**53)] = 0) -> Response:
        if await find_session(web, request) is None and cookie_name(request) in request.cookies:
            return EventSourceResponse(_signed_out())
        await require_staff(web, request)
        seen = request.headers.get("last-event-id", "")
        start = max(after, int(seen)) if seen.isdecimal() and len(seen) < 16 else after
        box, language = chosen_box(request), web.pages.language_of(request)
        return EventSourceResponse(_stream(web, request, start, box, language), ping=HEARTBEAT_SECONDS)

    return router


async def _signed_out() -> AsyncIterator[dict[str, str]]:
    """To a page whose session has ended meanwhile: a redirect would only look like a broken line to its stream."""
    yield {"event": "signed-out", "data": ""}


async def _stream(
    web: Web, request: Request, after: int, box: Box, language: Language
) -> AsyncIterator[dict[str, str]]:
    """For each burst of changes: the redrawn queue, and one named event per conversation that changed."""
    with web.desk.notifier.subscribe(STAFF) as notes:
        touched: set[str] = set()
        while True:
            changes = await web.desk.database.read(
                partial(transcript.events_after, event_id=after, limit=TAIL)
            )
            touched |= {change.conversation_id for change in changes}
            if changes:
                after = changes[-1].id
            if touched:
                if await find_session(web, request) is None:
                    yield {"event": "signed-out", "data": ""}
                    return
                yield {"data": await _draw_queue(web, box, language), "id": str(after)}
                for conversation_id in sorted(touched):
                    yield {"event": f"changed-{conversation_id}", "data": "", "id": str(after)}
            touched = await _gather(notes)


async def _gather(notes: Subscription) -> set[str]:
    """Conversations named by the next notes; empty after a quiet while."""
    touched: set[str] = set()
    wait = HEARTBEAT_SECONDS
    while True:
        try:
            note = await asyncio.wait_for(notes.get(), wait)
        except TimeoutError:
            return touched
        if note.kind != "typing":
            touched.add(note.conversation_id)
            wait = GATHER_SECONDS


async def _draw_queue(web: Web, box: Box, language: Language) -> str:
    business, now = web.desk.business, web.desk.clock.now()
    queue = await web.desk.database.read(lambda c: read_queue(c, business, box, language, now))
    html = web.pages.render(
        "inbox/_queue.html", language, rows=queue.rows, counts=queue.counts, box=box, boxes=BOXES
    )
    return f'<hx-partial hx-target="#queue" hx-swap="outerMorph">{html}</hx-partial>'
