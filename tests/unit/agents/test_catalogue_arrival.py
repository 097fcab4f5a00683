"""Where to, by when, for how much: asked after a link, it is answered alone (R44, R62)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

import pytest

from domain.money import Money
from domain.reading import Entities, MoneyRange, Reading, RouteScore, TimeWindow
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


def priced(*zones: str, **wish: Any) -> Reading:
    return Reading(
        text="how much with delivery then", language="en", script="latin", acts=["ask"], intent="price",
        routes=[RouteScore(route="quote", confidence=0.8)], entities=asking(*zones, **wish),
    )  # fmt: skip


async def test_asked_what_it_comes_to_the_sum_is_said_with_the_way() -> None:
    step = await (await linked(pieces=1)).reads(priced("armenia", asks_delivery=True))
    assert said(step) == ["goods-delivery", "goods-total"]
    assert str(cast(Money, act(step, "goods-total").values["total"]).amount) == "25500"


def question(text: str, **wish: Any) -> Reading:
    return Reading(
        text=text, language="en", script="latin", acts=["ask"], entities=wants(**wish),
        routes=[RouteScore(route="out_of_scope", confidence=0.9)],
    )  # fmt: skip


async def test_a_colour_that_is_the_linked_one_is_a_yes_and_no_second_card() -> None:
    step = await (await linked()).reads(question("in blue?", colours=["blue"]))
    assert said(step) == ["goods-yes"]


async def test_what_no_record_tells_goes_to_a_person_with_a_time_and_the_page() -> None:
    buyer = await linked()
    step = await buyer.reads(question("is the blue one more like navy or sky blue?", colours=["blue"]))
    assert said(step) == ["escalated-other", "goods-look-short"]
    assert step.escalation is not None
    assert step.escalation.topic == "question"
    assert [p.what for p in step.promises] == ["answer:question"]
    again = await buyer.says(asking("armenia", asks_delivery=True))
    assert said(again) == ["goods-delivery"]


async def test_a_number_behind_the_link_counts_pieces() -> None:
    buyer = Buyer()
    await buyer.says(wants("mug-nur", colours=["red"]))
    facts = wants()
    facts.numbers = [3]
    told = Reading(text="let's say 3", language="en", script="latin", entities=facts)
    assert act(await buyer.reads(told), "goods-here").values["pieces"] == 3


async def test_of_several_figures_the_one_that_is_no_size_of_it_is_none() -> None:
    buyer = Buyer()
    await buyer.says(wants("dress-ani"))
    facts = wants(sizes=["17"], measures={"height": 168})
    facts.numbers = [17, 168]
    assert said(await buyer.says(facts)) != ["goods-gone-alone"]


async def test_a_budget_below_every_price_is_meant_in_thousands() -> None:
    facts = wants(gift=True, recipient="man")
    facts.money = [MoneyRange(text="15", low=Decimal(15), high=Decimal(15))]
    buyer = Buyer()
    assert "goods-choose" in said(await buyer.says(facts))
    assert buyer.frame["high"] == "15000"


async def test_how_many_said_where_the_size_was_asked_is_heard_and_the_size_asked_in_short() -> None:
    buyer = Buyer()
    await buyer.says(wants("belt-vardan"))
    assert said(await buyer.says(wants(pieces=2))) == ["goods-count", "goods-again-size"]


async def test_a_no_that_says_what_else_ends_nothing() -> None:
    buyer = Buyer()
    await buyer.says(wants(gift=True, recipient="child", occasion="birth"))
    text = "not clothes, they have tons"
    no = Reading(
        text=text, language="en", script="latin", routes=[RouteScore(route="decline", confidence=0.84)]
    )
    step = await buyer.reads(no)
    assert step.outcome is None
    assert step.pending is not None


async def test_who_names_a_size_and_no_thing_is_shown_what_has_sizes() -> None:
    facts = wants(occasion="wedding", recipient="woman", sizes=["46"])
    step = await Buyer().says(facts)
    shown = [option.id for option in act(step, "goods-choose").options]
    assert len(shown) > 1
    assert not [o for o in shown if "031" in o or "026" in o or "vase" in o or "earrings" in o]


async def test_a_throw_is_no_thursday() -> None:
    facts = asking("armenia", asks_delivery=True)
    facts.products = ["throw-dilijan"]
    facts.windows = [
        TimeWindow(
            text="throw", start=datetime(2026, 11, 26, tzinfo=UTC), end=datetime(2026, 11, 27, tzinfo=UTC)
        )
    ]
    buyer = Buyer()
    await buyer.says(facts)
    assert "deadline" not in buyer.frame
