"""What the doors take and answer, for those who write programs against them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from api.inbox.staff_session import require_staff_or_key
from api.nearness import is_on_this_machine
from api.web import Web


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    async def describe(request: Request) -> dict[str, Any]:
        """For this machine, and for whoever may read the JSON API; customers need no map of the doors."""
        if not is_on_this_machine(request):
            await require_staff_or_key(web, request)
        described: dict[str, Any] = request.app.openapi()
        return described

    return router
