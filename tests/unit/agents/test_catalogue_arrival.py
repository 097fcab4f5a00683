"""Where to, by when, for how much: asked after a link, it is answered alone (R44, R62)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from domain.reading import Entities
from tests.unit.agents.buyer import Buyer, act, said, wants

pytestmark = pytest.mark.anyio


async def linked(**wish: Any) -> Buyer:
    buyer = Buyer()
    await buyer.says(wants("dress-liana", colours=["blue"], sizes=["M"], **wish))
    return buyer


def asking(*zones: str, **wish: Any) -> Entities:
    facts = wants(**wish)
    facts.zones = list(zones)
    return facts


async def test_another_place_is_told_its_day_and_price_and_the_card_is_not_repeated() -> None:
    buyer = await linked()
    step = await buyer.says(asking("armenia", asks_delivery=True))
    assert said(step) == ["goods-delivery"]
    assert act(step, "goods-delivery").values["cost"] == "paid"
    assert cast(date, act(step, "goods-delivery").values["day"]) > date(2026, 11, 25)
    assert step.outcome == "link_sent"


async def test_the_word_some_hours_later_is_about_the_same_variant() -> None:
    buyer = await linked()
    step = await buyer.says(asking(asks_delivery=True))
    assert [alarm.subject for alarm in step.alarms] == ["001-BL-M|1"]


async def test_free_delivery_counts_as_many_pieces_as_the_link_was_for() -> None:
    one = act(await (await linked()).says(asking(asks_delivery=True)), "goods-delivery")
    two = act(await (await linked(pieces=2)).says(asking(asks_delivery=True)), "goods-delivery")
    assert (one.values["cost"], two.values["cost"]) == ("paid", "free")


@pytest.mark.parametrize("more", [{"colours": ["white"]}, {"sizes": ["S"]}, {"asks_stock": True}])
async def test_who_asks_more_than_that_gets_the_whole_answer(more: dict[str, Any]) -> None:
    step = await (await linked()).says(asking("armenia", asks_delivery=True, **more))
    assert said(step) != ["goods-delivery"]


async def test_while_a_size_is_asked_the_day_is_told_and_the_size_is_asked_again_in_short() -> None:
    buyer = Buyer()
    await buyer.says(wants("dress-liana"))
    step = await buyer.says(asking(asks_delivery=True), route="support.delivery")
    assert said(step) == ["goods-delivery", "goods-again-size"]
    assert step.pending is not None
    assert step.pending.field == "size"
    there = await buyer.says(asking("armenia", asks_delivery=True))
    assert cast(date, act(there, "goods-delivery").values["day"]) > date(2026, 11, 25)


async def test_a_colour_that_is_ruled_out_is_never_offered() -> None:
    buyer = Buyer()
    await buyer.says(wants("dress-ani"))
    step = await buyer.says(wants(not_colours=["black"], sizes=["M"]))
    assert "002-GN-M" in str(act(step, "goods-link").values["link"])
