"""Appointments and the free times they leave. Times are aware UTC; wall time only at the edges."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.money import Money

AppointmentStatus = Literal["held", "booked", "cancelled", "completed", "no_show"]


class TimeSlot(BaseModel):
    """A time at which one practitioner could do one service at one branch. Half-open."""

    model_config = ConfigDict(frozen=True)

    service_id: str
    practitioner_id: str
    branch_id: str
    starts_at: datetime
    ends_at: datetime
    online: bool = False
    """By video: the practitioner is at the branch, the customer is not."""

    @property
    def id(self) -> str:
        """Short and stable: fits a button's payload."""
        return f"slot:{self.practitioner_id}:{self.branch_id}:{int(self.starts_at.timestamp()) // 60}"


def starts_of(slot_id: str) -> datetime | None:
    """When the slot of that id begins, UTC; None where it is no slot's."""
    kind, _, rest = slot_id.partition(":")
    minutes = rest.rpartition(":")[2]
    if kind != "slot" or not minutes.isdigit():
        return None
    return datetime.fromtimestamp(int(minutes) * 60, UTC)


class Appointment(BaseModel):
    """One visit. `revision` grows with every change; reminders of an older revision do nothing."""

    id: str
    contact_id: str
    case_id: str
    service_id: str
    practitioner_id: str
    branch_id: str
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    price: Money
    address: str | None = None
    """Where, when it is at the customer's place."""
    for_whom: str | None = None
    """The name of whoever comes, where it is not the contact: the contact keeps its own."""
    hold_expires_at: datetime | None = None
    revision: int = 0
    online: bool = False
    calendar_token: str | None = Field(default=None, exclude=True, repr=False)
    """The unguessable part of the link to its calendar file; visits booked by one yes share it, and so does what it is
    moved to. Whoever has it may read when and where the visit is."""
    calendar_uid: str | None = None
    """The visit's name in calendars; the same after a move."""
    calendar_sequence: int = 0
    """How often it was moved."""
