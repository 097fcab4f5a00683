"""Where messengers deliver, as the framework describes it. What is done with a delivery: `api/acknowledging.py`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.acknowledging import MEDIA_TYPE, ROUTE, acknowledgers, first_headers
from api.web import Web

_EXAMPLE = {
    "update_id": 1, "message": {"message_id": 7, "date": 1795255200, "text": "Есть окно завтра?",
                                "chat": {"id": 42, "type": "private"}, "from": {"id": 42, "first_name": "Анна"}},
}  # fmt: skip


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["webhooks"])
    known = acknowledgers(web)

    @router.post(
        ROUTE,
        summary="A messenger's update",
        openapi_extra={
            "parameters": [{"name": "channel", "in": "path", "required": True, "schema": {"type": "string"}}],
            "requestBody": {"required": True, "content": {"application/json": {"example": _EXAMPLE}}},
        },
        responses={
            200: {"content": {"application/json": {"example": {"stored": 1, "duplicates": 0}}}},
            400: {"description": "Not the documented form; `detail` says what is wrong"},
            401: {"description": "The signature or secret does not fit"},
            404: {"description": "No such channel here"},
            413: {"description": "Larger than one megabyte"},
            503: {"description": "Not stored; deliver it again"},
        },
    )
    async def receive(request: Request) -> Response:
        """Every event of the body is stored before the answer. The same body again stores nothing (R69)."""
        channel: str = request.path_params["channel"]
        acknowledger = known.get(channel)
        if acknowledger is None:
            return JSONResponse({"detail": f"there is no webhook for {channel[:40]!r} here"}, 404)
        answer = await acknowledger.acknowledge(first_headers(request.scope["headers"]), request.receive)
        return Response(answer.body(), answer.status, answer.headers, MEDIA_TYPE)

    return router
