"""Events from the owner's other programs: "quote sent", "order delivered"."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.inbox.staff_session import has_key
from api.moments import checked_moment
from api.problems import SignInFirst
from api.web import Web
from domain.event import Event
from domain.text import clean_text

LARGEST_DATA = 50

_EXAMPLE: dict[str, JsonValue] = {
    "id": "crm-2026-000123", "name": "quote_sent", "conversation_id": "conv-4f0c…",
    "occurred_at": "2026-11-21T10:00:00Z", "data": {"amount": "120000", "currency": "AMD"},
}  # fmt: skip


class BusinessEvent(BaseModel):
    """`id` is the sender's own: the same id twice is one event."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    id: str = Field(min_length=1, max_length=200)
    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")
    conversation_id: str = Field(min_length=1, max_length=200)
    occurred_at: datetime
    data: dict[str, JsonValue] = Field(default_factory=dict, max_length=LARGEST_DATA)


class EventTaken(BaseModel):
    """`duplicate`: it was known already, nothing happens again."""

    conversation_id: str
    duplicate: bool


def build_router(web: Web) -> APIRouter:
    router = APIRouter(tags=["events"])

    @router.post(
        "/api/events",
        summary="Something happened outside",
        responses={
            200: {
                "content": {
                    "application/json": {"example": {"conversation_id": "conv-4f0c…", "duplicate": False}}
                }
            },
            400: {"description": "`detail` says what is wrong"},
            401: {"description": "X-API-Key is missing or wrong, or none is configured"},
            404: {"description": "No such conversation"},
        },
    )
    async def take(
        request: Request, event: BusinessEvent, x_api_key: Annotated[str | None, Header()] = None
    ) -> EventTaken:
        """Stored before it is answered, in order with what the customer writes. What is open stays open."""
        if not has_key(web, request):
            raise SignInFirst
        occurred_at = checked_moment(event.occurred_at, "occurred_at")
        payload: dict[str, Any] = {"name": event.name, "data": event.data}
        accepted = await web.desk.receive_internal(
            event.conversation_id,
            Event(
                kind="business",
                channel="web",
                provider_id=f"business:{clean_text(event.id)}",
                occurred_at=occurred_at,
                payload=payload,
            ),
        )
        return EventTaken(conversation_id=accepted.conversation_id, duplicate=accepted.duplicate)

    return router
