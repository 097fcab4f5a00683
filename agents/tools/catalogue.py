"""What is in stock, as specialists see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class StockPort(Protocol):
    """How many pieces there are of a variant, right now."""

    async def levels(self, skus: Sequence[str]) -> Mapping[str, int]:
        """Pieces in stock by sku; a sku that is not known has none."""
        ...
