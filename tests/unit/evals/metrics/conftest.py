"""The clinic, its metrics, and one way to judge a story by all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.business import Business
from evals.metrics.port import Metric, Score
from evals.metrics.registry import load_metrics, score_play
from evals.scenario import Scenario
from tests.fakes.story import Story, load_clinic

Judge = Callable[[Scenario, Story], dict[str, Score]]


@pytest.fixture(scope="session")
def clinic() -> Business:
    return load_clinic()


@pytest.fixture(scope="session")
def metrics() -> list[Metric]:
    return load_metrics()


@pytest.fixture(scope="session")
def judge(clinic: Business, metrics: list[Metric]) -> Judge:
    """Every metric's score of a story, by the metric's name."""

    def judged(scenario: Scenario, story: Story) -> dict[str, Score]:
        return {score.metric: score for score in score_play(metrics, scenario, story.told(), clinic)}

    return judged
