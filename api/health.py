"""For whoever watches over the installation."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

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
        responses={200: {"content": {"text/plain": {"example": "closeloop_pending_approvals 2.0"}}}},
    )
    async def metrics() -> Response:
        """Prometheus text."""
        pending = await web.desk.database.read(approvals.list_pending)
        late = sum(question.answer_due_at < web.desk.clock.now() for question in pending)
        web.metrics.pending_approvals.set(len(pending))
        web.metrics.late_approvals.set(late)
        return Response(generate_latest(web.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router
