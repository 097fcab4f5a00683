"""What was said and done while a scenario was played: the only thing that metrics and reports look at."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from evals.scenario import Voice

Author = Literal["customer", "bot", "staff"]


class Line(BaseModel):
    """One message of the transcript. `at` is aware, in the business's timezone."""

    author: Author
    text: str
    at: datetime
    options: list[tuple[str, str]] = Field(default_factory=list)
    """(id, label), in order."""
    channel_failed: bool = False


class Asked(BaseModel):
    """The question that is open after a turn."""

    field: str
    kind: str
    options: list[str] = Field(default_factory=list)
    """Ids."""


class Passage(BaseModel):
    """A policy passage that was said, or was found and not said."""

    id: str
    topic: str
    said: bool = True
    text: str = ""
    """The owner's words as they were found; figures in the reply may come from them."""


class Call(BaseModel):
    """A write that was done, with its result."""

    tool: str
    args: dict[str, Any]
    result: dict[str, Any]


class AskedOfStaff(BaseModel):
    """An approval as it stood after the turn."""

    id: str
    topic: str
    reason: str
    draft: str
    status: str


class CaseState(BaseModel):
    """The case as it stood after a turn."""

    id: str
    outcome: str | None = None
    next_step: dict[str, Any] | None = None


class Turn(BaseModel):
    """One exchange: what happened, and everything that came of it. `number` counts from 1.

    `kind` of what happened: `message` (also a burst or a tap), `wait`, `staff`, `business`.
    """

    number: int
    kind: Literal["message", "wait", "staff", "business"]
    at: datetime
    lines: list[Line]
    """In order; the customer's own first."""
    reading: dict[str, Any] | None = None
    specialist: str | None = None
    needs: list[str] = Field(default_factory=list)
    said: list[str] = Field(default_factory=list)
    """Names of the speech acts."""
    refused: list[str] = Field(default_factory=list)
    why: list[str] = Field(default_factory=list)
    """What specialists say of a step that says nothing to the customer."""
    passages: list[Passage] = Field(default_factory=list)
    asked: Asked | None = None
    calls: list[Call] = Field(default_factory=list)
    case: CaseState | None = None
    asked_of_staff: list[AskedOfStaff] = Field(default_factory=list)
    """Those that are new or changed since the turn before."""
    facts: list[str] = Field(default_factory=list)
    """Values the speech acts carried, as text: what figures in the replies may come from."""
    owner: Literal["bot", "staff"] = "bot"
    """Who owned the conversation after the turn; staff owe the answers while they do."""
    turn_ms: float = 0.0

    def replies(self) -> list[Line]:
        return [line for line in self.lines if line.author in ("bot", "staff")]

    def bot_replies(self) -> list[Line]:
        return [line for line in self.lines if line.author == "bot"]


class StoredRecord(BaseModel):
    """A row at the end, flattened to text. Moments are the business's wall time (`date`, `time`), flags are yes and no.

    A visit's `status`: booked, cancelled, moved (another replaced it), completed, no_show. Times that were only held
    are left out.
    """

    kind: Literal["appointment", "contact", "lead", "brief", "estimate", "ticket", "quote", "waitlist"]
    id: str
    fields: dict[str, str]


class Promised(BaseModel):
    """A commitment row."""

    what: str
    due_at: datetime
    owner: str
    status: str


class Transcript(BaseModel):
    """One play of one scenario in one voice."""

    scenario_id: str
    voice: Voice
    repeat: int
    seed: int
    started_at: datetime
    ended_at: datetime
    turns: list[Turn]
    records: list[StoredRecord] = Field(default_factory=list)
    """Of this customer only."""
    promises: list[Promised] = Field(default_factory=list)
    overlapping_visits: int = 0
    """Pairs of booked visits of one practitioner that overlap, in the whole calendar."""
    owner: str = "bot"
    open_timers: list[dict[str, Any]] = Field(default_factory=list)
    gave_up: str | None = None
    """Why the simulated customer stopped before its goal."""
    error: str | None = None
    """What went wrong with the play itself; then nothing else is judged."""

    @property
    def messages(self) -> int:
        return sum(turn.kind == "message" for turn in self.turns)
