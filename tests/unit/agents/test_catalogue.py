"""Help before buying: readings in, steps out (R43-R45). What is not in stock is never offered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.catalogue.choosing import fitting, instead_of, size_in, suggestions
from agents.catalogue.frame import CatalogueFrame
from domain.goods import GoodsWish
from domain.reading import Entities
from domain.step import StoreRecord
from tests.unit.agents.buyer import LEVELS, Buyer, Stock, act, catalogue, said, wants
from tests.unit.agents.desk import reading

pytestmark = pytest.mark.anyio


async def test_exact_variant_is_one_message_with_price_stock_day_returns_and_cart() -> None:
    step = await Buyer().says(wants("dress-liana", colours=["blue"], sizes=["M"]))
    assert step.outcome == "link_sent"
    here = act(step, "goods-here")
    assert here.values["count"] == LEVELS["001-BL-M"]
    assert cast(Any, here.values["price"]).amount == Decimal(24000)
    assert act(step, "goods-delivery").values["day"] == date(2026, 11, 25)
    assert act(step, "goods-returns").values["days"] == 14
    assert act(step, "goods-link").values["link"] == "https://tsiran.example/cart?add=001-BL-M&qty=1"
    assert act(step, "goods-size").values == {"size": "M", "measure": "bust", "low": "88", "high": "92"}


async def test_only_the_size_is_asked_and_only_sizes_in_stock_are_named() -> None:
    buyer = Buyer(Stock({"013-BK-S": 0, "013-BG-S": 0}))
    step = await buyer.says(wants("coat-ararat"))
    assert said(step) == ["goods-ask-size"]
    assert act(step, "goods-ask-size").values["sizes"] == "M, L, XL"
    step = await buyer.says(choice="size:XL", route="confirm")
    assert step.outcome == "link_sent"


async def test_who_does_not_know_the_size_is_measured() -> None:
    buyer = Buyer()
    await buyer.says(wants("dress-ani"))
    step = await buyer.says(wants(asks_which_size=True))
    assert act(step, "goods-ask-measure").values["measure"] == "bust"
    step = await buyer.says(Entities(numbers=[90]))
    assert act(step, "goods-size-found").values["size"] == "M"
    assert step.outcome == "link_sent"


async def test_gone_variant_offers_what_is_there_and_the_waiting_list() -> None:
    buyer = Buyer()
    step = await buyer.says(wants("dress-liana", colours=["beige"], sizes=["M"]))
    options = [o.id for o in act(step, "goods-gone").options]
    assert options[0] == "sku:001-BL-M"
    assert options[-1] == "wait"
    step = await buyer.says(choice="wait", route="confirm")
    record = cast(StoreRecord, step.actions[0])
    assert (record.tool, record.fields["sku"], step.outcome) == (
        "crm.waitlist",
        "001-BG-M",
        "follow_up_agreed",
    )


async def test_nothing_is_put_on_the_waiting_list_unasked() -> None:
    step = await Buyer().says(wants("dress-liana", colours=["beige"], sizes=["M"]))
    assert step.actions == []


async def test_deadline_that_cannot_be_met_is_said_with_the_earliest_day() -> None:
    facts = wants("bag-kentron", colours=["black"])
    facts.zones = ["abroad"]
    buyer = Buyer(frame=CatalogueFrame(deadline=date(2026, 11, 27)).dump())
    step = await buyer.says(facts)
    late = act(step, "goods-too-late")
    assert cast(date, late.values["day"]) > date(2026, 11, 27)


async def test_today_is_met_by_the_same_day_courier() -> None:
    buyer = Buyer(frame=CatalogueFrame(deadline=date(2026, 11, 24)).dump())
    step = await buyer.says(wants("candle-tsiran"))
    assert act(step, "goods-in-time").values["day"] == date(2026, 11, 24)


async def test_more_than_there_are_is_said_and_the_cart_holds_what_there_is() -> None:
    step = await Buyer().says(wants("throw-dilijan", colours=["red"], pieces=3))
    assert said(step)[1] == "goods-fewer"
    assert "qty=1" in str(act(step, "goods-link").values["link"])


async def test_many_pieces_are_for_a_person() -> None:
    step = await Buyer().says(wants("mug-nur", pieces=30))
    assert step.escalation is not None
    assert step.escalation.topic == "custom_terms"
    assert step.escalation.fields["quantity"] == "30"
    assert step.outcome is None


async def test_gift_asks_for_whom_and_nothing_else() -> None:
    buyer = Buyer()
    step = await buyer.says(wants(gift=True))
    assert said(step) == ["goods-ask-whom"]
    step = await buyer.says(choice="whom:woman", route="confirm")
    lines = act(step, "goods-choose").lines
    assert 2 <= len(lines) <= 3
    assert len({line.values["label"] for line in lines}) == len(lines)


async def test_something_cheaper_costs_less_than_all_that_was_shown() -> None:
    buyer = Buyer()
    first = act(await buyer.says(wants(gift=True, recipient="woman")), "goods-choose")
    second = act(await buyer.says(wants(cheaper=True)), "goods-choose")
    shown = min(cast(Any, line.values["price"]).amount for line in first.lines)
    assert all(cast(Any, line.values["price"]).amount < shown for line in second.lines)


async def test_another_colour_after_the_link_is_about_the_same_thing() -> None:
    buyer = Buyer()
    await buyer.says(wants("coat-ararat", colours=["black"], sizes=["M"]))
    step = await buyer.says(wants(colours=["beige"]))
    assert "013-BG-M" in str(act(step, "goods-link").values["link"])


@pytest.mark.parametrize(
    ("product", "size", "own"),
    [
        ("coat-ararat", "44", "M"),
        ("socks-vardavar", "42", "41-45"),
        ("dress-ani", "XL", None),
        ("boots-gyumri", "38", "38"),
    ],
)
def test_sizes_of_other_tables_are_understood(product: str, size: str, own: str | None) -> None:
    assert size_in(catalogue(), catalogue().product_by_id[product], size) == own


skus = st.sampled_from(sorted(LEVELS))


@settings(max_examples=60, deadline=None)
@given(
    gone=st.sets(skus, max_size=150),
    recipient=st.sampled_from([None, "woman", "man", "child", "home"]),
    high=st.sampled_from([None, 5_000, 20_000, 60_000]),
    colour=st.sampled_from([None, "blue", "black", "red"]),
)
def test_what_is_not_in_stock_is_never_suggested(
    gone: set[str], recipient: Any, high: int | None, colour: str | None
) -> None:
    stock = {s: 0 if s in gone else n for s, n in LEVELS.items()}
    wish = CatalogueFrame(recipient=recipient, high=Decimal(high) if high else None, colour=colour)
    picks = suggestions(fitting(catalogue(), wish, stock))
    for pick in picks:
        assert any(stock[v.sku] > 0 for v in pick.product.variants)
        assert high is None or pick.product.price <= high
    assert len({p.label for p in picks}) == len(picks) <= 3


@settings(max_examples=60, deadline=None)
@given(gone=st.sets(skus, max_size=150), sku=skus)
def test_what_stands_in_for_a_gone_variant_is_in_stock_itself(gone: set[str], sku: str) -> None:
    stock = {s: 0 if s in {*gone, sku} else n for s, n in LEVELS.items()}
    product = catalogue().product_of_sku[sku]
    variant = next(v for v in product.variants if v.sku == sku)
    picks = instead_of(catalogue(), product, CatalogueFrame(), stock, size=variant.size)
    assert len({(p.variant.sku if p.variant else p.product.id) for p in picks}) == len(picks) <= 3
    assert all(p.variant is not None and stock[p.variant.sku] > 0 for p in picks)
    assert all(p.product.price < product.price for p in picks if p.label == "value")


async def test_a_measure_that_no_table_goes_by_is_asked_for_by_the_one_that_it_does() -> None:
    step = await Buyer().says(wants("dress-liana", measures={"height": Decimal(170)}))
    assert said(step) == ["goods-ask-measure"]


async def test_a_child_too_tall_for_every_size_is_told_so_before_anything_is_suggested() -> None:
    buyer = Buyer()
    step = await buyer.says(wants(recipient="child", age_years=8, asks_stock=True))
    assert said(step) == ["goods-child-range"]
    assert "kids-bunny" not in str(await buyer.says(choice="whom:child", route="confirm"))


async def test_two_things_in_one_message_are_both_answered() -> None:
    things = [["hat-jermuk"], ["sweater-gegham"]]
    step = await Buyer().says(wants("hat-jermuk", "sweater-gegham", sizes=["L"], things=things))
    assert said(step) == ["goods-card", "goods-several-here", "goods-several-here"]
    assert step.outcome == "link_sent"


async def test_of_two_things_the_unclear_one_is_asked_about() -> None:
    things = [["hat-jermuk"], ["sweater-gegham", "sweater-sevan"]]
    step = await Buyer().says(wants("hat-jermuk", "sweater-gegham", "sweater-sevan", things=things))
    assert "goods-several-here" in said(step)
    assert step.pending is not None
    assert [o.id for o in step.pending.options] == ["product:sweater-sevan", "product:sweater-gegham"]


async def test_who_takes_it_gets_the_cart_and_who_left_a_colour_open_is_asked_for_it() -> None:
    buyer = Buyer()
    await buyer.says(wants("coat-ararat", sizes=["M"]))
    step = await buyer.says(wants(takes=True), route="confirm")
    assert said(step) == ["goods-ask-colour"]
    step = await buyer.says(choice="colour:black", route="confirm")
    assert "013-BK-M" in str(act(step, "goods-link").values["link"])
    assert said(await buyer.says(wants(takes=True), route="confirm")) == ["goods-take"]


async def test_who_thinks_about_it_is_left_in_peace_and_may_come_back() -> None:
    buyer = Buyer()
    await buyer.says(wants("dress-liana", colours=["blue"], sizes=["M"]))
    step = await buyer.says(wants(later=True), route="smalltalk")
    assert (said(step), step.alarms) == (["goods-left"], [])
    assert "001-BL-M" in str(await buyer.says(wants(takes=True), route="confirm"))


async def test_when_nothing_costs_less_the_lowest_prices_are_said() -> None:
    buyer = Buyer()
    await buyer.says(wants(gift=True, recipient="woman"))
    await buyer.says(wants(cheaper=True))
    lines = act(await buyer.says(wants(cheaper=True)), "goods-cheapest").lines
    prices = [cast(Any, line.values["price"]).amount for line in lines]
    assert prices == sorted(prices)


async def test_several_sizes_of_one_thing_get_a_line_each() -> None:
    step = await Buyer().says(wants("tee-aragats", sizes=["L", "XL"]))
    assert said(step) == ["goods-card", "goods-several-here", "goods-several-here"]


async def test_a_colour_that_a_thing_does_not_come_in_is_said_with_those_it_has() -> None:
    step = await Buyer().says(wants("dress-liana", colours=["red"]))
    assert said(step) == ["goods-no-colour", "goods-ask-size"]


async def test_what_pictures_show_is_on_the_page() -> None:
    step = await Buyer().says(wants("bag-kentron", looks=True))
    assert "bag-kentron" in str(act(step, "goods-look").values["link"])


async def test_the_second_of_those_shown_is_chosen_beside_a_question_of_it() -> None:
    buyer = Buyer()
    shown = await buyer.says(Entities(goods=GoodsWish(gift=True, recipient="woman")))
    second = [o.id for o in shown.acts[-1].options if o.id.startswith("product:")][1]
    step = await buyer.says(Entities(ordinals=[2], zones=["armenia"], goods=GoodsWish(asks_delivery=True)))
    assert step.frame is not None
    assert f"product:{step.frame['product']}" == second


async def test_who_takes_one_of_several_is_asked_which_in_a_word() -> None:
    buyer = Buyer()
    await buyer.says(Entities(goods=GoodsWish(gift=True, recipient="woman")))
    step = await buyer.reads(reading("беру", "sales", entities=Entities(goods=GoodsWish(takes=True))))
    assert said(step) == ["goods-again"]
