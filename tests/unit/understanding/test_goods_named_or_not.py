"""What only sounds like the name of something on sale, and what is named to be ruled out (R43)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.reading import Entities
from knowledge.business_files import load_business

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def understander() -> Understander:
    shop = load_business(Path(__file__).parents[3] / "businesses" / "shop")
    return Understander.load(shop, cast(Any, None))


def read(understander: Understander, text: str) -> Entities:
    return understander.read_facts(text, ReadingContext(NOW))


@pytest.mark.parametrize(
    "text",
    [
        "эска маловата в плечах",
        "are there any left?",
        "օրը կիսով բաժանել կարո՞ղ եք",
        "I am flying home on Thursday",
        "ноги мёрзнут дома",
    ],
)
def test_a_word_of_the_language_is_no_misspelt_name(understander: Understander, text: str) -> None:
    found = read(understander, text)
    assert (found.products, found.goods.categories) == ([], [])


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("пледами торгуете?", "throw-dilijan"),
        ("бирюзовые вазы есть?", "vase-arax"),
        ("have you got mugs?", "mug-nur"),
        ("բաժակներից կա՞", "mug-nur"),
        ("zhiletku hochu", "vest-syunik"),
    ],
)
def test_a_name_is_known_in_every_form_it_has(understander: Understander, text: str, product: str) -> None:
    assert product in read(understander, text).products


@pytest.mark.parametrize("text", ["что-то для дома", "something for the home", "տան համար բան"])
def test_a_kind_that_is_called_by_several_words_is_known_by_all_of_them(
    understander: Understander, text: str
) -> None:
    assert read(understander, text).goods.categories == ["home"]


@pytest.mark.parametrize(
    "text", ["մատանի չլինի, չի կրում", "только не кольцо", "кольцо не надо", "anything but no ring please"]
)
def test_what_is_ruled_out_is_not_what_is_wanted(understander: Understander, text: str) -> None:
    found = read(understander, text)
    assert found.products == []
    assert "ring-haverj" in found.goods.not_products
    assert found.goods.others


def test_one_thing_may_be_ruled_out_for_another(understander: Understander) -> None:
    found = read(understander, "не кружку, а вазу")
    assert (found.products, found.goods.not_products) == (["vase-arax"], ["mug-nur"])


@pytest.mark.parametrize(
    "text", ["a gift for my kid's teacher", "подарок учительнице сына", "նվեր որդուս ուսուցչին"]
)
def test_a_childs_teacher_is_no_child(understander: Understander, text: str) -> None:
    found = read(understander, text)
    assert found.goods.occasion == "teacher"
    assert found.goods.recipient != "child"


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Масис есть в наличии?", "wallet-masis"),
        ("is Masis in stock?", "wallet-masis"),
        ("Մասիսը կա՞", "wallet-masis"),
        ("Севан есть?", "sweater-sevan"),
    ],
)
def test_what_is_called_like_a_town_is_the_product_where_stock_is_asked(
    understander: Understander, text: str, product: str
) -> None:
    assert read(understander, text).products == [product]


@pytest.mark.parametrize(
    "text",
    [
        "курьером в Масис можно?",
        "can you bring it to Masis?",
        "из Очага добираться долго?",
        "Մասիսին առաքո՞ւմ եք",
        "Մասիս առաքում կա՞",
        "в Севан есть доставка?",
    ],
)
def test_a_town_behind_to_or_from_is_no_product_of_that_name(understander: Understander, text: str) -> None:
    assert read(understander, text).products == []


@pytest.mark.parametrize(
    "text",
    [
        "отложите мне её до субботы",
        "can u put them aside til noon",
        "could you reserve one?",
        "մինչև վաղը պահե՞ք ինձ համար",
    ],
)
def test_what_is_to_be_kept_for_them_is_heard(understander: Understander, text: str) -> None:
    assert read(understander, text).goods.asks_hold


@pytest.mark.parametrize("text", ["she already has slippers", "тапочки у неё уже есть", "հողաթափ արդեն ունի"])
def test_what_somebody_has_is_not_wanted(understander: Understander, text: str) -> None:
    found = read(understander, text)
    assert (found.products, found.goods.not_products) == ([], ["slippers-ojakh"])


def test_a_jumper_for_a_child_is_the_childrens_sweater(understander: Understander) -> None:
    assert read(understander, "looking for a warm jumper for my 4 year old").products == ["kids-bunny"]
