"""Services by the names customers use, with words in between that do not belong to the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.understanding.aliases import AliasIndex, index_services
from agents.understanding.lexicon import pieces_of
from domain.business import Business
from knowledge.business_files import load_business

NAMES = AliasIndex([("paint a room", ("painting",), False), ("заменить кран", ("faucet",), False)])


@pytest.fixture(scope="module")
def clinic() -> Business:
    return load_business(Path("businesses/clinic"))


def found(text: str) -> list[str]:
    return NAMES.find(pieces_of(text.lower()))


@pytest.mark.parametrize(
    "text",
    ["paint a 20 sq m room", "paint my big room", "paint a 3 by 4 m room", "заменить 2 шт. старых крана"],
)
def test_how_much_of_it_may_stand_between_and_two_words_more(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", ["paint and clean my living room", "paint it is not, but what a nice room"])
def test_a_name_is_not_put_together_from_afar_or_over_an_and(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["a botox consult on Sunday", "բոտոքսի խորհրդատվություն", "консультация по ботоксу"]
)
def test_a_general_word_behind_the_name_of_a_service_means_that_one(clinic: Business, text: str) -> None:
    assert index_services(clinic).find(pieces_of(text)) == ["injections-consult"]


def test_trouble_told_with_the_name_of_what_is_wished_for_means_nothing_else(clinic: Business) -> None:
    text = "any chance for a filling today? my filling fell out"
    assert index_services(clinic).find(pieces_of(text)) == ["filling"]


@pytest.mark.parametrize(
    "text", ["checkup + cleaning", "check-up & cleaning", "checkup and cleaning package"]
)
def test_whatever_joins_the_words_of_a_name_it_is_that_name(clinic: Business, text: str) -> None:
    assert index_services(clinic).find(pieces_of(text)) == ["checkup-package"]


@pytest.mark.parametrize(
    "text",
    [
        "i need a dentist, just a cleaning",
        "need to see the dentist for a cleaning",
        "хочу к стоматологу, на чистку",
        "ատամնաբույժի մոտ եմ ուզում, մաքրման",
    ],
)
def test_who_does_it_gives_way_to_what_is_wished_for(clinic: Business, text: str) -> None:
    assert index_services(clinic).find(pieces_of(text)) == ["cleaning"]


@pytest.mark.parametrize(
    "text",
    [
        "a cleaning and a dentist",
        "запишите на чистку и к стоматологу",
        "мне чистку, а сыну к врачу",
        "մաքրում և ատամնաբույժ",
    ],
)
def test_a_service_and_a_doctor_are_two_where_and_joins_them(clinic: Business, text: str) -> None:
    assert set(index_services(clinic).find(pieces_of(text))) > {"cleaning", "consultation-first"}
