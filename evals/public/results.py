"""What an adapter found, and the report of a whole folder. The terminal's tables and the JSON are made of these."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from evals.plots.curves import Judged
from evals.public.scores import LabelScores, Share


class Failure(BaseModel):
    """One row answered otherwise than expected."""

    where: str
    """File and line."""
    id: str
    language: str
    source: str
    expected: Any
    got: Any
    text: str = ""
    why: str = ""


class AdapterResult(BaseModel):
    """The scores of one file."""

    name: str
    file: str
    rows: int = 0
    """Rows that were scored."""
    seconds: float = 0.0
    headline: dict[str, Share] = Field(default_factory=dict)
    """The figures to look at first, best one first; the first one has the slices below."""
    slices: dict[str, dict[str, Share]] = Field(default_factory=dict)
    """`language`, `source`, … -> slice -> the first headline figure there."""
    labels: LabelScores | None = None
    judged: list[Judged] = Field(default_factory=list)
    """Every reading with its confidence; what plots are drawn from."""
    counts: dict[str, int] = Field(default_factory=dict)
    failures: list[Failure] = Field(default_factory=list)
    problems: list[str] = Field(default_factory=list)
    """Lines that could not be read or judged, with file and line."""
    notes: list[str] = Field(default_factory=list)
    """What the figures mean and what they leave out."""
    details: dict[str, Any] = Field(default_factory=dict)


class PublicReport(BaseModel):
    """A folder, measured."""

    folder: str
    started_at: datetime
    seconds: float = 0.0
    adapters: list[AdapterResult] = Field(default_factory=list)
    problems: list[str] = Field(default_factory=list)
    complete: bool = True
