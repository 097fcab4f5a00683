"""What is asked of a service by the words around its name."""

from __future__ import annotations

import pytest

from agents.beside_services import asks_of_a_service_alone, asks_of_afterwards
from domain.reading import Entities, Reading, Span
from tests.unit.agents.desk import reading
from tests.unit.agents.test_router import needs


def asking(text: str, named: str, service: str = "cleaning", **facts: object) -> Reading:
    start = text.index(named)
    span = Span(fact="services", value=service, text=named, start=start, end=start + len(named))
    found = Entities(services=[service], spans=[span], **facts)  # type: ignore[arg-type]
    return reading(text, "booking", acts=["ask"], entities=found, confidence=0.5)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("после чистки сколько нельзя есть?", "чистки"),
        ("how long after cleaning can't I eat?", "cleaning"),
        ("after the cleaning may I have coffee?", "cleaning"),
        ("մաքրումից հետո ինչքան ժամանակ չուտեմ", "մաքրումից"),
        ("մաքրումից քանի ժամ հետո կարամ ուտեմ", "մաքրումից"),
        ("maqrumic heto erb karam utem?", "maqrumic"),
    ],
)
def test_what_to_do_after_a_visit_is_asked_of_the_rules(clinic, text, named):
    read = asking(text, named)
    assert asks_of_afterwards(read)
    assert needs(read, clinic) == ["front_desk:policy"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("можно чистку после работы?", "чистку"),
        ("could I have a cleaning after work?", "cleaning"),
        ("գործից հետո մաքրում կլինի՞", "մաքրում"),
    ],
)
def test_a_visit_after_something_else_is_a_wish(text, named):
    assert not asks_of_afterwards(asking(text, named))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("а консультация по брекетам?", "брекетам"),
        ("а брекеты?", "брекеты"),
        ("and what about braces?", "braces"),
        ("isk braceti konsultacian?", "braceti"),
        ("իսկ բրեկետի կոնսուլտացիան?", "բրեկետի"),
    ],
)
def test_the_next_service_asked_about_by_its_name_alone_has_its_price_told(clinic, text, named):
    read = asking(text, named, "braces-consult")
    assert asks_of_a_service_alone(read, clinic)
    assert needs(read, clinic) == ["scheduler:request"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("а брекеты больно ставить?", "брекеты"),
        ("do braces hurt?", "braces"),
        ("բրեկետները ցավո՞տ են", "բրեկետները"),
    ],
)
def test_a_question_about_a_service_names_more_than_it(clinic, text, named):
    assert not asks_of_a_service_alone(asking(text, named, "braces-consult"), clinic)
