"""Wishes counted from the visit or the time talked about, not from today."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.language import Language
from domain.reading import Displacement, Reading

Read = Callable[..., Reading]
WEEK = Displacement(days=7, same_time=True)


@pytest.mark.parametrize(
    ("text", "language", "displaced"),
    [
        ("let's say a week later, same time", "en", WEEK),
        ("push it by a week please", "en", WEEK),
        ("a day earlier then", "en", Displacement(days=-1, same_time=True)),
        ("bring it forward by two days", "en", Displacement(days=-2, same_time=True)),
        ("how about the following day", "en", Displacement(days=1)),
        ("same time but on Friday", "en", Displacement(same_time=True)),
        ("in two weeks, same time", "en", Displacement(days=14, same_time=True)),
        ("давайте на неделю позже", "ru", WEEK),
        ("перенесите на неделю", "ru", WEEK),
        ("на день раньше можно?", "ru", Displacement(days=-1, same_time=True)),
        ("днём позже", "ru", Displacement(days=1, same_time=True)),
        ("то же время, но в пятницу", "ru", Displacement(same_time=True)),
        ("на следующий день", "ru", Displacement(days=1)),
        ("մի շաբաթ հետո", "hy", WEEK),
        ("տեղափոխեք մեկ շաբաթով", "hy", WEEK),
        ("մեկ օր շուտ", "hy", Displacement(days=-1, same_time=True)),
        ("հաջորդ օրը նույն ժամին", "hy", Displacement(days=1, same_time=True)),
        ("mi shabat heto", "hy", WEEK),
    ],
)
def test_days_are_counted_from_what_is_talked_about(
    read: Read, text: str, language: Language, displaced: Displacement
) -> None:
    assert read(text, language=language).entities.displaced == displaced


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in a week", "en"), ("the day after tomorrow", "en"), ("two days after Christmas", "en"), ("a bit later", "en"),
        ("I was there two days ago", "en"), ("an hour later", "en"), ("I need it by Friday", "en"),
        ("через неделю", "ru"), ("неделю назад я у вас был", "ru"), ("позже напишу", "ru"), ("на час позже", "ru"),
        ("запишите на неделе", "ru"),
        ("վաղը չէ մյուս օրը", "hy"), ("երկու օր առաջ էի ձեզ մոտ", "hy"), ("մեկ ժամ ուշ", "hy"),
    ],
)  # fmt: skip
def test_days_counted_from_today_or_from_a_feast_are_not(read: Read, text: str, language: Language) -> None:
    assert read(text, language=language).entities.displaced is None
