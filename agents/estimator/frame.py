"""What the estimator has collected. Small: it is stored with every turn."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.quote import Quote
from domain.reading import TimeWindow


class EstimatorFrame(BaseModel):
    """`fields` holds what is known as text (option ids, zone ids, numbers, free words); `unsure` the ids of fields the
    customer cannot say. `quote` is the version that was said last: it is repeated from here, never worked out again.
    `quotes` are those of the case's other jobs; `later` the jobs that are priced next, `together` all that were wanted in
    one message.
    """

    service_id: str | None = None
    named: list[str] = Field(default_factory=list)
    """Several services were meant; one is chosen first."""
    likely: bool = False
    """The first of `named` is meant most probably, though no word names it."""
    unlisted: list[str] = Field(default_factory=list)
    """Work on no list that a person was asked to price."""
    fields: dict[str, str] = Field(default_factory=dict)
    unsure: list[str] = Field(default_factory=list)
    photo: Literal["", "asked", "sent"] = ""
    later: list[str] = Field(default_factory=list)
    together: list[str] = Field(default_factory=list)
    wishes: list[TimeWindow] = Field(default_factory=list)
    """When a visit is wished for, said before the price was known: its times are told with the price."""
    asks_when: bool = False
    """The same, where only the question was put when somebody could come."""
    quote: Quote | None = None
    quotes: list[Quote] = Field(default_factory=list)
    again: int = 0
    """How often the open question was asked in vain."""

    def quote_of(self, service_id: str | None) -> Quote | None:
        """What was said last of this job."""
        known = [*self.quotes, *([self.quote] if self.quote is not None else [])]
        return next((q for q in reversed(known) if q.service_id == service_id), None)

    def with_quote(self, quote: Quote) -> EstimatorFrame:
        """`quote` as the one said last; another job's is kept."""
        kept = [q for q in self.quotes if q.service_id != quote.service_id]
        if self.quote is not None and self.quote.service_id != quote.service_id:
            kept = [*(q for q in kept if q.service_id != self.quote.service_id), self.quote]
        return self.model_copy(update={"quote": quote, "quotes": kept, "again": 0})

    def still_valid(self, today: date) -> EstimatorFrame:
        """Without prices whose days are over (the business's date): they are worked out anew."""
        quote = self.quote if self.quote is not None and self.quote.valid_until >= today else None
        quotes = [q for q in self.quotes if q.valid_until >= today]
        return self.model_copy(update={"quote": quote, "quotes": quotes})

    @classmethod
    def of(cls, stored: dict[str, Any]) -> EstimatorFrame:
        return cls.model_validate(stored) if stored else cls()

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
