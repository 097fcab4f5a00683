"""Goods that are back: everybody who waits hears of it once, whoever looks, and however often (R44)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.business import Business
from domain.clock import VirtualClock
from domain.event import Sender
from domain.step import EndWait, StoreRecord
from engine.desk import Desk
from engine.restock import RestockWatch
from storage import door, records, waiting
from storage.tables import inbox
from tests.integration.engine.conftest import OpenDesk, clinic

pytestmark = pytest.mark.anyio

COAT = "016-BK-M"


class Shelf:
    """A StockPort with what it is told."""

    def __init__(self, **pieces: int) -> None:
        self.pieces = pieces

    async def levels(self, skus: Sequence[str]) -> Mapping[str, int]:
        return {sku: self.pieces.get(sku, 0) for sku in skus}


class Waiting:
    """A desk with people on its waiting list."""

    def __init__(self, desk: Desk, business: Business) -> None:
        self.desk = desk
        self.business = business
        self.shelf = Shelf()
        self.asked = 0

    async def join(self, who: str, sku: str = COAT) -> str:
        """Put `who` on the list; the contact's id."""
        sender, now = Sender(channel="telegram", external_id=who), self.desk.clock.now()
        action = StoreRecord(tool="crm.waitlist", fields={"sku": sku}, summary="waits", tags=["waitlist"])
        self.asked += 1

        def write(connection: sa.Connection) -> str:
            contact_id = door.meet(connection, self.business.id, sender, now)
            records.store(
                connection, action, turn_id=f"turn-{self.asked}", n=0, contact_id=contact_id,
                conversation_id=door.conversation_id_of(self.business.id, sender), case_id="case", now=now,
            )  # fmt: skip
            return contact_id

        return await self.desk.database.write(write)

    async def look(self) -> int:
        """As another process would: with a watch of its own."""
        desk = self.desk
        return await RestockWatch(desk.database, desk.engine, self.shelf, self.business, desk.clock).look()

    async def told(self) -> list[str]:
        """The skus that conversations have been told of, as their inboxes say."""
        rows = await self.desk.database.read(lambda c: list(c.execute(sa.select(inbox.c.payload)).scalars()))
        return [row["data"]["sku"] for row in rows if row.get("name") == waiting.BACK_IN_STOCK]

    async def end(self, contact_id: str) -> None:
        await self.desk.database.write(lambda c: waiting.end(c, EndWait(sku=COAT), contact_id=contact_id))


@pytest.fixture
async def shop(open_desk: OpenDesk) -> Waiting:
    return Waiting(await open_desk(inline=True), clinic())


async def test_all_who_wait_hear_of_it_once_however_often_somebody_looks(shop: Waiting) -> None:
    for who in ("anna", "ben", "anna"):
        await shop.join(who)
    await shop.join("karen", "other-sku")
    assert await shop.look() == 0
    shop.shelf.pieces = {COAT: 1}
    assert [await shop.look(), await shop.look()] == [2, 0]
    assert await shop.told() == [COAT, COAT]


async def test_who_has_been_told_waits_no_longer_and_the_others_still_do(shop: Waiting) -> None:
    anna = await shop.join("anna")
    ben = await shop.join("ben")
    await shop.end(anna)
    read = shop.desk.database.read
    assert [await read(lambda c, w=who: waiting.waits_for(c, w, COAT)) for who in (anna, ben)] == [
        False,
        True,
    ]
    shop.shelf.pieces = {COAT: 2}
    assert await shop.look() == 1


async def test_nobody_is_woken_and_the_morning_tells(shop: Waiting) -> None:
    await shop.join("anna")
    shop.shelf.pieces = {COAT: 2}
    clock = shop.desk.clock
    assert isinstance(clock, VirtualClock)
    clock.set(clock.now() + timedelta(hours=14))  # midnight in Yerevan
    assert await shop.look() == 0
    clock.set(clock.now() + timedelta(hours=11))
    assert await shop.look() == 1


async def test_what_was_gone_again_before_the_turn_is_announced_on_another_day(shop: Waiting) -> None:
    await shop.join("anna")
    shop.shelf.pieces = {COAT: 1}
    assert await shop.look() == 1
    clock = shop.desk.clock
    assert isinstance(clock, VirtualClock)
    clock.set(clock.now() + timedelta(days=1))
    assert await shop.look() == 1
