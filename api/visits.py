"""A visit as a calendar file, behind an unguessable link: only whoever has the link reads it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.visit_file import visit_file
from api.web import Web
from domain.errors import NotFound
from storage import calendar

Token = Annotated[str, Path(min_length=20, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["visits"])
    desk = web.desk

    @router.get(
        "/visits/{token}.ics",
        response_class=Response,
        responses={
            200: {
                "content": {"text/calendar": {"example": "BEGIN:VCALENDAR…"}},
                "description": "A calendar file",
            },
            404: {"description": "No such file"},
        },
    )
    async def read_visit(token: Token) -> Response:
        """The visits of one booking, as they are now: moved ones at their new time, cancelled ones marked so."""
        visits = await desk.database.read(lambda c: calendar.visits_of_token(c, token))
        if not visits:
            raise NotFound("there is no such calendar file; the link is in the confirmation of the booking")
        language = await desk.database.read(lambda c: calendar.language_of(c, visits[0].id))
        spoken = language or desk.business.profile.default_language
        return Response(
            visit_file(desk.business, visits, spoken, desk.clock.now()),
            media_type="text/calendar",
            headers={
                "Content-Disposition": 'attachment; filename="visit.ics"',
                "Cache-Control": "private, no-store",
                "X-Robots-Tag": "noindex",
            },
        )

    return router
