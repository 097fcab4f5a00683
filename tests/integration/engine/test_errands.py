"""Errands: what another program is asked to do, once and until it has answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agents.tools.orders import OrderRefused, OrdersUnavailable
from domain.clock import VirtualClock
from domain.event import Event, Sender
from domain.order import ResetLink, ReturnLabel
from engine.errands import MOST_TRIES, ErrandRunner
from engine.inline import InlineEngine
from storage import door, errands
from storage.database import Database
from storage.migrate import upgrade

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


class Shop:
    """Raises what it is told to, then answers. `keys` of all calls."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.keys: list[str] = []

    async def create_return_label(self, order_id: str, *, key: str) -> ReturnLabel:
        self.keys.append(key)
        if self.errors:
            raise self.errors.pop(0)
        return ReturnLabel(code=f"R-{order_id}")

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink:
        self.keys.append(key)
        return ResetLink()


class Errands:
    """One errand on an in-process engine; everything that the engine is asked for runs."""

    def __init__(self, folder: Path, shop: Shop) -> None:
        url = f"sqlite:///{folder / 'closeloop.db'}"
        upgrade(url)
        self.database = Database.open(url)
        self.clock = VirtualClock(NOW)
        self.engine = InlineEngine(self.database, self.clock)
        self.shop = shop

    async def run(self, hours: float = 2) -> errands.Errand:
        async def nothing(job: object) -> None:
            """Turns are not what is tested here."""

        runner = ErrandRunner(self.database, self.shop, self.engine, self.clock)
        await self.engine.start(
            {"turn": nothing, "send": nothing, "alarm": nothing, "approval": nothing, "errand": runner}
        )
        sender = Sender(channel="terminal", external_id="ani")
        event = Event(kind="message", channel="terminal", provider_id="1", occurred_at=NOW, text="да")
        accepted = await self.database.write(lambda c: door.accept(
            c, business="shop", sender=sender, event=event, now=NOW, jobs=self.engine, wait_seconds=0
        ))  # fmt: skip
        asked = await self.database.write(lambda c: errands.ask(
            c, "orders.return_label", "TS-1", turn_id="turn-1", n=0, conversation_id=accepted.conversation_id,
            now=NOW, jobs=self.engine,
        ))  # fmt: skip
        await self.engine.advance(timedelta(hours=hours))
        return await self.database.read(lambda c: errands.get(c, asked["errand_id"]))


async def test_a_shop_that_comes_back_does_it_under_the_same_key(tmp_path: Path) -> None:
    shop = Shop(OrdersUnavailable("down"), OrdersUnavailable("down"))
    done = await Errands(tmp_path, shop).run()
    assert (done.status, done.result) == ("done", {"code": "R-TS-1", "url": "", "valid_until": None})
    assert len(shop.keys) == 3
    assert set(shop.keys) == {done.id}


async def test_a_shop_that_stays_away_is_given_up_loudly(tmp_path: Path) -> None:
    shop = Shop(*[OrdersUnavailable("down")] * 20)
    failed = await Errands(tmp_path, shop).run()
    assert failed.status == "failed"
    assert len(shop.keys) == MOST_TRIES


async def test_a_refusal_is_not_tried_again(tmp_path: Path) -> None:
    shop = Shop(OrderRefused("422"))
    refused = await Errands(tmp_path, shop).run()
    assert refused.status == "refused"
    assert len(shop.keys) == 1
