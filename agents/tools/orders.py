"""Orders and accounts of the business's shop, as specialists and errands see them."""

from __future__ import annotations

from typing import Protocol

from domain.errors import Permanent, Retryable
from domain.order import Order, ResetLink, ReturnLabel

MOST_ORDERS = 5


class OrdersUnavailable(Retryable):
    """The shop's program did not answer, or not in time. Nothing is known about the order."""


class OrderRefused(Permanent):
    """The shop's program understood and said no; the same call will never succeed."""


class OrderPort(Protocol):
    """Reading raises OrdersUnavailable. Writing raises OrdersUnavailable and OrderRefused.

    A write under the same `key` is done once, however often it is called, and gives the same answer again.
    """

    async def find(self, order_id: str) -> Order | None:
        """The order of that number, whatever its letters' case; None when there is none."""
        ...

    async def find_by_email(self, email: str) -> list[Order]:
        """The newest orders placed with that address, newest first, at most `MOST_ORDERS`."""
        ...

    async def create_return_label(self, order_id: str, *, key: str) -> ReturnLabel:
        """What the customer needs to send the order back."""
        ...

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink:
        """A way to a new password. The answer is the same whether or not there is such an account."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
