"""Links to quotes, as specialists see them."""

from __future__ import annotations

from typing import Protocol


class QuotePort(Protocol):
    """Names the link before the quote is stored, so that the reply can carry it."""

    def token(self, quote_id: str) -> str:
        """Unguessable, and the same for the same quote: a turn that runs again says the same link."""
        ...

    def link(self, token: str) -> str:
        """Where the customer opens the quote."""
        ...
