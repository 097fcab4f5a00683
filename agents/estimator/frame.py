"""What the estimator has collected. Small: it is stored with every turn."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.quote import Quote


class EstimatorFrame(BaseModel):
    """`fields` holds what is known as text (option ids, zone ids, numbers, free words); `unsure` the ids of fields the
    customer cannot say. `quote` is the version that was said last: it is repeated from here, never worked out again.
    """

    service_id: str | None = None
    named: list[str] = Field(default_factory=list)
    """Several services were meant; one is chosen first."""
    fields: dict[str, str] = Field(default_factory=dict)
    unsure: list[str] = Field(default_factory=list)
    photo: Literal["", "asked", "sent"] = ""
    quote: Quote | None = None
    again: int = 0
    """How often the open question was asked in vain."""

    @classmethod
    def of(cls, stored: dict[str, Any]) -> EstimatorFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
