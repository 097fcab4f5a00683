"""A weekday that nothing puts into a week of its own."""

from __future__ import annotations

import pytest

from agents.understanding.dates.bare_weekday import is_bare_weekday
from domain.language import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on thursday", "en"), ("thurs evening", "en"), ("Friday at 3", "en"), ("в четверг вечером", "ru"),
        ("пятница", "ru"), ("հինգշաբթի", "hy"), ("ուրբաթ 5-ին", "hy"),
    ],
)  # fmt: skip
def test_a_weekday_with_an_hour_or_a_part_of_the_day_is_bare(text: str, language: Language) -> None:
    assert is_bare_weekday(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("this thursday", "en"), ("next fri", "en"), ("Thursday the 26th", "en"), ("tomorrow", "en"), ("at 3", "en"),
        ("в следующий четверг", "ru"), ("в этот четверг", "ru"), ("четверг 26 ноября", "ru"), ("հաջորդ հինգշաբթի", "hy"),
    ],
)  # fmt: skip
def test_what_says_of_which_week_it_is_is_not(text: str, language: Language) -> None:
    assert not is_bare_weekday(text, language)
