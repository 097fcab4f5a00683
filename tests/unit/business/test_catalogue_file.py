"""catalogue.csv: what an owner may get wrong is told with file, line and column, and what to write instead."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from knowledge.business_files import load_business
from knowledge.catalogue_files import read_stock

SHOP = Path(__file__).parents[3] / "businesses" / "shop"

MISTAKES = [
    (2, ",24000,", ",24 000,", "price", "write 24000 (AMD, no spaces)"),
    (2, ",24000,", ",дорого,", "price", "cannot be"),
    (2, ",24000,", ",0,", "price", "cannot be"),
    (2, ",dresses,", ",dreses,", "category", 'did you mean "dresses"?'),
    (2, "casual|romantic,woman", "casual|romantic,women", "for_whom", 'did you mean "woman"?'),
    (2, "birthday|everyday", "birthdays|everyday", "occasions", 'did you mean "birthday"?'),
    (2, "https://tsiran", "tsiran", "link", "begins with https://"),
    (2, ",beige,XS,2", ",biege,XS,2", "colour", 'did you mean "beige"?'),
    (2, ",beige,XS,2", ",beige,XSS,2", "size", "is not in the size table women"),
    (2, ",beige,XS,2", ",beige,XS,many", "stock", "write how many there are, 0 for none"),
    (2, ",beige,XS,2", ",beige,XS,-1", "stock", "0 for none"),
    (3, "001-BG-S", "001-BG-XS", "sku", "is taken on line 2"),
    (3, "001-BG-S,beige,S", "001-BG-S,beige,XS", "size", "stand on line 2 already"),
    (3, "dress-liana,,", "dress-liana,Платье,", "name_ru", "differs from line 2"),
    (3, "dress-liana,", ",", "id", "write the product's id in every row"),
    (2, "001-BG-XS,", ",", "sku", "is empty"),
    (2, "dress-liana,", "платье,", "id", "write Latin letters"),
    (1, "name_hy", "name_am", "name_am", "is not a column here"),
    (1, "stock", "sku", "stock", "is missing; add this column"),
]  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("policies"))
    return folder


def write_line(folder: Path, number: int, old: str, new: str) -> None:
    path = folder / "catalogue.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[number - 1], lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(("line", "old", "new", "column", "advice"), MISTAKES)
def test_mistake_is_told_with_its_place(
    shop: Path, line: int, old: str, new: str, column: str, advice: str
) -> None:
    write_line(shop, line, old, new)
    with pytest.raises(BusinessFileError) as caught:
        load_business(shop)
    told = [p for p in caught.value.problems if p.startswith(f"catalogue.csv:{line}: {column}:")]
    assert any(advice in p for p in told), caught.value.problems


def test_every_mistake_is_told_at_once(shop: Path) -> None:
    write_line(shop, 2, ",24000,", ",x,")
    write_line(shop, 12, "48000", "-")
    with pytest.raises(BusinessFileError) as caught:
        load_business(shop)
    assert [p.split(":")[1] for p in caught.value.problems] == ["2", "12"]


def test_table_of_a_spreadsheet_with_semicolons_is_read(shop: Path) -> None:
    path = shop / "catalogue.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text("\ufeff" + text.replace(",", ";"), encoding="utf-8")
    loaded = load_business(shop)
    assert loaded.catalogue is not None
    assert loaded.catalogue.product_by_id["dress-ani"].price == Decimal(48000)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"\xff\xfeid", "is not UTF-8 text"),
        (b"", "is empty"),
        (b'id,"name_ru\n', "close its quotes"),
    ],
)
def test_table_that_cannot_be_read_says_so(shop: Path, content: bytes, advice: str) -> None:
    (shop / "catalogue.csv").write_bytes(content)
    with pytest.raises(BusinessFileError) as caught:
        load_business(shop)
    assert any("catalogue.csv" in p and advice in p for p in caught.value.problems), caught.value.problems


RULES = [
    ("zones: [yerevan]", "zones: [erevan]", 'did you mean "yerevan"?'),
    ("home_zone: yerevan", "home_zone: moon", "is delivered to by none"),
    ("bulk_topic: custom_terms", "bulk_topic: bulk", "is no topic in escalation.yaml"),
    ("add={sku}", "add={code}", "may fill in"),
    ("https://tsiran.example/cart?add={sku}&qty={quantity}", "tsiran/cart", "write a whole address"),
    ("days: 2-3", "days: soon", "write a number of days"),
    ("days: 2-3", "days: 3-2", "write a number of days"),
    ("bust: 80-84", "bust: 84-80", "with the smaller first"),
    ("order_by: 20:00", "order_by: 25:00", "is not a time"),
    ("weekdays: [mon, tue, wed, thu, fri]", "weekdays: [mon, tuesday]", "cannot be"),
]


@pytest.mark.parametrize(("old", "new", "advice"), RULES)
def test_mistake_in_the_rules_is_told(shop: Path, old: str, new: str, advice: str) -> None:
    path = shop / "catalogue.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BusinessFileError) as caught:
        load_business(shop)
    assert any(p.startswith("catalogue.yaml:") and advice in p for p in caught.value.problems), (
        caught.value.problems
    )


def test_one_file_without_the_other_is_a_mistake(shop: Path) -> None:
    (shop / "catalogue.yaml").unlink()
    with pytest.raises(BusinessFileError, match=r"catalogue\.yaml"):
        load_business(shop)


def test_stock_that_is_no_number_leaves_the_last_good_one(shop: Path) -> None:
    before = read_stock(shop / "catalogue.csv")
    assert before is not None
    assert before["001-BG-XS"] == 2
    write_line(shop, 2, ",beige,XS,2", ",beige,XS,lots")
    assert read_stock(shop / "catalogue.csv") is None
