"""A day or an hour that is only refused asks for another one; who wants nothing asks for none."""

from __future__ import annotations

import pytest

from domain.language import Language
from tests.unit.understanding.test_named_deeds import Read


@pytest.mark.parametrize(
    "text",
    [
        "слушайте, завтра никак не получается",
        "zavtra ne smogu",
        "tomorrow doesn't work anymore",
        "վաղը չեմ կարող",
    ],
)
def test_a_day_that_is_only_refused_asks_for_another_one(read: Read, text: str) -> None:
    reading = read(text)
    assert (reading.route, reading.intent) == ("reschedule", "cannot_come")


@pytest.mark.parametrize(
    "text", ["завтра не смогу, отмените", "I can't do tomorrow, please cancel", "վաղը չեմ կարող, չեղարկեք"]
)
def test_a_refused_day_with_a_word_of_cancelling_cancels(read: Read, text: str) -> None:
    assert read(text).route == "cancel"


@pytest.mark.parametrize(
    "text", ["зуб замучил, спать не могу, когда можно прийти", "I can't sleep, when can I come"]
)
def test_who_cannot_sleep_can_come(read: Read, text: str) -> None:
    assert read(text).intent != "cannot_come"


@pytest.mark.parametrize(
    "text",
    ["завтра не приду", "I'm not coming tomorrow", "I won't be coming tomorrow", "վաղը չեմ գա", "վաղը չեմ գալու", "vaghy chem ga"],
)  # fmt: skip
def test_who_says_they_will_not_come_cancels_and_wishes_for_no_other_day(read: Read, text: str) -> None:
    found = read(text)
    assert found.route == "cancel"
    assert found.intent != "cannot_come"


def test_who_wants_nothing_today_declines_and_asks_for_no_other_day(read: Read) -> None:
    assert read("not today thank you").route == "decline"


def test_somebodys_free_time_is_none_of_ours(read: Read) -> None:
    assert not read("tell me what you do in your free time").has("booking")


@pytest.mark.parametrize("text", ["no, not tomorrow", "not on thursday thanks"])
def test_who_refuses_a_day_and_drops_nothing_wants_another(read: Read, text: str) -> None:
    assert read(text).route == "reschedule"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("завтра в 12 не могу", "ru"), ("в 12:30 никак", "ru"), ("zavtra v 12 ne mogu", "ru"),
        ("tomorrow at 12 doesn't work for me", "en"), ("I can't tomorrow at 12", "en"),
        ("վաղը ժամը 12-ին չեմ կարող", "hy"), ("վաղը 12-ին հարմար չէ", "hy"), ("vaghy jamy 12-in chem karox", "hy"),
    ],
)  # fmt: skip
def test_an_hour_that_is_only_refused_asks_for_another_time(
    read: Read, text: str, language: Language
) -> None:
    reading = read(text, language=language)
    assert (reading.route, reading.intent) == ("reschedule", "cannot_come")


@pytest.mark.parametrize(
    "text", ["в 12 не могу, отмените", "не могу дозвониться в 12", "завтра в 12 не могу, давайте в 15"]
)
def test_an_hour_refused_beside_something_else_does_not(read: Read, text: str) -> None:
    assert read(text, language="ru").intent != "cannot_come"
