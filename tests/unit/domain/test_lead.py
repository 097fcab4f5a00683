"""Scoring by the owner's table, and which question is worth asking (R2, R6)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.business.qualification import GOAL, Condition, QualificationRules
from domain.lead import Fact, holds, judge, worth_asking

TODAY = date(2026, 11, 24)


def words(text: str) -> dict[str, str]:
    return {"ru": text, "hy": text, "en": text}


def field(field_id: str, kind: str, **more: object) -> dict[str, object]:
    return {"id": field_id, "question": words(f"{field_id}?"), "kind": kind, **more}


RULES = QualificationRules.model_validate(
    {
        "goals": [{"id": "site", "label": words("Site")}, {"id": "ads", "label": words("Ads")}],
        "fields": [
            field("city", "text"),
            field("deadline", "deadline"),
            field("budget", "money"),
            field("niche", "choice", asked=False, options=[{"id": "food", "label": words("Food")}]),
        ],
        "score": [
            {
                "id": "large",
                "when": {"budget": {"at_least": 5_000_000}},
                "label": "high",
                "person": "custom_terms",
            },
            {
                "id": "hot",
                "when": {"budget": {"at_least": 500_000}, "deadline": {"within_days": 14}},
                "label": "high",
            },
            {
                "id": "small",
                "when": {"budget": {"below": 100_000}},
                "label": "not_fit",
                "alternative": words("A template"),
            },
            {"id": "rest", "label": "nurture"},
        ],
        "teams": [{"when": {"niche": {"is": ["food"]}}, "team": "kitchen"}],
        "team": "all",
    }
)


def money(amount: int) -> Fact:
    return Fact(text=str(amount), number=Decimal(amount))


def in_days(days: int) -> Fact:
    return Fact(text=f"in {days} days", day=TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("facts", "label", "rule"),
    [
        ({"budget": money(500_000), "deadline": in_days(14)}, "high", "hot"),
        ({"budget": money(500_000), "deadline": in_days(15)}, "nurture", "rest"),
        ({"budget": money(499_999), "deadline": in_days(3)}, "nurture", "rest"),
        ({"budget": money(99_999), "deadline": in_days(3)}, "not_fit", "small"),
        ({"budget": money(100_000)}, "nurture", "rest"),
        ({"budget": money(5_000_000)}, "high", "large"),
        ({}, "nurture", "rest"),
    ],
)
def test_first_row_that_holds_gives_label_and_rule(facts: dict[str, Fact], label: str, rule: str) -> None:
    verdict = judge(RULES, facts, TODAY)
    assert (verdict.label, verdict.rule) == (label, rule)


def test_deadline_counts_from_the_day_it_is_judged_on() -> None:
    facts = {"budget": money(900_000), "deadline": in_days(20)}
    assert judge(RULES, facts, TODAY).label == "nurture"
    assert judge(RULES, facts, TODAY + timedelta(days=6)).label == "high"


def test_of_what_was_not_told_nothing_holds() -> None:
    untold = Fact(text="не скажу", declined=True, number=Decimal(900_000))
    for condition in (
        Condition(at_least=Decimal(1)),
        Condition(below=Decimal(10**9)),
        Condition(after_days=0),
    ):
        assert not holds(condition, None, TODAY)
        assert not holds(condition, untold, TODAY)


def test_team_comes_from_the_table_of_teams_then_from_the_goal() -> None:
    assert judge(RULES, {"niche": Fact(text="кафе", option="food")}, TODAY).team == "kitchen"
    assert judge(RULES, {GOAL: Fact(text="Site", option="site")}, TODAY).team == "all"


def test_the_field_that_tells_most_comes_first_whatever_the_files_order() -> None:
    assert worth_asking(RULES, {}, TODAY) == ["budget", "deadline"], (
        "the deadline matters in one band of budgets"
    )


@pytest.mark.parametrize("budget", [50_000, 300_000, 6_000_000])
def test_what_cannot_change_the_score_any_more_is_not_asked(budget: int) -> None:
    assert worth_asking(RULES, {"budget": money(budget)}, TODAY) == []


def test_the_other_half_of_a_condition_is_asked_where_it_decides() -> None:
    assert worth_asking(RULES, {"budget": money(600_000)}, TODAY) == ["deadline"]


def test_a_field_without_conditions_and_one_that_is_not_to_be_asked_are_never_worth_it() -> None:
    assert not {"city", "niche"} & set(worth_asking(RULES, {}, TODAY))


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "budget": st.one_of(
            st.integers(0, 9_000_000).map(money), st.just(Fact(text="не знаю", declined=True))
        ),
        "deadline": st.one_of(st.integers(0, 60).map(in_days), st.just(Fact(text="-", declined=True))),
        "city": st.just(Fact(text="Гюмри")),
        GOAL: st.sampled_from(["site", "ads"]).map(lambda goal: Fact(text=goal, option=goal)),
    },
)


@given(facts=FACTS)
def test_a_field_that_is_known_or_was_refused_is_never_asked(facts: dict[str, Fact]) -> None:
    assert not set(worth_asking(RULES, facts, TODAY)) & set(facts)


@given(facts=FACTS, budget=st.integers(0, 9_000_000), days=st.integers(0, 60))
def test_when_nothing_is_worth_asking_no_answer_would_change_what_follows(
    facts: dict[str, Fact], budget: int, days: int
) -> None:
    if worth_asking(RULES, facts, TODAY):
        return
    fuller = {"budget": money(budget), "deadline": in_days(days)} | facts
    assert judge(RULES, fuller, TODAY).way == judge(RULES, facts, TODAY).way


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"score": [{"id": "x", "when": {"bugdet": {"below": 1}}, "label": "high"}]}, "no field"),
        ({"score": [{"id": "x", "when": {"goal": {"is": ["shop"]}}, "label": "high"}]}, "no answer of goal"),
        ({"score": [{"id": "x", "when": {"budget": {}}, "label": "high"}]}, "is empty"),
        ({"score": [{"id": "x", "label": "not_fit"}]}, "add alternative"),
        ({"brief": {"fields": ["scope"]}}, "no field"),
    ],
)
def test_a_table_that_points_nowhere_is_refused_with_advice(change: dict[str, object], advice: str) -> None:
    tree = {**RULES.model_dump(mode="json", by_alias=True, exclude_unset=True), **change}
    with pytest.raises(ValidationError, match=advice):
        QualificationRules.model_validate(tree)
