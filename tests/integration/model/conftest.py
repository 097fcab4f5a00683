"""A reader of the clinic's messages at a fake endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.reader import ModelReader
from agents.understanding.reading_context import ReadingContext
from domain.clock import VirtualClock
from domain.reading import Entities, Reading, RouteScore
from knowledge.business_files import load_business
from tests.fakes.openai_api import KEY, MODEL, FakeOpenAI, serve_openai

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CONTEXT = ReadingContext(NOW)
DEADLINE_SECONDS = 1.5
PATIENT_SECONDS = 20.0


class NoFacts:
    def read_facts(self, text: str, context: ReadingContext) -> Entities:
        return Entities()


def unsure(text: str = "hm, and that thing of yours", **changes: object) -> Reading:
    reading = Reading(
        text=text, language="en", script="latin", acts=["inform"],
        routes=[RouteScore(route="smalltalk", confidence=0.2)], why=["model: smalltalk"],
    )  # fmt: skip
    return reading.model_copy(update=changes)


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with serve_openai() as served:
        yield served
        assert served.problems == [], "our requests must be correct"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOW)


MakeReader = Callable[..., ModelReader]


@pytest.fixture
def make_reader(fake: FakeOpenAI, clock: VirtualClock) -> Iterator[MakeReader]:
    made: list[ModelReader] = []
    clinic = load_business(Path(__file__).parents[3] / "businesses" / "clinic")

    def make(*, warm: bool = True, services: int | None = None, **endpoint: object) -> ModelReader:
        shown = clinic.services.model_copy(update={"services": clinic.services.services[:services]})
        business = clinic.model_copy(update={"services": shown})
        settings = {"base_url": fake.url, "api_key": KEY, "deadline_seconds": DEADLINE_SECONDS} | endpoint
        reader = ModelReader(business, ModelEndpoint(MODEL, **settings), NoFacts(), clock)  # type: ignore[arg-type]
        made.append(reader)
        if warm:
            reader.load()
        return reader

    yield make
    for reader in made:
        reader.close()


@pytest.fixture
def reader(make_reader: MakeReader) -> ModelReader:
    """One with patience: a busy machine is no failure of the endpoint."""
    return make_reader(deadline_seconds=PATIENT_SECONDS)
