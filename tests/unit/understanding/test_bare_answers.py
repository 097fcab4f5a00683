"""Where a day, a sum or an order's number was asked for, one alone is that, and no model is asked what else it may be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import Language
from domain.step import PendingQuestion

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
QUESTIONS = {
    "day": PendingQuestion(field="day", kind="time", specialist="scheduler"),
    "budget": PendingQuestion(field="budget", kind="text", specialist="sales", expects="money"),
    "order": PendingQuestion(field="order", kind="text", specialist="support", expects="order_id"),
}


@pytest.mark.parametrize(
    ("asked", "language", "text"),
    [
        ("day", "ru", "завтра после пяти"), ("day", "ru", "давайте в пятницу утром"), ("day", "en", "let's say next Friday morning"),
        ("day", "hy", "վաղը հինգից հետո"), ("day", "ru", "v pyatnicu posle 5"), ("budget", "ru", "100 тысяч драмов"),
        ("budget", "en", "up to 80,000 drams"), ("budget", "hy", "80 հազար դրամ"),
    ],
)  # fmt: skip
def test_fact_that_was_asked_for_is_no_need(
    understander: Understander, asked: str, language: Language, text: str
) -> None:
    reading = understander.read([text], ReadingContext(NOW, language, QUESTIONS[asked]))
    assert reading.routes == []
    assert reading.acts == ["inform"]
    assert reading.entities.windows if asked == "day" else reading.entities.money


@pytest.mark.parametrize(
    ("asked", "language", "text", "route"),
    [
        ("day", "ru", "отмените на завтра", "cancel"), ("day", "en", "cancel it for Friday", "cancel"),
        ("day", "en", "I want a refund tomorrow", "support.returns"), ("budget", "ru", "завтра после пяти отмените", "cancel"),
    ],
)  # fmt: skip
def test_whatever_else_is_said_is_still_a_need(
    understander: Understander, asked: str, language: Language, text: str, route: str
) -> None:
    assert understander.read([text], ReadingContext(NOW, language, QUESTIONS[asked])).route == route


def test_fact_that_nobody_asked_for_may_be_a_need(understander: Understander) -> None:
    reading = understander.read(["завтра после пяти"], ReadingContext(NOW, "ru"))
    assert reading.route == "booking"
