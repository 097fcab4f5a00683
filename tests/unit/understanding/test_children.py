"""What is done for children alone is meant where a child is spoken of, and nowhere else."""

from __future__ import annotations

import pytest

from agents.understanding.understander import ReadingContext, Understander
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


@pytest.mark.parametrize("text", WITHOUT)
def test_a_grown_up_is_not(understander: Understander, text: str) -> None:
    found = understander.read([text], ReadingContext(NOW)).entities
    assert "child-checkup" not in [*found.services, *found.likely_services]
