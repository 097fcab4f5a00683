"""Who waits for goods that are out of stock, as specialists see it."""

from __future__ import annotations

from typing import Protocol


class WaitingList(Protocol):
    """Reads only; who is put on the list, and taken off it, is proposed as actions."""

    async def waits_for(self, contact_id: str, sku: str) -> bool:
        """Whether this contact waits for the variant and has not been told yet that it is there again."""
        ...
