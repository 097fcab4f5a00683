"""Address, name and phone in one answer, in any order, punctuation and script (R16)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import Language
from domain.reading import Entities
from domain.step import PendingQuestion
from knowledge.business_files import load_business
from tests.fakes.embedder import TrigramEmbedder

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
BUNDLE = PendingQuestion(field="contact", kind="contact", specialist="scheduler", expects="place")
PLACE = PendingQuestion(field="contact", kind="text", specialist="scheduler", expects="place")


@pytest.fixture(scope="module")
def understander() -> Understander:
    business = load_business(Path(__file__).parents[3] / "businesses" / "home_repair")
    return Understander.load(business, TrigramEmbedder())


def told(
    understander: Understander, text: str, language: Language, pending: PendingQuestion = BUNDLE
) -> Entities:
    return understander.read_facts(text, ReadingContext(NOW, language, pending))


@pytest.mark.parametrize(
    ("language", "text", "zone", "address", "name"),
    [
        ("ru", "Аван, ул. Худякова 12/3, Саркис 077123456", "avan", "ул. Худякова 12/3", "Саркис"),
        ("ru", "077123456 Саркис Аван Худякова 12/3", "avan", "Худякова 12/3", "Саркис"),
        ("ru", "Давташен, 2 квартал, дом 15, кв. 3, Ира +37491234567", "davtashen", "2 квартал, дом 15, кв. 3", "Ира"),
        ("ru", "Шенгавит Гарегина Нжде 12 кв 8 Лусине 093 11 22 33", "shengavit", "Гарегина Нжде 12 кв 8", "Лусине"),
        ("ru", "Меня зовут Гаяне, Нор-Норк, 3 массив, 15 дом, 22 кв, 094556677", "nor_nork", "3 массив, 15 дом, 22 кв", "Гаяне"),
        ("ru", "Тиграна Петросяна 12, Анна 077112233", "davtashen", "Тиграна Петросяна 12", "Анна"),
        ("ru", "г. Абовян, ул. Россия 5, кв. 3. Арсен. 099 12 34 56", "abovyan_town", "ул. Россия 5, кв. 3", "Арсен"),
        ("ru", "ануш 095123456 киевян 5 кв 45", "arabkir", "киевян 5 кв 45", "Ануш"),
        ("hy", "Սայաթ-Նովա 14, Կենտրոն, Մարիամ, 094112233", "kentron", "Սայաթ-Նովա 14", "Մարիամ"),
        ("hy", "Ավան, Խուդյակով 12/3, Սարգիս, 077123456", "avan", "Խուդյակով 12/3", "Սարգիս"),
        ("hy", "Շենգավիթ, Գարեգին Նժդեհի 12 բն 8, Լուսինե 093112233", "shengavit", "Գարեգին Նժդեհի 12 բն 8", "Լուսինե"),
        ("hy", "Avan Xudyakov 12/3, Sargis, 077123456", "avan", "Xudyakov 12/3", "Sargis"),
        ("en", "12/3 Khudyakov, Avan. Sarkis, 077123456", "avan", "12/3 Khudyakov", "Sarkis"),
        ("en", "12 Tigran Petrosyan st, Anna 077112233", "davtashen", "12 Tigran Petrosyan st", "Anna"),
        ("en", "Building 15, flat 3, 2nd quarter, Davtashen. Ira, +37491234567", "davtashen", "Building 15, flat 3, 2nd quarter", "Ira"),
        ("en", "flat 7, 33 Sayat-Nova Ave - Mike O'Brien - 094 121212", None, "flat 7, 33 Sayat-Nova Ave", "Mike O'Brien"),
    ],
)  # fmt: skip
def test_one_answer_tells_place_name_and_phone(
    understander: Understander, language: Language, text: str, zone: str | None, address: str, name: str
) -> None:
    found = told(understander, text, language)
    assert found.addresses == [address]
    assert found.name == name
    assert len(found.phones) == 1
    assert found.zones == ([zone] if zone else [])
    assert found.windows == []
    assert found.practitioners == []
    assert found.quantities == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "лучше в 15:00"), ("ru", "давайте 25 ноября в 10"), ("en", "can you make it 3 pm instead?"),
        ("hy", "կարո՞ղ ենք ժամը 15-ին"), ("ru", "не хочу давать телефон"), ("ru", "у нас двое детей и собака"),
    ],
)  # fmt: skip
def test_what_is_no_place_stays_what_it_is(understander: Understander, language: Language, text: str) -> None:
    found = told(understander, text, language)
    assert found.addresses == []
    assert found.name is None


def test_a_new_time_beside_the_address_is_both(understander: Understander) -> None:
    found = told(understander, "а можно завтра в 15:00? Комитаса 24", "ru")
    assert found.addresses == ["Комитаса 24"]
    assert [w.text for w in found.windows] == ["завтра в 15:00"]


def test_where_only_the_place_was_asked_nobody_is_named(understander: Understander) -> None:
    found = told(understander, "2 квартал, дом 15, Ира", "ru", PLACE)
    assert found.addresses == ["2 квартал, дом 15"]
    assert found.name is None


@pytest.mark.parametrize("text", ["Лампочка горит тускло", "lampochka ne gorit", "Пусть мастер придёт"])
def test_a_verb_or_a_title_is_nobody_of_the_staff(understander: Understander, text: str) -> None:
    assert understander.read_facts(text, ReadingContext(NOW, "ru")).practitioners == []


def test_a_short_name_is_found_in_its_cases(understander: Understander) -> None:
    for text in ("Можно Гора?", "к мастеру Гору", "с Гором"):
        assert understander.read_facts(text, ReadingContext(NOW, "ru")).practitioners == ["gor"]


@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("hy", "10ին, Խուդյակովի 45 բն 12, Աշոտ 091 22 33 44", "Խուդյակովի 45 բն 12"),
        ("ru", "Худякова 45 кв 12, Ашот 091 22 33 44", "Худякова 45 кв 12"),
        ("en", "Khudyakov 45 apt 12, Ashot 091 22 33 44", "Khudyakov 45 apt 12"),
    ],
)
def test_a_name_with_a_number_is_an_address_where_a_flat_stands_behind_it(
    understander: Understander, language: Language, text: str, address: str
) -> None:
    found = understander.read_facts(text, ReadingContext(NOW, language, None))
    assert found.addresses == [address]


@pytest.mark.parametrize("text", ["Анна, 3 этаж", "Анна 3 этаж", "Гор 2 штуки"])
def test_a_name_with_a_count_is_no_address(understander: Understander, text: str) -> None:
    assert understander.read_facts(text, ReadingContext(NOW, "ru", None)).addresses == []
