"""Services and people of the business in a message: which of them are meant, and which are not wanted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "Davitin chem uzum, ani mot klini?",
        "Դավիթին չեմ ուզում, կարո՞ղ եմ Անիի մոտ",
        "не к Давиду, к Ани можно?",
        "not David please, Ani",
    ],
)
def test_who_is_not_wanted_is_not_asked_for(read: Read, text: str) -> None:
    assert read(text).entities.practitioners == ["ani"]


@pytest.mark.parametrize("text", ["Դավիթին չեմ ուզում", "к Давиду не хочу"])
def test_where_nobody_else_is_named_another_person_is_meant(read: Read, text: str) -> None:
    found = read(text).entities
    assert (found.practitioners, found.shift) == ([], "other_person")


@pytest.mark.parametrize(
    "text", ["Անիի մոտ չի՞ լինի", "Ани не принимает в субботу?", "я не могу к Ани в пятницу"]
)
def test_a_no_about_something_else_refuses_nobody(read: Read, text: str) -> None:
    assert read(text).entities.practitioners == ["ani"]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("uzum em botoxi konsultacia, urbat", "injections-consult"),
        ("բոտոքսի խորհրդատվություն եմ ուզում", "injections-consult"),
        ("a botox consultation on Friday", "injections-consult"),
        ("uzum em kosmetologi mot gal demqi maqrman", "facial-cleansing"),
    ],
)
def test_what_stands_before_a_general_word_or_beside_it_tells_which_is_meant(
    read: Read, text: str, service: str
) -> None:
    assert read(text).entities.services == [service]


@pytest.mark.parametrize(
    ("text", "language"),
    [("lift ka?", "hy"), ("skidka klini", "hy"), ("online konsultacia ka?", "hy"), ("parking please", "en")],
)
def test_a_borrowed_word_does_not_choose_the_language(read: Read, text: str, language: str) -> None:
    assert read(text).language == language


def test_a_name_does_not_turn_an_english_conversation(read: Read) -> None:
    assert read("yesterday, 15 Baghramyan", language="en").language == "en"


def test_a_broken_tooth_is_a_wish_and_no_complaint(read: Read) -> None:
    reading = read("txas atamy kotrela")
    assert reading.route == "booking"
    assert not reading.has("support.complaint")


@pytest.mark.parametrize(
    "text",
    [
        "հետո կարա՞մ սուրճ խմեմ սպիտակեցումից",
        "spitakecumic heto karam surch xmem?",
        "после отбеливания кофе пить можно?",
        "can I drink coffee after whitening?",
    ],
)
def test_coffee_after_whitening_is_a_question_to_the_rules_and_no_danger(read: Read, text: str) -> None:
    assert read(text).flags == []


@pytest.mark.parametrize(
    "text",
    [
        "sirti xndir unem, karox em gal?",
        "lnders aryunahosum en, normal a?",
        "ճնշման դեղ եմ խմում, խանգարո՞ւմ ա",
    ],
)
def test_health_is_for_a_doctor_to_judge_in_everyday_armenian(read: Read, text: str) -> None:
    assert read(text).flags == ["medical"]
