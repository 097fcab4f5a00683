"""Metrics of what is stated: every figure has a source (R29), every promise a time and a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.language import LANGUAGES, Language
from evals.metrics.port import Score
from evals.scenario import Scenario
from tests.fakes.clinic_stories import BOOKING, TODAY_AT_FIVE
from tests.fakes.story import Story, replying, scenario_of

Judge = Callable[[Scenario, Story], dict[str, Score]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Стоимость: 11 111 ֏", "a price from nowhere: 11 111"),
        ("Есть время: завтра, 25 ноября, 08:20", "a time from nowhere: 08:20"),
        ("Ждём вас 14 декабря", "a date from nowhere: 14 декабря"),
        ("Звоните: +374 99 999 999", "a phone from nowhere: +374 99 999 999"),
        ("Подробнее: https://example.com/x", "a link from nowhere: https://example.com/x"),
        ("Скидка 37 %", "a figure from nowhere: 37"),
        ("Завтра, среда, 24 ноября", "24 ноября is not that day of the week"),
        (
            "Профессиональная чистка зубов — 22 000 ֏, 40 мин",
            "a wrong duration for Professional teeth cleaning: 40 minutes",
        ),
    ],
)
def test_figures_from_nowhere(judge: Judge, text: str, reason: str) -> None:
    score = judge(scenario_of(), replying(text))["provenance"]
    assert (score.passed, score.turn, score.reason) == (False, 1, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Центр открыт с 9:00 до 20:00, телефон +374 10 000 041.",
        "Наш адрес: ул. Абовяна, 41/2. Опасно для жизни — звоните 103.",
        "Предоплата за отбеливание — 15 000 ֏.",
        "Сегодня, вторник, 24 ноября.",
        "Клиника закрыта 31 декабря.",
        "За неделю до отбеливания сделайте чистку зубов. Приём займёт 90 минут.",
    ],
)
def test_figures_out_of_the_owners_files(judge: Judge, text: str) -> None:
    assert judge(scenario_of(), replying(text))["provenance"].passed


def test_figures_of_the_customer_of_staff_of_policies_and_of_facts(judge: Judge) -> None:
    story = replying(
        "Записываю: 077 555 123, 14 декабря, 08:20.", asked="077 555 123, можно 14 декабря в 8:20?"
    )
    story.says("А сертификат?")
    story.quotes("gifts", "Сертификат — от 12 345 драмов, срок 7 месяцев.")
    story.says("Когда ближайшее время?")
    story.last.facts.append("2026-12-02T16:35")
    story.bot("Ближайшее время: среда, 2 декабря, 16:35.")
    assert judge(scenario_of(), story)["provenance"].passed


def test_a_price_that_the_front_desk_made_up_is_no_fact(judge: Judge) -> None:
    story = replying("Чистка: 9 999 ֏")
    story.last.facts.append("9999 AMD")
    assert judge(scenario_of(), story)["provenance"].reason == "a price from nowhere: 9 999"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_price_is_judged_by_the_only_service_of_the_reply(judge: Judge, language: Language) -> None:
    said = BOOKING[language].read_back.replace("10\u00a0000", "6\u00a0000").replace("10,000", "6,000")
    score = judge(scenario_of(voice=language), replying(said, language=language, asked="Anna Աննա Анна"))[
        "provenance"
    ]
    assert (score.passed, score.expected) == (False, "10000")


def test_a_promise_needs_a_time_a_record_and_a_future(judge: Judge) -> None:
    vague = judge(scenario_of(), replying("Скоро ответим вам здесь."))["promises"]
    assert vague.reason == "an answer is promised without a time"
    kept = replying("Ответим до 17:00.").promised(TODAY_AT_FIVE)
    assert judge(scenario_of(), kept)["promises"].passed
    late = replying("Ответим до 9:00.").promised(TODAY_AT_FIVE.replace(hour=9))
    assert judge(scenario_of(), late)["promises"].reason == "an answer is promised for a time that is past"


def test_a_promise_may_rest_on_the_next_step_of_staff(judge: Judge) -> None:
    story = replying("Ответим до 12:00.")
    assert story.last.case is not None
    story.last.case.next_step = story.step("staff_decides", "staff", hours=2)
    assert judge(scenario_of(), story)["promises"].passed
    story.last.case.next_step = story.step("customer_answers", "customer", hours=2)
    assert not judge(scenario_of(), story)["promises"].passed
