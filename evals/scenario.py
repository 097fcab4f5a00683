"""A scenario: a world, a customer, and what must hold at the end. Data, in `evals/scenarios/<business>/<flow>/*.yaml`.

One scenario may be written once and said in several voices: wherever words stand, one text for all voices or one a
voice. Moments are the business's wall time.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from domain.approval import Decision
from domain.conversation import Outcome
from domain.event import ChannelName
from domain.reading import Flag
from evals.voices import Voice, check_pick, check_sayings, check_words, to_duration

__all__ = [
    "Change", "Expectation", "ExpectedCall", "ExpectedOutcome", "ExpectedRecord", "ExpectedSaying", "Goal",
    "KnownContact", "Manner", "Move", "OwnVisit", "Sayings", "Scenario", "ScenarioModel", "StaffMove", "TakenSlot",
    "Voice", "Wanted", "Words", "World",
]  # fmt: skip

Words = Annotated[str | dict[Voice, str], BeforeValidator(check_words)]
"""One text for every voice, or one a voice."""

Sayings = Annotated[str | dict[Voice, str] | list[str | dict[Voice, str]], BeforeValidator(check_sayings)]
"""`Words`, or a list of them that is sent as a burst."""

Pick = Annotated[int | str | dict[Voice, str], BeforeValidator(check_pick)]
Duration = Annotated[timedelta, BeforeValidator(to_duration)]
"""Written `PT2H`, `P3D`, `2h`, `3d` or `1d12h`."""

ExpectedOutcome = Literal[Outcome, "open"]


class ScenarioModel(BaseModel):
    """Unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TakenSlot(ScenarioModel):
    """Somebody else's visit that stands in the calendar before the customer writes."""

    practitioner: str
    branch: str
    service: str
    start: datetime


class OwnVisit(TakenSlot):
    """The customer's own visit, booked before."""


class KnownContact(ScenarioModel):
    """What the business knows of the customer already."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    vip: bool = False
    opted_out: bool = False


class World(ScenarioModel):
    """What is so before the first line."""

    contact: KnownContact | None = None
    visits: list[OwnVisit] = Field(default_factory=list)
    taken: list[TakenSlot] = Field(default_factory=list)
    stock: dict[str, int] = Field(default_factory=dict)
    """Pieces in stock by sku, where they differ from catalogue.csv."""
    full_days: list[date] = Field(default_factory=list)
    """Days on which every practitioner is busy."""


class StaffMove(ScenarioModel):
    """What a person in the inbox does: decides the approval that waits, or acts on the conversation."""

    decision: Decision | None = None
    topic: str | None = None
    """Which approval, when several wait."""
    text: Words | None = None
    reply: Words | None = None
    take_over: bool = False
    give_back: bool = False


class Move(ScenarioModel):
    """One thing that happens; exactly one field is given.

    `say` one message, or several sent as a burst. `pick` the option with this number (from 1), or whose label or id
    contains the text. `wait` moves the clock. `take` gives the n-th offered slot to somebody else (1 is the first).
    `stock`: so many pieces of a sku are there from now on.
    """

    say: Sayings | None = None
    pick: Pick | None = None
    wait: Duration | None = None
    until: datetime | None = None
    staff: StaffMove | None = None
    happens: dict[str, Any] | None = None
    take: int | None = None
    stock: dict[str, int] | None = None


class Wanted(ScenarioModel):
    """The visit the customer agrees to; a read-back that differs in a given field is refused."""

    service: str | None = None
    practitioner: str | None = None
    branch: str | None = None
    days: list[date] = Field(default_factory=list)
    """Any of these days will do."""
    at: time | None = None
    not_before: time | None = None
    not_after: time | None = None


class Change(ScenarioModel):
    """The customer changes its mind once, when first asked `when_asked` (a pending field) or after so many messages."""

    when_asked: str | None = None
    after_messages: int | None = None
    says: Words
    wanted: Wanted


class Manner(ScenarioModel):
    """How the customer writes. Chances are per message, 0..1, drawn from the scenario's seed."""

    typos: float = Field(default=0.0, ge=0, le=1)
    bursts: float = Field(default=0.0, ge=0, le=1)
    """Chance that a message is sent in pieces."""
    lowercase: bool = False
    taps: bool = True
    """Taps buttons where there are some; else types its answer."""
    switches_to: Voice | None = None
    switches_after: int | None = None
    """Number of messages after which the customer writes in the other voice."""


