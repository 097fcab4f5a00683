"""Armenian words in any form; and words that only look alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agents.understanding.inflection import is_inflected
from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("զննման", "զննում"), ("մաքրումը", "մաքրում"), ("մաքրմամբ", "մաքրում"), ("ծրագիրը", "ծրագիր"),
        ("դատարանը", "դատարան"), ("խորհրդատվության", "խորհրդատվություն"), ("իմպլանտներից", "իմպլանտ"),
        ("ատամների", "ատամ"), ("բրեկետները", "բրեկետ"), ("օրթոդոնտին", "օրթոդոնտ"), ("դեմքս", "դեմք"),
    ],
)  # fmt: skip
def test_forms_of_one_word_are_one_word(word: str, base: str) -> None:
    assert is_inflected(word, base)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("մաքուր", "մաքրում"), ("զննել", "զննում"), ("տանը", "տասը"), ("այցը", "այտը"), ("гном", "гнома"),
        ("ատամ", "ատելի"), ("", "ում"),
    ],
)  # fmt: skip
def test_words_that_look_alike_are_not_one_word(word: str, other: str) -> None:
    assert not is_inflected(word, other)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("երեխայի զննման համար", ["child-checkup"]),
        ("երեխայի զննումը երբ կարելի է", ["child-checkup"]),
        ("Օրթոդոնտի խորհրդատվություն", ["braces-consult"]),
        ("օրթոդոնտին եմ ուզում", ["braces-consult"]),
        ("atamneri maqrman", ["cleaning"]),
        ("ատամների մաքրմանը", ["cleaning"]),
        ("դեմքի մաքրման", ["facial-cleansing"]),
        ("առաջնային խորհրդատվությունից հետո", ["consultation-first"]),
        ("իմպլանտները", ["implant-consult"]),
        ("на детский осмотр", ["child-checkup"]),
        ("к ортодонту на консультацию", ["braces-consult"]),
    ],
)
def test_the_named_service_is_found_in_any_form_and_beats_its_family(
    read: Read, text: str, services: list[str]
) -> None:
    found = read(text).entities.services
    assert found[:1] == services


@pytest.mark.parametrize("text", ["մաքուր օդ է", "երեխան քնած է", "ծրագիրը փոխվեց", "чистый воздух"])
def test_no_service_is_found_where_none_is_named(read: Read, text: str) -> None:
    assert read(text).entities.services == []
