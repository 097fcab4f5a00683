"""What belongs to the goods that were linked last, and what does not (R44, R45, R60)."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.router import route
from agents.router.heard import Heard
from agents.router.practice import asks_of_a_practice
from domain.business import Business
from domain.goods import GoodsWish
from domain.reading import Entities, Reading, TimeWindow
from domain.step import PendingQuestion
from knowledge.business_files import load_business
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.test_router import event

FRIDAY = TimeWindow(text="до пятницы", end=NOW)


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(Path("businesses") / "shop")


def rules_of(shop: Business, read: Reading, pending: PendingQuestion | None = None) -> set[str]:
    needs = route([event()], read, business=shop, pending=pending, active=None, linked=True)
    return {need.rule for need in needs}


def test_a_question_of_the_front_desk_that_nobody_has_to_answer_keeps_the_goods(shop: Business) -> None:
    help_ = PendingQuestion(field="help", kind="choice", specialist="front_desk")
    asks = reading(
        "а до пятницы успеете?",
        "out_of_scope",
        acts=["ask"],
        confidence=0.4,
        entities=Entities(windows=[FRIDAY]),
    )
    assert rules_of(shop, asks, help_) == {"where-or-when-of-the-link"}


@pytest.mark.parametrize(
    "facts",
    [
        Entities(order_ids=["TS-10388"], zones=["armenia"]),
        Entities(zones=["armenia"], goods=GoodsWish(own=True)),
    ],
    ids=["an order is named", "it is theirs"],
)
def test_what_was_ordered_is_not_what_was_linked(shop: Business, facts: Entities) -> None:
    asks = reading("когда приедет в Гюмри?", "support.delivery", acts=["ask"], entities=facts)
    assert "where-or-when-of-the-link" not in rules_of(shop, asks)


def test_a_sure_question_to_the_rules_with_a_day_in_it_stays_one(shop: Business) -> None:
    asks = reading("вы открыты в воскресенье?", "faq", acts=["ask"], entities=Entities(windows=[FRIDAY]))
    assert rules_of(shop, asks) == {"asks-a-rule"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("do you do invoices? we're an LLC", True),
        ("how do we pay by bank transfer?", True),
        ("вы выставляете счёт для ип?", True),
        ("можно оплатить переводом?", True),
        ("կանխիկ կարո՞ղ եմ վճարել", True),
        ("դուք հաշիվ տալի՞ս եք", False),
        ("voronc em vcharum, kanxik karox em?", True),
        ("оплата не проходит, можно что-то сделать?", False),
        ("why does my card not work, do you know?", False),
    ],
)
def test_what_is_usual_is_told_from_what_went_wrong(shop: Business, text: str, asks: bool) -> None:
    heard = Heard(reading(text, "support.payment", acts=["ask"]), shop, None, None)
    assert asks_of_a_practice(heard) is asks
