"""Orders in the shop's own program, over HTTP. The contract is docs/orders.md."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import structlog
from pydantic import BaseModel, ValidationError

from agents.tools.orders import MOST_ORDERS, OrderRefused, OrdersUnavailable
from domain.order import Order, ResetLink, ReturnLabel

log = structlog.get_logger(__name__)

CONNECT_SECONDS = 2.0
READ_SECONDS = 3.0
DEADLINE_SECONDS = 5.0
"""For one call with its retries: a customer waits for the answer."""
TRIES = 2
PAUSE_SECONDS = 0.3

Pause = Callable[[float], Awaitable[None]]
Answer = TypeVar("Answer", bound=BaseModel)


class HttpOrders:
    """See OrderPort. Reads are tried twice within `deadline_seconds`; a write is tried once, because its errand is
    repeated under the same key. Errors hold no address, number or body."""

    def __init__(
        self,
        base_url: str,
        key: str = "",
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        http: httpx.AsyncClient | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._deadline_seconds = deadline_seconds
        self._pause = pause
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._http = http or httpx.AsyncClient(timeout=timeout, headers=headers)

    async def find(self, order_id: str) -> Order | None:
        found = await self._read("GET", f"/orders/{quote(order_id, safe='')}")
        return None if found is None else _parsed(Order, found)

    async def find_by_email(self, email: str) -> list[Order]:
        # In the body: addresses do not belong into URLs, which everybody logs.
        found = await self._read("POST", "/orders/search", {"email": email, "limit": MOST_ORDERS})
        listed = found.get("orders") if isinstance(found, dict) else None
        if not isinstance(listed, list):
            raise OrdersUnavailable("the answer to a search has no orders")
        return [_parsed(Order, one) for one in listed[:MOST_ORDERS]]

    async def create_return_label(self, order_id: str, *, key: str) -> ReturnLabel:
        answer = await self._write(f"/orders/{quote(order_id, safe='')}/return-label", {}, key)
        return _parsed(ReturnLabel, answer)

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink:
        return _parsed(ResetLink, await self._write("/accounts/reset-link", {"email": email}, key))

    async def close(self) -> None:
        await self._http.aclose()

    async def _read(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer; None for 404. Raises OrdersUnavailable."""
        try:
            async with asyncio.timeout(self._deadline_seconds):
                for attempt in range(1, TRIES + 1):
                    try:
                        return await self._call(method, path, body, {})
                    except OrdersUnavailable:
                        if attempt == TRIES:
                            raise
                        await self._pause(PAUSE_SECONDS)
        except TimeoutError:
            raise OrdersUnavailable("no answer in time") from None
        except OrderRefused as error:
            # A read that is refused is a contract that is not kept; the customer's case is not lost by it.
            log.error("orders_contract", problem=str(error))
            raise OrdersUnavailable(str(error)) from None
        raise OrdersUnavailable("no answer")

    async def _write(self, path: str, body: dict[str, Any], key: str) -> Any:
        try:
            async with asyncio.timeout(self._deadline_seconds):
                answer = await self._call("POST", path, body, {"Idempotency-Key": key})
        except TimeoutError:
            raise OrdersUnavailable("no answer in time") from None
        if answer is None:
            raise OrderRefused("404")
        return answer

    async def _call(
        self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> Any:
        try:
            response = await self._http.request(method, f"{self._base}{path}", json=body, headers=headers)
        except httpx.HTTPError as error:
            raise OrdersUnavailable(type(error).__name__) from None
        status = response.status_code
        if status == 404:
            return None
        if status >= 500 or status in (408, 409, 425, 429):
            raise OrdersUnavailable(f"status {status}")
        if not 200 <= status < 300:
            raise OrderRefused(f"status {status}")
        try:
            return response.json()
        except ValueError:
            raise OrdersUnavailable("an answer that is no JSON") from None


def _parsed(model: type[Answer], value: Any) -> Answer:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors(include_input=False)[:5])
        log.error("orders_contract", problem=f"{model.__name__}: {places}")
        raise OrdersUnavailable(f"an answer that is no {model.__name__}: {places}") from None
