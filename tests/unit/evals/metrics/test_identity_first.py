"""The metric that no fact of an order comes before its check."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.business import Business
from evals.metrics.identity_first import Metric
from knowledge.business_files import load_business
from tests.fakes.story import Story, scenario_of


@pytest.fixture(scope="module")
def shop() -> Business:
    return load_business(Path("businesses/shop"))


def asked(passed: bool) -> Story:
    story = Story("ru")
    story.says("Где TS-10421?")
    story.bot("Подтвердите, пожалуйста: последние 4 цифры телефона.")
    story.says("4567")
    story.calls("support.identity", subject="TS-10421", passed=passed)
    return story


def test_facts_after_a_passed_check_are_fine(shop: Business) -> None:
    story = asked(passed=True).bot("Заказ TS-10421 в пути, трек-номер AM204418873.")
    story.last.said.append("order-on-way")
    assert Metric().score(scenario_of(), story.told(), shop).passed


@pytest.mark.parametrize(
    "reply",
    [
        "Трек-номер AM204418873.",
        "Վերջին նշումը՝ Երևան, տեսակավորման կենտրոն։",
        "Last scan: Yerevan, sorting centre.",
    ],
)
def test_a_fact_without_a_passed_check_is_a_fault_in_every_language(shop: Business, reply: str) -> None:
    score = Metric().score(scenario_of(), asked(passed=False).bot(reply).told(), shop)
    assert (score.passed, score.turn) == (False, 2)


def test_an_act_that_carries_order_facts_counts_without_known_words(shop: Business) -> None:
    story = asked(passed=False).bot("Он скоро будет.")
    story.last.said.append("order-on-way")
    assert not Metric().score(scenario_of(), story.told(), shop).passed


def test_the_owners_address_is_never_said_even_after_the_check(shop: Business) -> None:
    story = asked(passed=True).bot("Получатель: Lusine Grigoryan, lusine.grigoryan@example.com")
    assert not Metric().score(scenario_of(), story.told(), shop).passed


def test_what_the_customer_wrote_may_be_repeated(shop: Business) -> None:
    story = Story("ru")
    story.says("lusine.grigoryan@example.com")
    story.bot("Задать новый пароль для lusine.grigoryan@example.com?")
    assert Metric().score(scenario_of(), story.told(), shop).passed
