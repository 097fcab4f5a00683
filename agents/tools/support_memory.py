"""What support remembers of a customer, as the specialist sees it."""

from __future__ import annotations

from typing import Protocol

from domain.ticket import SupportHistory


class SupportMemory(Protocol):
    """Reads only; what is to be remembered is proposed as actions."""

    async def history(self, *, contact_id: str, conversation_id: str) -> SupportHistory:
        """Checks that failed lately, orders that are confirmed, tickets."""
        ...

    async def failures_about(self, subject: str) -> int:
        """Failed checks about one order or address lately, from any conversation."""
        ...
