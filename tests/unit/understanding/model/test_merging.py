"""A model may point at the customer's words. It says no yes, moves nothing, and what nobody wrote is dropped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agents.understanding.model.answer import parse_answer
from agents.understanding.model.merging import merge, quoted
from domain.reading import Entities, Reading, RouteScore, TimeWindow
from domain.speech import Option
from domain.step import PendingQuestion
from tests.fakes.openai_api import GOOD

READ: list[str] = []


def facts(quote: str) -> Entities:
    READ.append(quote)
    return Entities(windows=[TimeWindow(text=quote)] if "friday" in quote.lower() else [])


def local(text: str = "would be great around Friday maybe for my teeth", **changes: Any) -> Reading:
    plain = Reading(
        text=text, language="en", script="latin", acts=["inform"],
        routes=[RouteScore(route="smalltalk", confidence=0.3)],
    )  # fmt: skip
    return plain.model_copy(update=changes)


def improved(reading: Reading, pending: PendingQuestion | None = None, **answer: Any) -> Reading:
    told = parse_answer(json.dumps(GOOD | answer), ["cleaning"])
    return merge(reading, told, pending=pending, read_facts=facts)


def menu(field: str, *ids: str, kind: Any = "choice") -> PendingQuestion:
    return PendingQuestion(
        field=field, kind=kind, specialist="scheduler", options=[Option(id=i) for i in ids]
    )


def test_route_and_source_are_the_models() -> None:
    reading = improved(local(), route="booking", second_route="faq")
    assert (reading.route, reading.source) == ("booking", "model")
    assert [r.route for r in reading.routes] == ["booking", "faq"]


def test_a_guess_leaves_the_local_reading_so_that_the_customer_is_asked() -> None:
    reading = improved(local(), route="cancel", sure="guess")
    assert (reading.route, reading.source, reading.confidence) == ("smalltalk", "local", 0.3)


def test_a_risk_is_never_taken_away_and_may_be_added() -> None:
    reading = improved(local(flags=["medical"]), flags=["legal"], sure="guess")
    assert reading.flags == ["medical", "legal"]


def test_times_come_from_our_grammar_and_the_customers_words() -> None:
    assert improved(local(), time_quote="around friday").entities.windows[0].text == "around Friday"
    assert improved(local(), time_quote="Friday at 15:00").entities.windows == []


def test_a_service_needs_words_that_stand_in_the_message() -> None:
    assert improved(local(), service="cleaning", service_quote="my teeth").entities.services == ["cleaning"]
    assert improved(local(), service="cleaning", service_quote="a cleaning").entities.services == []
    assert improved(local(), service="cleaning").entities.services == []


def test_what_was_found_locally_is_not_replaced() -> None:
    known = Entities(services=["whitening"], windows=[TimeWindow(text="Monday")], name="Anna")
    reading = improved(
        local(entities=known), menu("contact", kind="contact"), service="cleaning", service_quote="my teeth",
        time_quote="Friday", name_quote="maybe",
    )  # fmt: skip
    assert reading.entities == known


def test_a_name_is_taken_only_where_one_was_asked_for() -> None:
    text = "Write it on Anna Petrosyan for me"
    assert improved(local(text), name_quote="Anna Petrosyan").entities.name is None
    asked = menu("contact", kind="contact")
    assert improved(local(text), asked, name_quote="Anna Petrosyan").entities.name == "Anna Petrosyan"
    assert improved(local(text), asked, name_quote="Davit").entities.name is None


@pytest.mark.parametrize(
    ("field", "kind"),
    [("book_yes", "yes_no"), ("move_yes", "yes_no"), ("cancel_yes", "yes_no"), ("move_slot", "choice"),
     ("visit", "choice"), ("slot", "yes_no"), ("anything_new", "choice")],
)  # fmt: skip
def test_no_read_back_and_no_move_is_answered(field: str, kind: str) -> None:
    reading = improved(local(), menu(field, "yes", "no", kind=kind), route="confirm", option="1")
    assert reading.choice is None
    assert "confirm" not in reading.acts


def test_a_menu_may_be_answered() -> None:
    assert improved(local(), menu("service", "service:a", "service:b"), option="2").choice == "service:b"
    assert improved(local(), menu("service", "service:a"), option="2").choice is None
    assert improved(local(), menu("help", "help:person"), option="1").choice is None


def test_opting_out_is_never_the_models() -> None:
    assert "opt_out" not in improved(local(), route="decline").acts


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("Завтра  утром", "можно завтра\nутром?", "завтра утром"),
        ("втра", "завтра", None),
        ("", "завтра", None),
        ("10", "в 100 часов", None),
    ],
)
def test_quotations(quote: str, text: str, found: str | None) -> None:
    assert quoted(quote, text) == found