class Goal(ScenarioModel):
    """A customer with a goal: answers what is asked in its own words, volunteers nothing else, and says yes only to a
    read-back that matches `wanted`.

    `facts`: the customer's words for a field (`service`, `visit_kind`, `day`, `time`, `name`, `phone`, `contact`,
    `branch`, `reason`, …); what is asked and has no fact is answered with `shrugs`.
    """

    opens: Sayings
    facts: dict[str, Words] = Field(default_factory=dict)
    wanted: Wanted | None = None
    changes: list[Change] = Field(default_factory=list)
    manner: Manner = Manner()
    shrugs: Words = {
        "ru": "не знаю",
        "hy": "չգիտեմ",
        "en": "not sure",
        "ru-latn": "ne znayu",
        "hy-latn": "chgitem",
    }
    silent_after: int | None = None
    """Goes silent after so many messages."""
    stays_silent: Duration = timedelta(0)
    """How long the clock then runs."""
    patience: int = Field(default=12, ge=1)
    """Messages after which the customer gives up."""


class ExpectedRecord(ScenarioModel):
    """A row that must exist at the end. Fields given must be equal; others are free.

    `appointment`: service, practitioner, branch, date, time, status, price. `contact`: name, phone, email, opted_out.
    `lead`, `brief`, `estimate`, `ticket`: their fields, and `priority`, `team`. `quote`: service, version, total (`12000` or
    `9000-12000`), and the facts it rests on.
    """

    kind: Literal["appointment", "contact", "lead", "brief", "estimate", "ticket", "quote", "waitlist"]
    fields: dict[str, str] = Field(default_factory=dict)
    count: int = 1


class ExpectedCall(ScenarioModel):
    """A write the front desk must have done, in order; arguments given must be equal."""

    tool: str
    args: dict[str, Any] = Field(default_factory=dict)


class ExpectedSaying(ScenarioModel):
    """Words a customer must have read (or must never read). Case is ignored; a voice left out is free.

    `pattern` is a regular expression. `by_turn`: at the latest in reply to the customer's message of this number.
    """

    words: Words | None = None
    any_of: list[Words] = Field(default_factory=list)
    pattern: str | None = None
    by_turn: int | None = None


class Expectation(ScenarioModel):
    """What must hold. What is left out is not judged."""

    outcome: ExpectedOutcome | None = None
    """The last case's outcome; `open`: it has none yet, but a next step with a time."""
    next_step: str | None = None
    records: list[ExpectedRecord] = Field(default_factory=list)
    exact_records: bool = True
    """No appointment, lead, brief, estimate or ticket beyond those named."""
    calls: list[ExpectedCall] | None = None
    forbidden_calls: list[str] = Field(default_factory=list)
    escalates: list[str] | None = None
    """Topics that must have been put before staff; an empty list: nothing may be."""
    passages: list[str] | None = None
    """Policy topics that must have been said."""
    says: list[ExpectedSaying] = Field(default_factory=list)
    never_says: list[ExpectedSaying] = Field(default_factory=list)
    flags: list[Flag] = Field(default_factory=list)
    max_messages: int | None = None
    """Customer messages until the outcome."""
    voice_of_replies: Voice | None = None
    """The language replies end in, when the customer switches."""


class Scenario(ScenarioModel):
    """One need, from the first message to what must hold."""

    id: str = ""
    """The file's name, unless given."""
    flow: str = ""
    """The folder's name."""
    title: str
    business: str = "clinic"
    voices: list[Voice] = Field(min_length=1)
    channel: ChannelName = "terminal"
    start: datetime
    risk: Literal["low", "medium", "high"] = "low"
    requirements: list[str] = Field(min_length=1)
    world: World = World()
    script: list[Move] | None = None
    goal: Goal | None = None
    afterwards: list[Move] = Field(default_factory=list)
    """What happens after a goal-driven customer has ended (reminders, next day's message)."""
    expect: Expectation
