"""What the desk has collected, as JSON for other programs. Read only; staff session or API key."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, TypeAdapter

from api.inbox.staff_session import require_staff_or_key
from api.moments import checked_moment
from api.web import Web
from domain.appointment import Appointment
from domain.conversation import Contact
from domain.errors import BadRequest
from storage import calendar, contacts, records
from storage.records import RecordKind

LONGEST_DAYS = 366

_APPOINTMENT: dict[str, Any] = {
    "id": "appt-1", "contact_id": "contact-1", "case_id": "case-1", "service_id": "consultation_first",
    "practitioner_id": "ani", "branch_id": "center", "starts_at": "2026-11-24T06:00:00Z",
    "ends_at": "2026-11-24T06:30:00Z", "status": "booked", "price": {"amount": "10000", "currency": "AMD"},
    "hold_expires_at": None, "revision": 0,
}  # fmt: skip
_CONTACT = {
    "id": "contact-1", "name": "Анна Петросян", "phone": "+37491000000", "email": None, "vip": False, "opted_out": False,
}  # fmt: skip
_RECORD: dict[str, Any] = {
    "id": "lead-1", "kind": "lead", "conversation_id": "conv-1", "contact_id": "contact-1", "case_id": "case-1",
    "fields": {"goal": "implants"}, "summary": "Wants an implant in December", "tags": ["web"], "priority": "normal",
    "team": "sales", "due_at": "2026-11-21T15:00:00Z", "status": "open", "created_at": "2026-11-21T14:00:00Z",
}  # fmt: skip


class RecordView(BaseModel):
    """A lead, a brief, an estimate request or a ticket."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: RecordKind
    conversation_id: str
    contact_id: str
    case_id: str
    fields: dict[str, str]
    summary: str
    tags: list[str]
    priority: str
    team: str
    due_at: datetime | None
    status: str
    created_at: datetime


_RECORDS = TypeAdapter(list[RecordView])

Limit = Annotated[int, Query(ge=1, le=500, description="At most so many.")]


def build_router(web: Web) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["records"])
    database, clock = web.desk.database, web.desk.clock

    @router.get("/appointments", responses=_answers(_APPOINTMENT))
    async def list_appointments(
        request: Request,
        start: Annotated[datetime | None, Query(alias="from", description="Default: now.")] = None,
        end: Annotated[datetime | None, Query(alias="to", description="Default: 30 days later.")] = None,
    ) -> list[Appointment]:
        """Visits that start in `[from, to)`, by start; at most a year."""
        await require_staff_or_key(web, request)
        since = clock.now() if start is None else checked_moment(start, "from")
        until = since + timedelta(days=30) if end is None else checked_moment(end, "to")
        if not timedelta() <= until - since <= timedelta(days=LONGEST_DAYS):
            raise BadRequest(f"`to` must come after `from`, by at most {LONGEST_DAYS} days")
        return await database.read(lambda c: calendar.list_between(c, since, until))

    @router.get("/contacts", responses=_answers(_CONTACT))
    async def list_contacts(
        request: Request, limit: Limit = 100, offset: Annotated[int, Query(ge=0, lt=2**31)] = 0
    ) -> list[Contact]:
        """People, newest first."""
        await require_staff_or_key(web, request)
        return await database.read(lambda c: contacts.list_contacts(c, limit, offset))

    def add_records(path: str, kind: RecordKind, about: str) -> None:
        @router.get(path, responses=_answers({**_RECORD, "kind": kind}), summary=about, name=f"list_{kind}s")
        async def list_kind(request: Request, limit: Limit = 100) -> list[RecordView]:
            """Newest first."""
            await require_staff_or_key(web, request)
            found = await database.read(partial(records.list_records, kind=kind, limit=limit))
            return _RECORDS.validate_python([asdict(item) for item in found])

    add_records("/leads", "lead", "People who may buy")
    add_records("/briefs", "brief", "Proposals asked for, signed off by the customer")
    add_records("/quotes", "estimate", "Requests for an estimate")
    add_records("/tickets", "ticket", "Things somebody has to solve")
    add_records(
        "/waitlist", "waitlist", "Who waits for a time that is taken, or for goods that are out of stock"
    )
    return router


def _answers(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"content": {"application/json": {"example": [example]}}},
        401: {"description": "Neither a staff session nor a valid X-API-Key"},
        400: {"description": "`detail` says what is wrong"},
    }
