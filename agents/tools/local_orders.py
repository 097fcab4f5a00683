"""Orders out of the owner's `orders.csv`: for a shop without a program of its own, and for trying things out."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from agents.tools.orders import MOST_ORDERS, OrderRefused
from domain.business import Business
from domain.order import Order, ResetLink, ReturnLabel

_CODE_LENGTH = 4


class LocalOrders:
    """See OrderPort. Reads nothing but the business; an order has one return label for ever, so writing it twice under
    any key gives the same."""

    def __init__(self, business: Business) -> None:
        self._rules = business.support
        self._by_id = {order.id.casefold(): order for order in business.orders}
        self._by_email: dict[str, list[Order]] = {}
        for order in sorted(business.orders, key=lambda one: (one.placed_on, one.id), reverse=True):
            if order.email:
                self._by_email.setdefault(order.email.casefold(), []).append(order)

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
        until = order.delivered_on + timedelta(days=self._rules.return_days)
        tail = uuid5(NAMESPACE_OID, f"return:{order.id}").hex[:_CODE_LENGTH].upper()
        return ReturnLabel(code=f"R-{order.id}-{tail}", valid_until=until)

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink:
        """The owner's own page: without a shop's program nobody could send the customer an e-mail."""
        if not self._rules.password_reset_url:
            raise OrderRefused("support.yaml has no password_reset_url")
        return ResetLink(url=self._rules.password_reset_url)

    async def close(self) -> None:
        """Nothing to give back."""
