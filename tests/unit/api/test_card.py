"""A card speaks the language of whoever reads it, though it was made in the customer's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.inbox.conversation_page import show_card
from domain.approval import Approval, Evidence
from knowledge.business_files import load_business

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def clinic():
    return load_business(Path("businesses/clinic"))


@pytest.mark.parametrize(
    ("draft", "kind", "draft_from"),
    [
        ("Упаковываем бесплатно.", "rule", "words"),
        ("Упаковываем бесплатно.", "policy", "rule"),
        (" ", "rule", "nothing"),
    ],
)
def test_a_card_says_where_its_draft_is_from(clinic, draft, kind, draft_from):
    more = [Evidence(kind=kind, text="Подарки")]
    card = show_card(clinic, asked(clinic).model_copy(update={"draft": draft, "evidence": more}), "ru", NOW)
    assert card.draft_from == draft_from


def asked(business, reason: str | None = None) -> Approval:
    """As a Russian customer's wish for a discount is stored."""
    name = next(topic.name for topic in business.escalation.topics if topic.id == "discount")
    return Approval(
        id="a", conversation_id="c", case_id="k", topic="discount", reason=reason or name.ru,
        evidence=[
            Evidence(kind="customer_words", text="Скидку сделаете?"),
            Evidence(kind="rule", text=name.ru, source="escalation.yaml: discount"),
        ],
        draft="", created_at=NOW, answer_due_at=NOW + timedelta(hours=1),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_topic_and_rule_are_told_in_the_readers_language_and_the_customers_words_as_written(clinic, language):
    card = show_card(clinic, asked(clinic), language, NOW)
    name = next(topic.name for topic in clinic.escalation.topics if topic.id == "discount").in_language(
        language
    )
    assert (card.topic, [item.text for item in card.evidence]) == (name, ["Скидку сделаете?", name])


def test_a_reason_that_only_repeats_the_topic_is_the_topic_in_any_language(clinic):
    assert (
        show_card(clinic, asked(clinic), "en", NOW).reason
        == show_card(clinic, asked(clinic), "en", NOW).topic
    )


def test_a_reason_of_its_own_stays(clinic):
    assert show_card(clinic, asked(clinic, "over the limit"), "en", NOW).reason == "over the limit"


def test_a_leads_card_is_in_the_readers_language_and_says_nothing_twice():
    agency = load_business(Path("businesses/agency"))
    lead = asked(agency).model_copy(
        update={
            "topic": "brief",
            "reason": "brief: Կայք կամ խանութ; Բյուջե: 2 миллиона; web",
            "evidence": [
                Evidence(kind="customer_words", text="Пришлите КП"),
                Evidence(kind="record", text="Կայք կամ խանութ; Բյուջե: 2 миллиона"),
            ],
            "fields": {
                "channel": "web", "local_time": "2026-11-23 04:58", "night": "yes", "goal": "site",
                "budget": "2000000", "decision_maker": "self", "scope": "Магазин вина", "rule": "large-project",
                "label": "high", "next_step": "proposal", "request": "Пришлите КП", "not_told": "deadline",
            },
        }
    )  # fmt: skip
    card = show_card(agency, lead, "en", NOW)
    assert (card.topic, card.reason) == ("A proposal to write",) * 2
    assert [item.text for item in card.evidence] == ["Пришлите КП"]
    assert card.fields == [
        ("Channel", "Web"),
        ("Written outside opening hours", "yes"),
        ("What is wanted", "Website or shop"),
        ("Budget", "2,000,000"),
        ("Who decides", "I decide"),
        ("Task", "Магазин вина"),
        ("Rated", "important"),
        ("What comes next", "send a proposal"),
        ("Not told", "Deadline"),
    ]


def test_a_tickets_category_and_an_estimates_exceptions_are_called_as_the_owner_calls_them():
    shop = load_business(Path("businesses/shop"))
    ticket = asked(shop).model_copy(update={"topic": "ticket", "reason": "Брак или не та вещь"})
    assert show_card(shop, ticket, "en", NOW).reason == "Faulty or wrong item"
    repair = load_business(Path("businesses/home_repair"))
    first, second = repair.estimates.exceptions[:2]
    estimate = asked(repair).model_copy(
        update={"topic": "estimate", "reason": f"{first.name.ru}; {second.name.ru}"}
    )
    assert show_card(repair, estimate, "hy", NOW).reason == f"{first.name.hy}; {second.name.hy}"


@pytest.mark.parametrize("business", ["agency", "clinic", "home_repair", "shop"])
@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_field_that_a_specialist_may_collect_has_a_name(business, language):
    of = load_business(Path("businesses") / business)
    collected = {
        **{field.id: "?" for field in of.qualification.fields},
        **{field.id: "?" for field in of.estimates.fields},
        **{c.fact.id: "?" for c in of.support.categories if c.fact is not None},
    }
    names = dict.fromkeys(
        ["channel", "night", "label", "next_step", "order", "order_confirmed", "signed_at", "reopened"], "?"
    )
    card = show_card(of, asked(of).model_copy(update={"fields": names | collected}), language, NOW)
    assert [name for name, _ in card.fields if name.replace(" ", "_") in names | collected] == []
