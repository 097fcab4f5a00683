"""Who wants to be written to is not called; who was never called did not ask for that."""

from __future__ import annotations

import pytest

from agents.sales.interest import wants_no_calls
from domain.language import Language
from tests.unit.agents.desk import reading


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("не звоните, пишите", "ru"),
        ("без звонков, пожалуйста", "ru"),
        ("звонить не надо, только письмом", "ru"),
        ("մի զանգեք", "hy"),
        ("չզանգեք, գրեք", "hy"),
        ("զանգել պետք չէ", "hy"),
        ("no calls please", "en"),
        ("I'd rather you don't call me", "en"),
    ],
)
def test_calls_that_are_not_wanted_are_said_in_many_words(text: str, language: Language) -> None:
    assert wants_no_calls(reading(text, language=language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("мне никто не позвонил", "ru"),
        ("вы обещали позвонить и не звоните", "ru"),
        ("почему вы не перезваниваете?", "ru"),
        ("ինձ չզանգեցին", "hy"),
        ("ինչու չզանգեցիք", "hy"),
        ("nobody called me", "en"),
        ("you don't call back", "en"),
        ("why don't you call?", "en"),
    ],
)
def test_a_call_that_was_missed_is_none_of_them(text: str, language: Language) -> None:
    assert not wants_no_calls(reading(text, language=language))
