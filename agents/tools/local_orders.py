"""Orders out of the owner's `orders.csv`: for a shop without a program of its own, and for trying things out."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from uuid import NAMESPACE_OID, uuid5

from agents.tools.orders import MOST_ORDERS, OrderRefused
from domain.business import Business
from domain.order import Order, ResetLink, ReturnLabel

_CODE_LENGTH = 4


class LocalOrders:
    """See OrderPort. Reads nothing but the business; an order has one return label for ever, so writing it twice under
    any key gives the same."""

    def __init__(self, business: Business) -> None:
        self._business = business

    @cached_property
    def _by_id(self) -> dict[str, Order]:
        return {order.id.casefold(): order for order in self._business.orders}

    @cached_property
    def _by_email(self) -> dict[str, list[Order]]:
        """Newest first."""
        found: dict[str, list[Order]] = {}
        for order in sorted(self._business.orders, key=lambda one: (one.placed_on, one.id), reverse=True):
            if order.email:
                found.setdefault(order.email.casefold(), []).append(order)
        return found

    async def find(self, order_id: str) -> Order | None:
        return self._by_id.get(order_id.casefold())

    async def find_by_email(self, email: str) -> list[Order]:
        return self._by_email.get(email.casefold(), [])[:MOST_ORDERS]

    async def create_return_label(self, order_id: str, *, key: str) -> ReturnLabel:
        order = await self.find(order_id)
        if order is None:
            raise OrderRefused("there is no such order")
        if order.delivered_on is None:
            raise OrderRefused("the order has not been delivered")
        until = order.delivered_on + timedelta(days=self._business.support.return_days)
        tail = uuid5(NAMESPACE_OID, f"return:{order.id}").hex[:_CODE_LENGTH].upper()
        return ReturnLabel(code=f"R-{order.id}-{tail}", valid_until=until)

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink:
        """The owner's own page: without a shop's program nobody could send the customer an e-mail."""
        if not self._business.support.password_reset_url:
            raise OrderRefused("support.yaml has no password_reset_url")
        return ResetLink(url=self._business.support.password_reset_url)

    async def close(self) -> None:
        """Nothing to give back."""
