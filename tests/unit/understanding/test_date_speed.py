"""Messages made to be slow to read are read in time that grows with their length."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from agents.understanding.dates.reader import read_windows
from domain.business.booking import BookingRules
from domain.language import LANGUAGES, Language
from tests.unit.understanding.date_examples import NOW, YEREVAN

MOST_MILLISECONDS = 100
ODD = ("5 օր " * 400, "from 5 to " * 300, "monday, tuesday or " * 200, "can't friday, " * 200, "until friday " * 100,
       "first ten days of " * 100, "of the month of the week " * 100, "полпятого без двадцати " * 100, "next " * 800)  # fmt: skip


def cases() -> Iterator[tuple[str, Language]]:
    for text in ODD:
        for language in LANGUAGES:
            yield text, language


@pytest.mark.parametrize(("text", "language"), list(cases()))
def test_an_odd_message_is_read_soon(booking_rules: BookingRules, text: str, language: Language) -> None:
    read_windows(text, language, NOW.astimezone(YEREVAN), booking_rules)
    began = time.process_time()
    read_windows(text, language, NOW.astimezone(YEREVAN), booking_rules)
    assert (time.process_time() - began) * 1000 < MOST_MILLISECONDS


@pytest.fixture
def booking_rules() -> BookingRules:
    return BookingRules()
