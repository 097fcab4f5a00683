"""What a metric is: a name, and a judgement of one transcript with a reason and the turn it points at."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, Field

from domain.business.business import Business
from evals.scenario import Scenario
from evals.transcript import Transcript


class Score(BaseModel):
    """`value` in 0..1, 1 is best; None: the metric says nothing about this scenario.

    `passed` False makes the play a failure. `turn` is the number of the turn where it went wrong.
    """

    metric: str
    value: float | None
    passed: bool = True
    reason: str = ""
    turn: int | None = None
    expected: str = ""
    got: str = ""
    figures: dict[str, float] = Field(default_factory=dict)
    """Counts and durations behind the value, for statistics; units are in the names."""


class Metric(Protocol):
    """A judgement. Pure: the same transcript gives the same score, and nothing is read but the arguments."""

    name: str
    about: str
    """One sentence for people."""
    decides: bool
    """Whether a failure fails the play; else it is a figure only."""

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score: ...


class JudgedMetric(Protocol):
    """A judgement that needs a model; run only when a judge is configured."""

    name: str
    about: str
    decides: bool

    async def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score: ...
