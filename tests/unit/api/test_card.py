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
