"""What sales and support collect before they hand over."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.business.strict import OwnerModel
from domain.language import LocalText


class IntakeOption(OwnerModel):
    id: str
    label: LocalText
    """At most 20 characters: fits a WhatsApp button."""


class IntakeField(OwnerModel):
    """One field and its question. `kind` tells how the answer is read."""

    id: str
    question: LocalText
    kind: Literal["text", "choice", "contact", "time", "order_id"] = "text"
    options: list[IntakeOption] = Field(default_factory=list, max_length=4)


class QualificationRules(OwnerModel):
    """R2-R9: two to four fields, never a form."""

    goals: list[IntakeOption] = Field(default_factory=list, max_length=3)
    fields: list[IntakeField] = Field(min_length=1, max_length=4)
    team: str = "sales"
    answer_within_minutes: int = 60
