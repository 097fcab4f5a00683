"""`GET /quotes/{token}.pdf`: the quote for whoever has its link."""

from __future__ import annotations

import asyncio
import re

from fastapi import APIRouter
from fastapi.responses import Response

from agents.writing.composer import Composer
from api.quotes.pdf import draw_quote
from api.web import Web
from domain.errors import NotFound
from storage import contacts, quotes

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["quotes"])
    desk = web.desk
    composer = Composer(desk.business)

    @router.get(
        "/quotes/{token}.pdf",
        response_class=Response,
        responses={
            200: {
                "content": {"application/pdf": {"example": "%PDF-1.3…"}},
                "description": "The quote as it was given",
            },
            404: {"description": "No quote has this link"},
        },
    )
    async def show_quote(token: str) -> Response:
        """The quote as it was given, in the customer's language; the link is the permission."""
        if not _TOKEN.fullmatch(token):
            raise NotFound("no quote has this link")
        stored = await desk.database.read(lambda c: quotes.find_by_token(c, token))
        if stored is None:
            raise NotFound("no quote has this link")
        person = await desk.database.read(lambda c: contacts.find(c, stored.contact_id))
        drawn = await asyncio.to_thread(
            draw_quote, stored.quote, desk.business, composer, customer=person.name
        )
        name = f"quote-{stored.quote.number}.pdf"
        return Response(
            drawn,
            media_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{name}"',
                "Cache-Control": "private, max-age=3600",
                "X-Robots-Tag": "noindex",
            },
        )

    return router
