"""A problem that a person solves, as the support triager sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

TicketStatus = Literal["open", "in_work", "solved", "reopened"]
OPEN_TICKET: frozenset[TicketStatus] = frozenset({"open", "in_work", "reopened"})


class Ticket(BaseModel):
    """`due_at`: the time promised to the customer. `fields` as collected; `news` is what staff's program said last."""

    model_config = ConfigDict(frozen=True)

    id: str
    category: str
    status: TicketStatus
    fields: dict[str, str] = Field(default_factory=dict)
    due_at: datetime | None = None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_TICKET

    @property
    def order(self) -> str | None:
        return self.fields.get("order")


class SupportHistory(BaseModel):
    """What support remembers of one conversation: checks that failed lately, orders that are confirmed, tickets."""

    model_config = ConfigDict(frozen=True)

    failed_checks: int = 0
    confirmed_orders: list[str] = Field(default_factory=list)
    tickets: list[Ticket] = Field(default_factory=list)
    """Newest first, open or solved lately."""
