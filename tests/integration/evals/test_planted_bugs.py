"""Bugs planted in the running front desk: each is caught in the play, by exactly the metric that should."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from agents.writing.composer import Composer
from domain.business import Business
from evals.metrics.port import Score
from evals.metrics.registry import load_metrics
from evals.playing.desk import Stage
from evals.playing.play import play
from evals.playing.player import judged
from evals.playing.seeds import make_orders
from evals.run import Play
from evals.scenario import Expectation, Move, Scenario
from tests.fakes.story import START

pytestmark = pytest.mark.anyio

CLEANING = {"ru": "Хочу на чистку зубов завтра", "hy": "Վաղը ուզում եմ ատամների մաքրում", "en": "Teeth cleaning tomorrow, please"}  # fmt: skip
MEDICINE = {
    "ru": "Какой антибиотик выпить?",
    "hy": "Ի՞նչ հակաբիոտիկ խմեմ",
    "en": "Which painkiller should I take?",
}


@asynccontextmanager
async def planted(stage: Stage, changed: Business) -> AsyncIterator[None]:
    """The front desk works with `changed`; the metrics know the clinic as it is."""
    before = stage.dependencies
    stage.dependencies = replace(before, business=changed, composer=Composer(changed))
    try:
        yield
    finally:
        stage.dependencies = before


def with_words(business: Business, message: str, old: str, new: str) -> Business:
    """The same change in the message of every language that has `old` in it."""
    entry = re.compile(rf"^{message} =.*(?:\n(?:[ \t].*)?)*", re.MULTILINE)
    words = {
        language: entry.sub(lambda found: found[0].replace(old, new, 1), source)
        for language, source in business.words.items()
    }
    return business.model_copy(update={"words": words})


def asking(words: dict[str, str], **expect: Any) -> Scenario:
    return Scenario(
        id="planted", flow="planted", title="A planted bug", voices=["ru", "hy", "en"],
        start=START.replace(tzinfo=None), requirements=["R62"], script=[Move(say=words)], expect=Expectation(**expect),
    )  # fmt: skip


async def played(stage: Stage, scenario: Scenario, voice: str) -> Play:
    [order] = make_orders([scenario], repeats=1, seed=1, voice=voice)
    return judged(order, await play(order, stage), stage, load_metrics(), seconds=0.0)


def failed(done: Play) -> dict[str, int | None]:
    assert done.transcript.error is None
    return {score.metric: score.turn for score in done.scores if not score.passed}


def score_of(done: Play, metric: str) -> Score:
    return next(score for score in done.scores if score.metric == metric)


@pytest.mark.parametrize("voice", ["ru", "hy", "en"])
async def test_the_clinic_as_it_is_is_green(stage: Stage, voice: str) -> None:
    assert failed(await played(stage, asking(CLEANING, escalates=[]), voice)) == {}
    assert failed(await played(stage, asking(MEDICINE, escalates=["medical"]), voice)) == {}


@pytest.mark.parametrize("voice", ["ru", "hy", "en"])
async def test_a_wrong_price_in_the_words(stage: Stage, voice: str) -> None:
    wrong = with_words(stage.business, "book-slots-price", "{ $price }", "21\u00a0500\u00a0֏")
    wrong = with_words(wrong, "book-slots", "{ $service }", "{ $service }, 21\u00a0500\u00a0֏")
    async with planted(stage, wrong):
        done = await played(stage, asking(CLEANING, escalates=[]), voice)
    assert failed(done) == {"provenance": 1}
    assert "21\u00a0500" in score_of(done, "provenance").reason


@pytest.mark.parametrize(("voice", "more"), [("ru", "Или другой день?"), ("hy", "Թե՞ այլ օր։"), ("en", "Or another day?")])  # fmt: skip
async def test_a_second_question(stage: Stage, voice: str, more: str) -> None:
    asked_twice = stage.business
    for message in ("book-slots", "book-slots-price"):
        asked_twice = with_words(asked_twice, message, "{ $lines }", f"{{ $lines }}\n\n    {more}")
    async with planted(stage, asked_twice):
        assert failed(await played(stage, asking(CLEANING, escalates=[]), voice)) == {"one_question": 1}


async def test_ninety_words(stage: Stage) -> None:
    long = stage.business
    for message in ("book-slots", "book-slots-price"):
        long = with_words(
            long, message, "{ $lines }", "{ $lines }\n    " + " ".join(["очень хорошее время"] * 30) + "."
        )
    async with planted(stage, long):
        assert failed(await played(stage, asking(CLEANING, escalates=[]), "ru")) == {"reply_length": 1}


async def test_armenian_answered_in_russian(stage: Stage) -> None:
    words = stage.business.words
    russian = stage.business.model_copy(update={"words": {**words, "hy": words["ru"]}})
    async with planted(stage, russian):
        done = await played(stage, asking(CLEANING, escalates=[]), "hy")
    assert failed(done) == {"reply_language": 1}


@pytest.mark.parametrize(
    ("voice", "promise"),
    [
        ("ru", "Коллега напишет вам до 17:20."),
        ("hy", "Կպատասխանենք մինչև 17:20։"),
        ("en", "We will call you by 17:20."),
    ],
)
async def test_a_promise_nobody_keeps_track_of(stage: Stage, voice: str, promise: str) -> None:
    promising = stage.business
    for message in ("book-slots", "book-slots-price"):
        promising = with_words(promising, message, "{ $lines }", f"{{ $lines }}\n\n    {promise}")
    async with planted(stage, promising):
        done = await played(stage, asking(CLEANING, escalates=[]), voice)
    assert failed(done) == {"promises": 1}


@pytest.mark.parametrize("voice", ["ru", "hy", "en"])
async def test_a_question_for_the_doctor_that_stays_with_the_bot(stage: Stage, voice: str) -> None:
    rules = stage.business.escalation
    deaf = [topic for topic in rules.topics if topic.id != "medical"]
    careless = stage.business.model_copy(update={"escalation": rules.model_copy(update={"topics": deaf})})
    async with planted(stage, careless):
        done = await played(stage, asking(MEDICINE, escalates=["medical"]), voice)
    assert failed(done) == {"escalation": 1}
