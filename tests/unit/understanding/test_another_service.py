""" "Rather whitening", while a cleaning is being booked: that visit instead, and neither a complaint nor a doctor's question."""

from __future__ import annotations

import pytest

from agents.router.wish_beside import wants_instead
from domain.step import PendingQuestion
from tests.unit.understanding.conftest import Read

CONTACT = PendingQuestion(field="contact", kind="contact", specialist="scheduler")
TICKET = PendingQuestion(field="details", kind="text", specialist="support")
INSTEAD = [
    "лучше отбеливание", "хотя нет, давайте отбеливание вместо чистки", "передумал, отбеливание", "а лучше сразу отбеливание",
    "luchshe otbelivanie", "whitening rather", "actually, make it whitening", "no, whitening instead",
    "ավելի լավ է սպիտակեցում", "ոչ, սպիտակեցում", "միտքս փոխեցի, սպիտակեցում",
]  # fmt: skip


@pytest.mark.parametrize("text", INSTEAD)
def test_it_is_a_visit_and_raises_nothing(read: Read, text: str) -> None:
    found = read(text, pending=CONTACT)
    assert found.route == "booking"
    assert "whitening" in found.entities.services
    assert found.flags == []


@pytest.mark.parametrize(
    "text", ["а отбеливание?", "лучше ли отбеливание?", "отбеливание сделали плохо", "whitening? how much?"]
)
def test_a_question_or_a_complaint_is_no_change_of_service(read: Read, text: str) -> None:
    assert "a service and words of wishing" not in read(text, pending=CONTACT).why


def test_below_somebody_elses_question_it_is_no_visit_at_once(read: Read) -> None:
    assert "a service and words of wishing" not in read("лучше отбеливание", pending=TICKET).why


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("лучше отбеливание. это больно?", True), ("luchshe otbelivanie, eto bolno?", True), ("whitening rather. does it hurt?", True),
        ("ավելի լավ է սպիտակեցում։ ցավո՞ւմ է", True), ("а отбеливание больно?", False), ("does whitening hurt?", False),
        ("отбеливание мне делали, это больно?", False),
    ],
)  # fmt: skip
def test_the_change_of_mind_stands_in_a_clause_of_its_own(read: Read, text: str, instead: bool) -> None:
    assert wants_instead(read(text, pending=CONTACT)) is instead


@pytest.mark.parametrize("text", ["а отбеливание больно?", "чистка больно или нет?", "otbelivanie bolno?"])
def test_whether_a_service_hurts_is_a_question_to_the_rules(read: Read, text: str) -> None:
    found = read(text, pending=CONTACT)
    assert found.route == "faq"
    assert "medical" not in found.flags
