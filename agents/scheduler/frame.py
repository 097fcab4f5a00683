"""What the scheduler has collected. Small: it is checkpointed with every turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.appointment import TimeSlot
from domain.reading import Shift, TimeWindow

Mode = Literal["book", "move", "cancel"]


class SchedulerFrame(BaseModel):
    """The fields of a booking. `offered` are the slots last shown, so that "the second one" has a meaning."""

    mode: Mode | None = None
    family: str | None = None
    service_id: str | None = None
    named: list[str] = Field(default_factory=list)
    """Services of different kinds that were asked about together: their prices are said together."""
    practitioner_id: str | None = None
    branch_id: str | None = None
    window: TimeWindow | None = None
    shift: Shift | None = None
    """The last wish was relative to the times shown; only until it is answered."""
    offered: list[TimeSlot] = Field(default_factory=list)
    refused: list[datetime] = Field(default_factory=list)
    """Starts that were shown before the customer asked for another time; until they wish for a time of their own."""
    slot: TimeSlot | None = None
    confirmed_words: bool = False
    """The slot was named in free words and must be read back before a move."""
    appointment_id: str | None = None
    name: str | None = None
    phone: str | None = None
    prices_told: bool = False

    @classmethod
    def of(cls, stored: dict[str, Any]) -> SchedulerFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
