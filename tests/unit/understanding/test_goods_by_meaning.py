"""Goods that are meant and not named: suggested from the catalogue, never where something else is spoken of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.errors import BusinessFileError
from domain.language import Language
from knowledge.business_files import load_business
from tests.unit.understanding.conftest import NOW

BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def shop(understander: Understander) -> Understander:
    return Understander.load(load_business(BUSINESSES / "shop"), understander.embedder)


@pytest.mark.parametrize(
    ("language", "text", "among"),
    [
        ("en", "I need a thing to put flowers in", "vase-arax"),
        ("en", "my dad's hands are always cold, what do you have", "gloves-nock"),
        ("ru", "что-нибудь тёплое на ноги", "socks-vardavar"),
        ("ru", "что надеть летом в жару", "dress-nare"),
        ("ru", "chto podarit novorozhdennomu", "toy-eshik"),
        ("hy", "ոտքերը տաք պահելու համար բան կա՞", "slippers-ojakh"),
        ("hy", "նորածնին ի՞նչ նվիրեմ", "blanket-nana"),
    ],
)
def test_what_is_wished_for_in_other_words_is_looked_for_among_the_goods(
    shop: Understander, language: Language, text: str, among: str
) -> None:
    reading = shop.read([text], ReadingContext(NOW, language))
    assert among in [*reading.entities.goods.likely, *reading.entities.goods.hints]
    assert not reading.entities.products
    assert reading.route == "sales"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my parcel has not come yet"),
        ("en", "do you ship to Germany"),
        ("en", "what is the weather like today"),
        ("ru", "хочу поговорить с человеком"),
        ("ru", "верните мне деньги за заказ"),
        ("hy", "պատվերս դեռ չի եկել"),
    ],
)
def test_what_is_no_wish_for_goods_finds_none(shop: Understander, language: Language, text: str) -> None:
    assert not shop.read([text], ReadingContext(NOW, language)).entities.goods.likely


def test_what_is_named_is_not_looked_for_by_meaning(shop: Understander) -> None:
    reading = shop.read(["do you have the Maro cardigan in M"], ReadingContext(NOW, "en"))
    assert reading.entities.products == ["cardigan-maro"]
    assert not reading.entities.goods.likely


def test_words_for_a_product_that_is_not_sold_are_a_mistake_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(BUSINESSES / "shop", tmp_path / "shop")
    rules = tmp_path / "shop" / "catalogue.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("products: [vase-arax]", "products: [vase]"))
    with pytest.raises(BusinessFileError, match="vase"):
        load_business(tmp_path / "shop")


def test_a_gift_is_chosen_by_whom_it_is_for_where_nothing_else_is_told(shop: Understander) -> None:
    goods = shop.read(["A gift for my girlfriend, up to 10000"], ReadingContext(NOW, "en")).entities.goods
    assert goods.recipient == "woman"
    assert not goods.likely
