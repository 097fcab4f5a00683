"""What the sales qualifier has collected. Small: it is checkpointed with every turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.appointment import TimeSlot
from domain.business.qualification import GOAL, LeadLabel
from domain.lead import Fact

MOST_REQUEST_CHARACTERS = 140


class LeadFrame(BaseModel):
    """One lead. `asked` are the fields that were asked, each at most once; `facts` what is known, whoever said it."""

    mode: Literal["qualify", "brief"] = "qualify"
    facts: dict[str, Fact] = Field(default_factory=dict)
    asked: list[str] = Field(default_factory=list)
    again: list[str] = Field(default_factory=list)
    """Fields that were asked twice: the customer had something else to say the first time. Not a third time."""
    also: list[str] = Field(default_factory=list)
    """Goals that were named beside the first: "a landing page and a logo"."""
    request: str = ""
    """The need in the customer's own words."""
    price_told: bool = False
    no_calls: bool = False
    """They want to be written to, and not called."""
    acknowledged: bool = False
    """Somebody who wrote outside opening hours was told that they are heard (R1)."""
    label: LeadLabel | None = None
    rule: str = ""
    offered: TimeSlot | None = None
    """The call that was offered last."""
    reminded: int = 0
    """How often the open offer was made again after a question of theirs was answered."""
    touch_at: datetime | None = None
    """When they would rather be written to, if they said so; aware."""
    touch: str | None = None
    """The goal an agreed touch is about, while it is being written (R7)."""
    sent_at: datetime | None = None
    """When the proposal went out that the touches are about; aware."""
    following: int = 0
    """Which of them was written last (R48)."""
    write_next: int = 0
    """Which of them is to be written now."""

    @classmethod
    def of(cls, stored: dict[str, Any]) -> LeadFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    @property
    def goal_id(self) -> str | None:
        told = self.facts.get(GOAL)
        return told.option if told is not None else None

    def value(self, name: str) -> str | None:
        """The words of a fact that was told."""
        fact = self.facts.get(name)
        return None if fact is None or fact.declined else fact.text

    def with_fact(self, name: str, fact: Fact) -> LeadFrame:
        return self.model_copy(update={"facts": {**self.facts, name: fact}})
