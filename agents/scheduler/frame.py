"""What the scheduler has collected. Small: it is checkpointed with every turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.appointment import TimeSlot
from domain.reading import Shift, TimeWindow

OPEN_FAMILY = "family:"
"""Begins a part whose kind of visit (first, repeat) is still to be asked: `family:consultation`."""

Mode = Literal["book", "move", "cancel"]


_OF_THE_CUSTOMER = ("name", "for_whom", "of_kin", "phone", "email", "address", "zone_id")
"""Facts that hold for whatever is booked."""


class SchedulerFrame(BaseModel):
    """The fields of a booking. `offered` are the slots last shown, so that "the second one" has a meaning."""

    mode: Mode | None = None
    family: str | None = None
    service_id: str | None = None
    named: list[str] = Field(default_factory=list)
    """Services of different kinds that were asked about together: their prices are said together."""
    guessed: bool = False
    """`named` was not named, only meant by other words: one of them is wanted, if any."""
    parts: list[str] = Field(default_factory=list)
    """Services that are to be had at one coming, one visit each."""
    people: int = 1
    """How many come; each has a visit."""
    at_once: bool | None = None
    plans: list[list[TimeSlot]] = Field(default_factory=list)
    """What was offered for several visits; `offered` are their first slots, `slot` the first of the chosen one."""
    later: list[str] = Field(default_factory=list)
    """Services that are booked after this one, because they cannot be had at the same coming."""
    later_wishes: list[TimeWindow] = Field(default_factory=list)
    """When they are wished for, where each was named with a day of its own."""
    practitioner_id: str | None = None
    branch_id: str | None = None
    not_by: list[str] = Field(default_factory=list)
    not_at: list[str] = Field(default_factory=list)
    """Practitioners and branches that were shown before the customer asked for another one."""
    online: bool | None = None
    """By video, or (False) not."""
    window: TimeWindow | None = None
    otherwise: list[TimeWindow] = Field(default_factory=list)
    """What is wished for, in this order, where nothing is free at the time in `window`."""
    shift: Shift | None = None
    """The last wish was relative to the times shown; only until it is answered."""
    offered: list[TimeSlot] = Field(default_factory=list)
    refused: list[datetime] = Field(default_factory=list)
    """Starts that were shown before the customer asked for another time; until they wish for a time of their own."""
    slot: TimeSlot | None = None
    appointment_id: str | None = None
    absent: bool = False
    """The visit that is to be moved is one they said they cannot come to."""
    every: bool = False
    """All visits are to be cancelled, by one yes."""
    name: str | None = None
    for_whom: str | None = None
    """The name of whoever comes instead of the writer."""
    of_kin: bool = False
    """Somebody of the writer's was spoken of: another name than the writer's is theirs."""
    phone: str | None = None
    email: str | None = None
    waited: bool = False
    """The slot got free and is offered to a customer of the waiting list."""
    prices_told: bool = False
    address: str | None = None
    zone_id: str | None = None
    """Where a visit at the customer's place is; see `visiting.py`."""

    @property
    def asked_together(self) -> bool:
        """Whether services of different kinds are being asked about, so that "both" is an answer."""
        return len(self.named) == 2 and not self.family and not self.guessed

    @property
    def awaits_day(self) -> bool:
        """Whether a day was wished for, so that one can wait for a time on it."""
        return self.window is not None and self.window.start is not None

    @property
    def open_family(self) -> str | None:
        """The family of the visit whose kind is still to be asked."""
        return next((p.removeprefix(OPEN_FAMILY) for p in self.parts if p.startswith(OPEN_FAMILY)), None)

    def visits(self) -> list[str]:
        """The services of all visits that are booked together; empty for a single one."""
        if self.mode in ("move", "cancel"):
            return []
        if len(self.parts) > 1:
            return self.parts
        return [self.service_id] * self.people if self.service_id and self.people > 1 else []

    def for_another_visit(
        self,
        service_id: str,
        *,
        later: list[str],
        window: TimeWindow | None,
        later_wishes: Sequence[TimeWindow] = (),
    ) -> SchedulerFrame:
        """The booking of another visit for the same people at the same place; all else is asked afresh."""
        return SchedulerFrame(
            mode="book",
            service_id=service_id,
            later=later,
            window=window,
            later_wishes=list(later_wishes),
            **{name: getattr(self, name) for name in _OF_THE_CUSTOMER},
        )

    @property
    def plan(self) -> list[TimeSlot] | None:
        """The chosen slots of all visits."""
        return next((p for p in self.plans if self.slot is not None and p[0] == self.slot), None)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> SchedulerFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
