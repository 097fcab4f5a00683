"""Coming back to a customer: one nudge after a link, one word when goods are back (R44, R45)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.step import EndWait
from tests.unit.agents.buyer import NOW, Buyer, Waits, act, said, wants

pytestmark = pytest.mark.anyio


async def test_nudge_is_once_and_only_while_it_is_there() -> None:
    buyer = Buyer()
    step = await buyer.says(wants("candle-tsiran"))
    (alarm,) = step.alarms
    assert (alarm.kind, alarm.gentle, alarm.due_at - NOW) == ("nudge", True, timedelta(hours=3))
    ring = {"kind": "nudge", "subject": alarm.subject}
    told = await buyer.hears("timer", ring)
    assert said(told) == ["goods-nudge"]
    assert told.alarms == []
    buyer.stock.told = {"035": 0}
    assert (await buyer.hears("timer", ring)).acts == []


async def test_who_bought_or_opted_out_is_not_nudged() -> None:
    assert (await Buyer(opted_out=True).says(wants("candle-tsiran"))).alarms == []
    step = await Buyer().hears("business", {"name": "order_placed", "data": {}})
    assert step.stops == ["nudge"]
    assert step.acts == []


BACK = {"name": "back_in_stock", "data": {"sku": "001-BG-M", "stock": "2"}}


async def test_back_in_stock_is_told_only_when_it_is_true() -> None:
    buyer = Buyer(waits=Waits({"001-BG-M"}))
    assert (await buyer.hears("business", {"name": "back_in_stock", "data": {"sku": "001-BG-M"}})).acts == []
    step = await buyer.hears("business", BACK)
    assert said(step) == ["goods-back"]
    assert step.actions == [EndWait(sku="001-BG-M")]


async def test_word_of_new_stock_is_given_once_and_only_to_who_waits_for_exactly_that() -> None:
    buyer = Buyer()
    assert (await buyer.hears("business", BACK)).acts == []
    await buyer.says(wants("dress-liana", colours=["beige"], sizes=["M"]))
    await buyer.says(choice="wait", route="confirm")
    other = {"name": "back_in_stock", "data": {"sku": "001-BL-S", "stock": "2"}}
    assert (await buyer.hears("business", other)).acts == []
    assert "add=001-BG-M" in str(act(await buyer.hears("business", BACK), "goods-back").values["link"])
    assert (await buyer.hears("business", BACK)).acts == []


async def test_who_opted_out_leaves_the_list_unheard() -> None:
    buyer = Buyer(opted_out=True, waits=Waits({"001-BG-M"}))
    step = await buyer.hears("business", BACK)
    assert (step.acts, step.actions) == ([], [EndWait(sku="001-BG-M")])
