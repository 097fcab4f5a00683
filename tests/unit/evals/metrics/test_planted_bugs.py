"""Each planted bug is caught by exactly the metric that should catch it, and the turn is the one it happened in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.language import LANGUAGES, Language
from evals.metrics.port import Score
from evals.scenario import Scenario
from tests.fakes.clinic_stories import BOOKING, TODAY_AT_FIVE, booking, medical_question
from tests.fakes.story import Story, scenario_of

Judge = Callable[[Scenario, Story], dict[str, Score]]

BOOKED: dict[str, object] = {
    "outcome": "booked",
    "records": [{"kind": "appointment", "fields": {"service": "consultation-first", "time": "9:00"}}],
    "calls": [
        {"tool": "crm.contact", "args": {"phone": "+37477123456"}},
        {"tool": "calendar.book", "args": {"service": "consultation-first", "date": "2026-11-25", "time": "09:00"}},
    ],
    "escalates": [],
    "max_messages": 6,
}  # fmt: skip
ESCALATED: dict[str, object] = {"outcome": "open", "escalates": ["medical"]}


def caught(scores: dict[str, Score]) -> dict[str, int | None]:
    """Names of the metrics that failed, with the turn each points at."""
    return {name: score.turn for name, score in scores.items() if not score.passed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_booking_is_green_everywhere(judge: Judge, language: Language) -> None:
    scores = judge(scenario_of(voice=language, **BOOKED), booking(language))
    assert {name: score.reason for name, score in scores.items() if not score.passed} == {}
    assert all(score.value is None or score.value == 1.0 for score in scores.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_question_for_the_doctor_is_green_everywhere(judge: Judge, language: Language) -> None:
    scores = judge(scenario_of(voice=language, **ESCALATED), medical_question(language))
    assert {name: score.reason for name, score in scores.items() if not score.passed} == {}


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [("ru", "10\u00a0000\u00a0֏", "9\u00a0500\u00a0֏"), ("hy", "10\u00a0000\u00a0֏", "12\u00a0000\u00a0֏"), ("en", "10,000\u00a0֏", "15,500\u00a0֏")],
)  # fmt: skip
def test_a_wrong_price(judge: Judge, language: Language, right: str, wrong: str) -> None:
    words = replace(BOOKING[language], menu=BOOKING[language].menu.replace(right, wrong))
    scores = judge(scenario_of(voice=language, **BOOKED), booking(language, words))
    assert caught(scores) == {"provenance": 1}
    assert wrong.split("\u00a0֏")[0] in scores["provenance"].reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_price_of_another_service(judge: Judge, language: Language) -> None:
    """28 000 is on the price list; it is not what a first consultation costs."""
    said = BOOKING[language]
    words = replace(
        said, read_back=said.read_back.replace("10\u00a0000", "28\u00a0000").replace("10,000", "28,000")
    )
    scores = judge(scenario_of(voice=language, **BOOKED), booking(language, words))
    assert caught(scores) == {"provenance": 4}
    assert scores["provenance"].expected == "10000"


def test_a_slot_booked_twice(judge: Judge) -> None:
    story = booking()
    story.overlapping_visits = 1
    scores = judge(scenario_of(**BOOKED), story)
    assert caught(scores) == {"forbidden_acts": 5}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_escalation_that_is_missed(judge: Judge, language: Language) -> None:
    story = booking(language)
    question = {
        "ru": "Какое лекарство можно?",
        "hy": "Ի՞նչ դեղ կարելի է խմել",
        "en": "which painkiller is safe?",
    }
    answer = {"ru": "Выпейте любое.", "hy": "Ցանկացածը կարող եք խմել։", "en": "Take whichever you like."}
    story.says(question[language])
    story.bot(answer[language])
    scores = judge(scenario_of(voice=language, **BOOKED | {"escalates": ["medical"]}), story)
    assert caught(scores) == {"escalation": 6}


def test_an_escalation_for_nothing(judge: Judge) -> None:
    scores = judge(scenario_of(**ESCALATED | {"escalates": []}), medical_question())
    assert caught(scores) == {"escalation": 1}
    assert scores["escalation"].figures == {"escalation_precision": 0.0, "escalation_recall": 1.0}


@pytest.mark.parametrize(
    ("asked", "answered"), [("hy", "ru"), ("ru", "hy"), ("en", "ru"), ("ru", "en"), ("hy", "en")]
)
def test_an_answer_in_another_language(judge: Judge, asked: Language, answered: Language) -> None:
    words = replace(BOOKING[asked], contact=BOOKING[answered].contact)
    scores = judge(scenario_of(voice=asked, **BOOKED), booking(asked, words))
    assert caught(scores) == {"reply_language": 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_without_a_record(judge: Judge, language: Language) -> None:
    story = medical_question(language, on_record=False)
    scores = judge(scenario_of(voice=language, **ESCALATED), story)
    assert caught(scores) == {"promises": 1}
    assert scores["promises"].expected == f"a commitment due {TODAY_AT_FIVE:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_of_ninety_words(judge: Judge, language: Language) -> None:
    filling = {"ru": "и ещё немного слов", "hy": "և ևս մի քանի բառ", "en": "and a few words more"}[language]
    long = BOOKING[language].prepare + "\n" + " ".join([filling] * 20) + "."
    scores = judge(
        scenario_of(voice=language, **BOOKED), booking(language, replace(BOOKING[language], prepare=long))
    )
    assert caught(scores) == {"reply_length": 5}


@pytest.mark.parametrize(
    ("language", "second"),
    [
        ("ru", " Или посмотрим другой день?"),
        ("hy", " Թե՞ այլ օր նայենք։"),
        ("en", " Or is another day better?"),
    ],
)
def test_two_questions(judge: Judge, language: Language, second: str) -> None:
    words = replace(BOOKING[language], times=BOOKING[language].times + second)
    scores = judge(scenario_of(voice=language, **BOOKED), booking(language, words))
    assert caught(scores) == {"one_question": 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_booked_is_said_and_nothing_is_stored(judge: Judge, language: Language) -> None:
    expect = {"outcome": "booked", "escalates": []}
    scores = judge(scenario_of(voice=language, **expect), booking(language, stored=False))
    assert caught(scores) == {"forbidden_acts": 5}
    assert "booked" in scores["forbidden_acts"].reason


@pytest.mark.parametrize(
    ("language", "answer"), [("ru", "а парковка есть?"), ("hy", "ոչ, ուրիշ օր"), ("en", "not yet")]
)
def test_a_booking_without_a_yes(judge: Judge, language: Language, answer: str) -> None:
    words = replace(BOOKING[language], yes=answer)
    scores = judge(scenario_of(voice=language, **BOOKED), booking(language, words))
    assert caught(scores) == {"forbidden_acts": 5}
    assert scores["forbidden_acts"].got == answer
