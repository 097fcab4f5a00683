"""For whoever watches over the installation."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.keys import is_shown
from api.nearness import is_on_this_machine
from api.web import Web
from domain.errors import CloseloopError
from storage import approvals

READY_WITHIN_SECONDS = 2.0


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/health", responses={200: {"content": {"application/json": {"example": {"status": "ok"}}}}})
    async def health() -> dict[str, str]:
        """The door answers, whatever else does not."""
        return {"status": "ok"}

    @router.get(
        "/ready",
        responses={
            200: {"content": {"application/json": {"example": {"status": "ready"}}}},
            503: {
                "description": "Not yet, or not any more; `status` says why. Messages are still stored, unless it is"
                " the database that does not answer"
            },
        },
    )
    async def ready() -> JSONResponse:
        """Messages are taken in and answered."""
        try:
            async with asyncio.timeout(READY_WITHIN_SECONDS):
                await web.desk.database.read(
                    lambda connection: connection.execute(sa.text("SELECT 1")).scalar()
                )
        except (TimeoutError, sa.exc.SQLAlchemyError, CloseloopError, RuntimeError):
            return JSONResponse({"status": "the database does not answer"}, 503)
        if not web.desk.readiness.is_ready:
            return JSONResponse({"status": web.desk.readiness.reason}, 503)
        return JSONResponse({"status": "ready"})

    @router.get(
        "/metrics",
        response_class=Response,
        responses={
            200: {"content": {"text/plain": {"example": "closeloop_pending_approvals 2.0"}}},
            401: {
                "description": "Neither this machine nor `Authorization: Bearer` with CLOSELOOP_METRICS_TOKEN"
            },
        },
    )
    async def metrics(request: Request) -> Response:
        """Prometheus text, for this machine and for whoever shows the token: how much a business has to do is its own."""
        if not is_on_this_machine(request) and not _shows_token(web, request):
            detail = "send Authorization: Bearer with CLOSELOOP_METRICS_TOKEN, or ask on this machine"
            return JSONResponse({"detail": detail}, 401, headers={"WWW-Authenticate": "Bearer"})
        pending = await web.desk.database.read(approvals.list_pending)
        late = sum(question.answer_due_at < web.desk.clock.now() for question in pending)
        web.metrics.pending_approvals.set(len(pending))
        web.metrics.late_approvals.set(late)
        return Response(generate_latest(web.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router


def _shows_token(web: Web, request: Request) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and is_shown(web.desk.settings.metrics_token, token.strip())
