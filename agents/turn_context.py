"""What a specialist sees of its turn. Everything here is read-only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agents.tools.calendar import CalendarPort
from agents.tools.catalogue import StockPort
from agents.tools.orders import OrderPort
from agents.tools.policies import PolicyPort
from agents.tools.quotes import QuotePort
from agents.tools.support_memory import SupportMemory
from agents.tools.waiting import WaitingList
from domain.business import Business
from domain.event import InboxEvent
from domain.reading import Reading
from domain.step import PendingQuestion
from domain.turn import Situation


@dataclass(frozen=True)
class TurnContext:
    """One specialist's view of one turn.

    `case_id` is the open case's, or the one a new case will get. `frame` is what this specialist collected so far,
    `frames` what each did. `answers` is the chosen option's id when the pending question
    was this specialist's. `conflict`: the slot it proposed a moment ago was taken while it was being written.
    `pending` is the open question when this specialist asked it, `other_pending` when another one did.
    `resuming`: another specialist has answered a side question; ask the open question again, shorter.
    """

    business: Business
    situation: Situation
    case_id: str
    reading: Reading
    calendar: CalendarPort
    policies: PolicyPort
    quotes: QuotePort | None = None
    """None: quotes have no link."""
    stock: StockPort | None = None
    pending: PendingQuestion | None = None
    other_pending: PendingQuestion | None = None
    frame: dict[str, Any] = field(default_factory=dict)
    frames: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    failures: int = 0
    conflict: bool = False
    resuming: bool = False
    event: InboxEvent | None = None
    orders: OrderPort | None = None
    support: SupportMemory | None = None
    waiting: WaitingList | None = None

    @property
    def known_name(self) -> str | None:
        """The customer's name: from this message, from what any specialist collected, or on file (never asked twice)."""
        return self.reading.entities.name or self._collected("name") or self.situation.contact.name

    @property
    def known_phone(self) -> str | None:
        """The customer's phone, E.164; found like `known_name`."""
        said = self.reading.entities.phones
        return (said[0] if said else None) or self._collected("phone") or self.situation.contact.phone

    def _collected(self, fact: str) -> str | None:
        for frame in (self.frame, *self.frames.values()):
            fields = frame.get("fields")
            found = frame.get(fact) or (fields.get(fact) if isinstance(fields, dict) else None)
            if isinstance(found, str) and found:
                return found
        return None

    @property
    def now(self) -> datetime:
        return self.situation.now

    async def levels(self, skus: Sequence[str]) -> Mapping[str, int]:
        """Pieces in stock by sku. Without a port, what the catalogue said when it was read."""
        if self.stock is not None:
            return await self.stock.levels(skus)
        catalogue = self.business.catalogue
        known = (
            {v.sku: v.stock for p in catalogue.products for v in p.variants} if catalogue is not None else {}
        )
        return {sku: known.get(sku, 0) for sku in skus}

    @property
    def answers(self) -> str | None:
        return self.reading.choice if self.pending is not None and not self.resuming else None

    def answered(self, field_name: str) -> str | None:
        """The option chosen in answer to the question about `field_name`, if that is what was asked."""
        if self.pending is None or self.pending.field != field_name:
            return None
        return self.answers
