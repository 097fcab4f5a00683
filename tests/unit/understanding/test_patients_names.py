"""Whom a visit is for, beside who wrote: both names are kept, and neither is a doctor's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.step import PendingQuestion

Read = Callable[..., Reading]
CONTACT = PendingQuestion(field="contact", kind="contact", specialist="scheduler")


@pytest.mark.parametrize(
    ("text", "patient", "writer"),
    [
        ("ребёнка зовут Давид, я Гоар, 077 45 45 45", "Давид", "Гоар"),
        ("жену зовут Анна, меня Гор, 077 45 45 45", "Анна", "Гор"),
        ("the child's name is David, I'm Gohar, 077 45 45 45", "David", "Gohar"),
        ("երեխու անունը Դավիթ ա, ես Գոհարն եմ, 077 45 45 45", "Դավիթ", "Գոհար"),
        ("Լիլիթ ա անունը, ես Գոռն եմ", "Լիլիթ", "Գոռ"),
        ("erexu anuny Davit a, es Goharn em, 077454545", "Davit", "Gohar"),
        ("David a eraxayi anuny, es Anahitn em, 094 20 30 40", "David", "Anahit"),
        ("имя ребенка Анна, 077 45 45 45", "Анна", None),
        ("её зовут Анна, 077 45 45 45", "Анна", None),
        ("երեխայի անունը Անի է, 077454545", "Անի", None),
    ],
)
def test_the_patients_name_and_the_writers_are_both_kept(
    read: Read, text: str, patient: str, writer: str | None
) -> None:
    found = read(text, pending=CONTACT).entities
    assert (found.for_whom, found.name) == (patient, writer)
    assert found.practitioners == []


@pytest.mark.parametrize(
    ("text", "name"), [("меня зовут Анна, 077 45 45 45", "Анна"), ("իմ անունը Աննա է", "Աննա"), ("Անահիտ ա անունը, 077 45 45 45", "Անահիտ"), ("my name is Anna", "Anna")]
)  # fmt: skip
def test_who_writes_of_themselves_has_one_name(read: Read, text: str, name: str) -> None:
    assert read(text, pending=CONTACT).entities.name == name


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("запишите жену Анну на чистку завтра", "Анна"),
        ("нужно записать сына Артёма к детскому врачу", "Артём"),
        ("моя дочь Мария, 8 лет, когда можно прийти?", "Мария"),
        ("book a cleaning for my wife Anna tomorrow", "Anna"),
        ("կնոջս՝ Լիլիթի համար մաքրում վաղը", "Լիլիթ"),
        ("mamayis hamar, Anahit, 091 234567", "Anahit"),
    ],
)
def test_a_first_name_beside_who_it_is_to_the_writer_is_whose_visit_it_is(
    read: Read, text: str, patient: str
) -> None:
    found = read(text).entities
    assert (found.for_whom, found.name, found.practitioners) == (patient, None, [])


@pytest.mark.parametrize(
    "text",
    ["жена Анна посоветовала вас", "запишите жену к доктору Ани", "for my son, 7 years, to Ani", "կնոջս համար մաքրում Մարիամի մոտ"],
)  # fmt: skip
def test_who_is_only_spoken_of_or_treats_is_not_whose_visit_it_is(read: Read, text: str) -> None:
    assert read(text).entities.for_whom is None
