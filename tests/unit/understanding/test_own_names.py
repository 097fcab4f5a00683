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
        "после чистки сколько нельзя есть?", "когда можно есть после чистки?", "можно курить после отбеливания?",
        "posle chistki skolko nelzya est?", "when can I eat after a cleaning?", "after cleaning can I eat?",
        "how long after the whitening can't I eat or drink coffee?", "մաքրումից հետո ինչքան ժամանակ չուտեմ",
        "մաքրումից հետո ե՞րբ կարող եմ ուտել", "maqrumic heto inchqan jamanak chutem?",
    ],
)  # fmt: skip
def test_when_one_may_eat_after_a_cleaning_is_no_danger(read: Read, text: str) -> None:
    assert read(text).flags == []


@pytest.mark.parametrize(
    "text",
    [
        "после чистки когда можно пить аспирин, я беременна", "после отбеливания от кофе адская боль",
        "после чистки можно пить антибиотики?", "после отбеливания сколько пить ибупрофен?",
        "после чистки можно кушать если диабет?", "после отбеливания можно пить вино, я кормлю грудью?",
        "posle chistki mozhno pit antibiotiki?", "after the whitening I can't eat, it hurts so much",
        "after the cleaning can I drink with blood thinners?", "after whitening may I drink coffee, I am pregnant?",
        "մաքրումից հետո չեմ կարողանում ուտել, ուռել է", "սպիտակեցումից հետո կարո՞ղ եմ սուրճ խմել, հղի եմ",
        "maqrumic heto chem karoghanum utel, urel e",
    ],
)  # fmt: skip
def test_pain_illness_or_medicine_beside_it_is_for_a_doctor(read: Read, text: str) -> None:
    assert "medical" in read(text).flags


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


@pytest.mark.parametrize(
    ("text", "native"),
    [
        ("atams kotrvela, shtap petqa bjshk", "կոտրվել ա"),
        ("inchqana arji", "ինչքան ա"),
        ("տղաս 8 տարեկանա", "տարեկան ա"),
    ],
)
def test_the_spoken_is_that_has_grown_to_a_word_stands_apart(read: Read, text: str, native: str) -> None:
    assert native in read(text).in_own_script


@pytest.mark.parametrize("text", ["Սոնա Աննա մեքենա", "մամա, վիզա, պիցցա"])
def test_words_that_only_end_like_it_stay_whole(read: Read, text: str) -> None:
    assert read(text).in_own_script == text


@pytest.mark.parametrize(
    "text",
    [
        "հինգշաբթի չի լինի՞",
        "hingshabti chi lini?",
        "շաբաթ չեմ կարող, հինգշաբթի կլինի՞",
        "chem karox shabat, hingshabti klini?",
    ],
)
def test_the_day_that_is_asked_for_is_wished(read: Read, text: str) -> None:
    wished = [w for w in read(text).entities.wishes if w.start is not None]
    assert [w.start.weekday() for w in wished if w.start is not None] == [3]


def test_a_day_told_not_to_do_is_not_wished(read: Read) -> None:
    assert not [w for w in read("հինգշաբթի չի լինի").entities.wishes if w.start is not None]


@pytest.mark.parametrize(
    "text",
    ["aghjiks 7 tarekan e, atamiknery cuyc tanq urbat or", "տղաս 8 տարեկանա ատամը շարժվումա, ուրբաթ տեղ կա՞"],
)
def test_a_childs_age_and_a_day_are_the_childs_visit(read: Read, text: str) -> None:
    assert read(text).entities.services == ["child-checkup"]


def test_a_verb_that_is_spelled_like_a_name_asks_for_nobody(read: Read) -> None:
    reading = read("սպիտակեցումը շատ թանկ ա, 60 հազարով չե՞ք անի")
    assert reading.entities.practitioners == []
    assert reading.flags == ["discount"]


def test_who_has_never_been_here_asks_for_a_visit_and_complains_of_nothing(read: Read) -> None:
    reading = read("ողջույն, դեռ ձեզ մոտ չեմ եղել, բժիշկը նայի ատամներս, ինչքա՞ն ա ու այս շաբաթ տեղ կա՞")
    assert reading.route == "booking"
    assert not reading.has("support.complaint")
