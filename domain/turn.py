"""A turn: what goes in, and the one bundle of writes that comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.appointment import Appointment
from domain.approval import Approval
from domain.conversation import Case, Contact, Conversation, NextStep, Outcome, PastMessage, SpecialistName
from domain.event import InboxEvent
from domain.language import Language, Script
from domain.speech import Outgoing
from domain.step import ProposedAction


class Situation(BaseModel):
    """What `load` read for the turn. Bounded: nothing here grows with the conversation's length."""

    now: datetime
    contact: Contact
    conversation: Conversation
    case: Case | None
    appointments: list[Appointment]
    """The contact's upcoming visits, soonest first."""
    pending_approvals: list[Approval]
    decided: list[Approval] = Field(default_factory=list)
    """The approvals that this turn's staff decisions refer to."""
    recent: list[PastMessage]
    """The last few lines before this turn, oldest first."""
    last_seq: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """How things stand when a turn begins."""

    situation: Situation
    state_left: dict[str, Any] | None
    """The graph's state after the latest turn of its case, while that case is open."""
    holds_events: bool
    """Whether the conversation's events are this turn's: then it is not committed."""


class TurnInput(BaseModel):
    """What the engine claimed for one turn: all waiting events of one conversation, in order."""

    turn_id: str
    conversation_id: str
    case_id: str
    """The open case, or the id a new one will get."""
    events: list[InboxEvent]
    attempt: int = 1
    """Which try this is with these very events; a crash counts, a new event starts again at 1."""
    may_supersede: bool = True
    """False after this turn gave way to newer messages often enough: it commits, and they wait for the next turn."""
    beginning: Beginning | None = Field(default=None, exclude=True, repr=False)
    """How things stood when the events were taken, if that was looked at then."""


class NewTimer(BaseModel):
    """An alarm. `kind`: `next_step`, `commitment`, `hold`, `reminder`, `follow_up`, `nudge`, `proposal`."""

    id: str
    kind: str
    subject: str
    due_at: datetime
    stops_on_reply: bool = False
    """A customer's message makes it pointless (silence timers)."""


def promise_alarm(approval_id: str, due_at: datetime) -> NewTimer:
    """Rings when the answer that staff owe the customer is due; one for each question, set anew when it is put off."""
    return NewTimer(id=f"timer-promise-{approval_id}", kind="commitment", subject=approval_id, due_at=due_at)


def promise_of(approval_id: str) -> str:
    """What a commitment to answer that approval's question is called."""
    return f"approval:{approval_id}"


class NewCommitment(BaseModel):
    """A promise made in this turn. One about the same thing that is still open is put off by it."""

    id: str
    what: str
    due_at: datetime
    owner: Literal["bot", "staff"]


class TurnCommit(BaseModel):
    """Everything a turn writes, applied in ONE transaction keyed by `turn_id`.

    `state` is the graph's durable state after the turn; a re-run of a committed turn returns it unchanged.
    `supersede` False: events that arrived meanwhile wait for the next turn.
    """

    turn_id: str
    conversation_id: str
    case_id: str
    opens_case: bool
    specialist: SpecialistName | None = None
    language: Language
    script: Script
    actions: list[ProposedAction] = Field(default_factory=list)
    replies: list[Outgoing] = Field(default_factory=list)
    approvals: list[Approval] = Field(default_factory=list)
    commitments: list[NewCommitment] = Field(default_factory=list)
    timers: list[NewTimer] = Field(default_factory=list)
    stops: list[str] = Field(default_factory=list)
    """Kinds of the conversation's alarms that are not to ring any more."""
    outcome: Outcome | None = None
    next_step: NextStep | None = None
    summary: str | None = None
    hand_to_staff: bool = False
    answers: list[str] = Field(default_factory=list)
    """Approvals whose promised answer the customer gets in this turn."""
    beside_staff: bool = False
    """The turn knows that staff own the conversation: what it says was promised, and goes out all the same."""
    state: dict[str, Any] = Field(default_factory=dict)
    trace: dict[str, Any] = Field(default_factory=dict)
    """Reading, specialist and actions in short, for the inbox and for `chat --jsonl`. No message text."""
    supersede: bool = True


class ActionResult(BaseModel):
    """What came of a proposed action: the ids of the rows it made or changed."""

    tool: str
    args: dict[str, Any]
    result: dict[str, Any]


class Committed(BaseModel):
    """The stored result of a turn. `again` True: it had been committed before and nothing was written now."""

    turn_id: str
    case_id: str
    state: dict[str, Any]
    trace: dict[str, Any]
    results: list[ActionResult] = Field(default_factory=list)
    outbox_ids: list[str] = Field(default_factory=list)
    again: bool = False
