"""What is done for children alone is meant where a child is spoken of, and nowhere else."""

from __future__ import annotations

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.step import PendingQuestion
from tests.unit.understanding.conftest import NOW

WITH_A_CHILD = [
    "запишите сына на среду, зуб у него шатается",
    "дочке 5 лет, надо зубки посмотреть",
    "ребенку бы к врачу записаться",
    "my son has a loose tooth, can you see him",
    "a dentist for my toddler, do you have one",
    "I'd like to bring my 4 year old to a dentist",
    "first teeth at 18 months old, can the dentist look",
    "տղայիս ատամը շարժվում է, ուզում եմ գրանցել",
]
WITHOUT = [
    "зуб шатается, запишите пожалуйста",
    "мне 40, передний зуб шатается, к кому записаться",
    "I have a loose tooth, can someone see me",
    "ատամս շարժվում է, ուզում եմ գրանցվել",
]


@pytest.mark.parametrize("text", WITH_A_CHILD)
def test_a_child_is_taken_to_the_childrens_visit(understander: Understander, text: str) -> None:
    found = understander.read([text], ReadingContext(NOW)).entities
    assert "child-checkup" in [*found.services, *found.likely_services]


@pytest.mark.parametrize(
    "text",
    [
        "yerexayis het em galu u mashinov, kayanateghi ka?",
        "я приду с дочкой, у вас парковка есть?",
        "I'll come with my son, is there parking?",
    ],
)
def test_a_child_who_comes_along_while_a_rule_is_asked_for_is_no_wish(
    understander: Understander, text: str
) -> None:
    reading = understander.read([text], ReadingContext(NOW))
    assert not [*reading.entities.services, *reading.entities.likely_services]
    assert reading.has("faq", at_least=0.5)


@pytest.mark.parametrize("text", WITHOUT)
def test_a_grown_up_is_not(understander: Understander, text: str) -> None:
    found = understander.read([text], ReadingContext(NOW)).entities
    assert "child-checkup" not in [*found.services, *found.likely_services]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("мне чистка, а дочке 7 лет осмотр, в один день", ["cleaning", "child-checkup"]),
        ("a facial for me and a dentist for my 4 year old, please", ["facial-cleansing", "child-checkup"]),
        ("I want a cleaning and my son, he needs a check-up", ["cleaning", "child-checkup"]),
        ("ինձ մաքրում գրեք, իսկ տղայիս՝ զննում", ["cleaning", "child-checkup"]),
    ],
)
def test_a_doctor_named_beside_another_service_is_the_childs(
    understander: Understander, text: str, services: list[str]
) -> None:
    found = understander.read([text], ReadingContext(NOW)).entities
    assert set(found.services) == set(services)


@pytest.mark.parametrize(
    "text", ["мне осмотр, а сыну чистку", "I need a consultation and my daughter a cleaning"]
)
def test_the_writers_own_doctor_stays_theirs(understander: Understander, text: str) -> None:
    found = understander.read([text], ReadingContext(NOW)).entities
    assert "child-checkup" not in found.services
    assert {"consultation-first", "cleaning"} <= set(found.services)


def test_who_is_spoken_of_by_a_short_word_may_be_the_child(understander: Understander) -> None:
    both = "me and my daughter need a dentist. she's 5, just a checkup. me a cleaning"
    found = understander.read([both], ReadingContext(NOW)).entities
    assert set(found.services) == {"cleaning", "child-checkup"}


def test_after_a_greeting_a_child_is_heard_of_as_in_the_first_words(understander: Understander) -> None:
    asked = PendingQuestion(field="help", kind="choice", specialist="front_desk")
    text = "my daughter is 5 and needs a dentist"
    found = understander.read([text], ReadingContext(NOW, "en", asked)).entities
    assert found.services == ["child-checkup"]
