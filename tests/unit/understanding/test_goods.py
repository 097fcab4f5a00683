"""What is wanted, in three languages and romanised: products, colours, sizes, for whom (R43). Fast with many products."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from agents.understanding.goods.reader import GoodsReader
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.business import Business
from domain.business.catalogue import Catalogue
from domain.reading import Entities
from knowledge.business_files import load_business

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(Path(__file__).parents[3] / "businesses" / "shop")


@pytest.fixture(scope="module")
def understander(shop: Business) -> Understander:
    return Understander.load(shop, cast(Any, None))


def read(understander: Understander, text: str) -> Entities:
    return understander.read_facts(text, ReadingContext(NOW))


@pytest.mark.parametrize(
    ("text", "products", "wish"),
    [
        ("Есть платье Лиана в размере M?", ["dress-liana"], {"sizes": ["M"]}),
        ("Здравствуйте! Хочу льняное платье бежевое", ["dress-liana"], {"colours": ["beige"]}),
        ("у вас есть шерстяной шарф зелёный?", ["scarf-dilijan"], {"colours": ["green"]}),
        ("сорок второй размер ботинок Ширак есть?", ["boots-shirak"], {"sizes": ["42"]}),
        ("обхват груди 94, какое платье Ани взять?", ["dress-ani"], {"measures": {"bust": 94}}),
        ("подарок ребенку 5 лет", [], {"recipient": "child", "age_years": 5, "gift": True}),
        ("Ищу подарок маме до пятницы", [], {"recipient": "woman", "gift": True}),
        ("Բարև, «Լիանա» զգեստը M չափսով ունե՞ք", ["dress-liana"], {"sizes": ["M"]}),
        ("լիանա զգեստ մ չափսի", ["dress-liana"], {"sizes": ["M"]}),
        ("տղամարդու սվիտեր L կա՞", ["sweater-gegham"], {"sizes": ["L"], "recipient": "man"}),
        ("մայրիկիս նվեր եմ փնտրում", [], {"recipient": "woman", "gift": True}),
        ("Do you have the Liana dress in M?", ["dress-liana"], {"sizes": ["M"]}),
        ("men's linen shirt XL white?", ["shirt-areg"], {"sizes": ["XL"], "colours": ["white"]}),
        ("I need two red Pomegranate mugs", ["mug-nur"], {"pieces": 2, "colours": ["red"]}),
        ("plate liana est v razmere M?", ["dress-liana"], {"sizes": ["M"]}),
        ("zgest Liana M chapsov unek?", ["dress-liana"], {"sizes": ["M"]}),
        ("mayrikis nver em uzum", [], {"recipient": "woman", "gift": True}),
        ("рубашка мужская 50 размер", ["shirt-areg"], {"sizes": ["50"], "recipient": "man"}),
        ("свитер сыну 5 лет", ["kids-bunny"], {"age_years": 5, "pieces": None}),
        ("5 տարեկան աղջկաս համար զգեստ", ["kids-daisy"], {"recipient": "child", "pieces": None}),
        ("мужской свитер и шапка", ["sweater-gegham", "hat-jermuk"],
         {"things": [["sweater-gegham"], ["hat-jermuk"]]}),
        ("the Ani dress and Gyumri boots", ["dress-ani", "boots-gyumri"],
         {"things": [["dress-ani"], ["boots-gyumri"]]}),
        ("gulpa uneq? u glxark", ["socks-vardavar", "hat-jermuk"],
         {"things": [["socks-vardavar"], ["hat-jermuk"]]}),
        ("платье Лиана, синее, и доставка", ["dress-liana"], {"things": []}),
        ("какие цвета у свитера Севан?", ["sweater-sevan"], {"asks_colours": True}),
        ("спасибо, мы подумаем", [], {"later": True}),
        ("the M one please", [], {"sizes": ["M"]}),
        ("Do you have Ani in black, S or M?", ["dress-ani"], {"sizes": ["S", "M"]}),
        ("две футболки Арагац: L и XL", ["tee-aragats"], {"sizes": ["L", "XL"]}),
        ("кольцо Вечность 17,5", ["ring-haverj"], {"sizes": []}),
        ("gift for my bf, he likes coffee", [], {"recipient": "man", "hints": ["coffee-jezve"]}),
    ],
)  # fmt: skip
def test_goods_are_read_as_customers_write(
    understander: Understander, text: str, products: list[str], wish: dict[str, Any]
) -> None:
    found = read(understander, text)
    assert found.products == products
    for name, value in wish.items():
        assert getattr(found.goods, name) == value, name


@pytest.mark.parametrize(
    "text",
    [
        "Доставка к 20 декабря, 2 штуки за 16000 драмов",
        "I'm here with my sister, it's late",
        "У меня 3 вопроса",
        "с мамой в магазин",
    ],
)
def test_numbers_and_letters_of_something_else_are_no_sizes(understander: Understander, text: str) -> None:
    assert read(understander, text).goods.sizes == []


def test_own_name_is_no_product(understander: Understander) -> None:
    assert read(understander, "меня зовут Сона").products == []


def test_product_named_after_a_town_names_no_place_to_deliver_to(understander: Understander) -> None:
    assert read(understander, "сколько стоят ботинки Гюмри?").zones == []
    assert read(understander, "сколько стоит доставка в Гюмри?").zones == ["armenia"]


def test_colour_is_no_beginning_of_another_word(understander: Understander) -> None:
    assert read(understander, "Կանացի կոշիկ ունե՞ք").goods.colours == []
    assert read(understander, "Is the Sevan sweater there?").goods.colours == []


def test_five_hundred_products_are_read_within_two_milliseconds(
    shop: Business, understander: Understander
) -> None:
    known = shop.catalogue
    assert known is not None
    many = [
        p.model_copy(update={"id": f"{p.id}-{n}", "variants": p.variants[:1]})
        for n in range(13)
        for p in known.products
    ][:500]
    reader = GoodsReader(shop, Catalogue(rules=known.rules, products=many))
    texts = ["Есть синее платье Лиана в размере M?", "ищу подарок маме", "men's linen shirt XL white?"]
    messages = [understander.prepare([t], ReadingContext(NOW)) for t in texts]
    for message in messages:
        reader.read(message)
    began = time.process_time()
    for _ in range(20):
        for message in messages:
            reader.read(message)
    assert (time.process_time() - began) / 60 < 0.002
