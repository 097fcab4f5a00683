"""What specialists look for in the words is found romanised, too, and a question mark of any script is one."""

from __future__ import annotations

import pytest

from agents.understanding.lexicon import is_said
from agents.understanding.reading_context import ReadingContext
from agents.understanding.rules import says
from agents.understanding.understander import Understander
from tests.unit.understanding.conftest import NOW


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("вы делаете сайты?", "do_you_do"), ("vy delaete sayty?", "do_you_do"), ("կայք սարքո՞ւմ եք", "do_you_do"),
        ("kayq sarqum eq?", "do_you_do"), ("skolko eto stoit?", "price"), ("ne zvonite, luchshe napishite", "no_calls"),
    ],
)  # fmt: skip
def test_a_pattern_is_heard_as_typed_and_romanised(
    understander: Understander, text: str, pattern: str
) -> None:
    assert says(understander.read([text], ReadingContext(NOW)), pattern)


@pytest.mark.parametrize(
    ("text", "word"), [("пока не знаю", "maybe"), ("poka ne znayu", "maybe"), ("չգիտեմ դեռ", "maybe"), ("chgitem der", "maybe")]
)  # fmt: skip
def test_a_word_of_a_list_is_heard_as_typed_and_romanised(
    understander: Understander, text: str, word: str
) -> None:
    assert is_said(understander.read([text], ReadingContext(NOW)), word)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("а это больно?", True), ("դա ցավո՞ւմ է", True), ("is it free?", True),
        ("узнать бы цену", False), ("դա ցավում է", False),
    ],
)  # fmt: skip
def test_a_question_mark_of_any_script_is_one(understander: Understander, text: str, marked: bool) -> None:
    assert understander.read([text], ReadingContext(NOW)).marked is marked
