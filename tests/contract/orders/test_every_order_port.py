"""What every source of orders promises: the owner's file, and the shop's own program over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agents.tools.http_orders import HttpOrders
from agents.tools.local_orders import LocalOrders
from agents.tools.orders import OrderPort, OrderRefused, OrdersUnavailable
from domain.business import Business
from knowledge.business_files import load_business
from tests.fakes.shop_program import KEY, ShopProgram, run_shop

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(Path("businesses/shop"))


async def no_pause(seconds: float) -> None:
    """Tests wait for nothing."""


@pytest.fixture(params=["file", "http"])
async def orders(request: pytest.FixtureRequest, shop: Business) -> AsyncIterator[OrderPort]:
    if request.param == "file":
        yield LocalOrders(shop)
        return
    with run_shop(list(shop.orders)) as program:
        port = HttpOrders(program.url, KEY, pause=no_pause)
        yield port
        await port.close()


async def test_an_order_is_found_whatever_its_case_and_is_whole(orders: OrderPort, shop: Business) -> None:
    known = next(o for o in shop.orders if o.id == "TS-10421")
    assert await orders.find("ts-10421") == known


async def test_an_unknown_order_is_none(orders: OrderPort) -> None:
    assert await orders.find("TS-99999") is None
    assert await orders.find("../accounts") is None


async def test_orders_of_an_address_come_newest_first(orders: OrderPort) -> None:
    found = await orders.find_by_email("Anna.Sargsyan@example.com")
    assert [o.id for o in found] == ["TS-10440", "TS-10311"]
    assert await orders.find_by_email("nobody@example.com") == []


async def test_the_same_key_gives_the_same_label(orders: OrderPort) -> None:
    first = await orders.create_return_label("TS-10388", key="errand-1")
    again = await orders.create_return_label("TS-10388", key="errand-1")
    assert first == again
    assert "TS-10388" in first.code
    assert first.valid_until is not None


async def test_what_is_not_delivered_or_unknown_has_no_label(orders: OrderPort) -> None:
    for number in ("TS-10433", "TS-99999"):
        with pytest.raises(OrderRefused):
            await orders.create_return_label(number, key=f"errand-{number}")


async def test_a_reset_tells_nothing_of_whether_there_is_an_account(orders: OrderPort) -> None:
    known = await orders.send_reset_link("anna.sargsyan@example.com", key="errand-2")
    assert known == await orders.send_reset_link("nobody@example.com", key="errand-3")


async def over_http(program: ShopProgram, key: str = KEY) -> HttpOrders:
    return HttpOrders(program.url, key, pause=no_pause)


async def test_a_read_is_tried_twice_and_a_write_once(shop: Business) -> None:
    with run_shop(list(shop.orders)) as program:
        port = await over_http(program)
        program.broken = 1
        assert await port.find("TS-10421") is not None
        program.broken = 1
        with pytest.raises(OrdersUnavailable):
            await port.create_return_label("TS-10388", key="errand-1")
        await port.create_return_label("TS-10388", key="errand-1")
        assert program.writes == 1
        await port.close()


async def test_a_program_that_is_down_or_speaks_nonsense_is_unavailable(shop: Business) -> None:
    with run_shop(list(shop.orders)) as program:
        port = await over_http(program)
        program.garbage = True
        with pytest.raises(OrdersUnavailable):
            await port.find("TS-10421")
        await port.close()
    gone = HttpOrders(program.url, KEY, pause=no_pause)
    with pytest.raises(OrdersUnavailable):
        await gone.find("TS-10421")
    await gone.close()


async def test_a_wrong_key_is_no_unknown_order(shop: Business) -> None:
    with run_shop(list(shop.orders)) as program:
        port = await over_http(program, key="wrong")
        with pytest.raises(OrdersUnavailable):
            await port.find("TS-10421")
        with pytest.raises(OrderRefused):
            await port.create_return_label("TS-10388", key="errand-1")
        await port.close()


async def test_addresses_are_in_no_url(shop: Business) -> None:
    with run_shop(list(shop.orders)) as program:
        port = await over_http(program)
        await port.find_by_email("anna.sargsyan@example.com")
        await port.send_reset_link("anna.sargsyan@example.com", key="errand-4")
        await port.close()
        assert not any("@" in path or "%40" in path for _, path in program.seen)
