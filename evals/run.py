"""A run: many plays with their scores. One JSONL file: a header line, then a line a play, written as they end."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from evals.metrics.port import Score
from evals.scenario import Voice
from evals.transcript import Transcript

WHOLE_SUITE = "all"
"""What a header calls all scenarios."""


class RunHeader(BaseModel):
    """What was run. `complete` False in a run that was stopped; what it has is still true."""

    format: int = 1
    suite: list[str]
    only: str | None = None
    voice: Voice | None = None
    """What was left out of the suite on purpose: scenarios of other names, other voices."""
    seed: int
    repeats: int
    started_at: datetime
    business_versions: dict[str, str] = Field(default_factory=dict)
    """Business id -> digest of its files."""
    engine: str = "local"
    notes: list[str] = Field(default_factory=list)
    """What to know about the whole run, such as metrics that were left out."""
    scenarios: int = 0
    plays: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything there is was asked for; floors are about such runs."""
        return self.suite == [WHOLE_SUITE] and self.only is None and self.voice is None


class Play(BaseModel):
    """One transcript, judged."""

    scenario_id: str
    title: str
    flow: str
    business: str
    voice: Voice
    channel: str
    risk: str
    requirements: list[str]
    repeat: int
    seconds: float
    """Wall time; with each turn's `turn_ms` the only figure that differs between two runs with one seed."""
    scores: list[Score]
    transcript: Transcript

    @property
    def passed(self) -> bool:
        return self.transcript.error is None and all(score.passed for score in self.scores)


class Run(BaseModel):
    header: RunHeader
    plays: list[Play]
    complete: bool = True
    problems: list[str] = Field(default_factory=list)
    """Scenarios that could not be played, with file, line and field."""
