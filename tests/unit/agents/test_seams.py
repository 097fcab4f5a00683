"""Which specialist a need reaches beyond the clinic's, and what is known of the customer wherever it was said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agents.router import route
from domain.business import Business
from domain.conversation import Contact
from domain.reading import Entities, MoneyRange, Quantity
from domain.step import PendingQuestion
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading
from tests.unit.agents.test_router import event


def first_need(read: Any, business: Business, pending: PendingQuestion | None = None) -> str:
    need = route([event()], read, business=business, pending=pending, active=None)[0]
    return f"{need.specialist}:{need.kind}"


@pytest.mark.parametrize("route_name", ["sales", "quote", "out_of_scope"])
def test_a_product_that_is_named_is_for_the_catalogue(clinic, route_name):
    read = reading("есть красное платье?", route_name, entities=Entities(products=["dress-red"]))
    assert first_need(read, clinic) == "catalogue:request"


def test_trouble_with_an_order_is_for_support_whatever_product_is_named(clinic):
    read = reading("платье не пришло", "support.delivery", entities=Entities(products=["dress-red"]))
    assert first_need(read, clinic) == "support:request"


def test_a_business_that_prices_by_estimate_answers_prices_with_one(clinic):
    profile = clinic.profile.model_copy(update={"priced_by": "estimate"})
    estimating = clinic.model_copy(update={"profile": profile})
    assert first_need(reading("сколько стоит", "quote"), estimating) == "estimator:request"
    assert first_need(reading("сколько стоит", "quote"), clinic) == "scheduler:request"


@pytest.mark.parametrize(
    "facts",
    [
        Entities(quantities=[Quantity(text="45 м2", value=Decimal(45), unit="m2")]),
        Entities(money=[MoneyRange(text="до 500к", high=Decimal(500_000))]),
        Entities(addresses=["ул. Абовяна 5"]),
    ],
)
def test_facts_of_an_estimate_answer_it_whatever_was_asked(clinic, facts):
    asked = PendingQuestion(field="area", kind="choice", specialist="estimator")
    assert first_need(reading("45", "sales", entities=facts), clinic, asked) == "estimator:answer"


def test_a_name_told_to_one_specialist_is_known_to_every_other(clinic):
    desk = Dialogue(
        clinic, NOW, MemoryCalendar(clinic, NOW), contact=Contact(id="contact-1", phone="+37491000000")
    )
    desk.frames = {"estimator": {"fields": {"name": "Анна"}}}
    turn = desk.turn(reading("да", "confirm"))
    assert (turn.known_name, turn.known_phone) == ("Анна", "+37491000000")


def test_the_end_of_a_hold_is_told_by_whoever_held_the_time(clinic):
    rung = event("timer", kind="hold", subject="case-1")
    needs = route([rung], None, business=clinic, pending=None, active=None)
    assert [(n.specialist, n.kind) for n in needs] == [("scheduler", "timer")]
