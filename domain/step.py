"""What a specialist decided: things to say and things to do. Deciding writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from domain.appointment import TimeSlot
from domain.approval import Evidence
from domain.conversation import NextStep, Outcome, SpecialistName
from domain.money import Money
from domain.quote import Quote
from domain.reading import Unit
from domain.speech import Option, SpeechAct
from domain.ticket import TicketStatus

Expected = Literal["money", "order_id", "place"] | Unit
"""What a bare answer is: a sum, an order number, a place, or a count in that unit."""


QuestionKind = Literal["choice", "yes_no", "contact", "name", "phone", "text", "time"]


class PendingQuestion(BaseModel):
    """What the customer was last asked; the context in which "2", "да" or a bare name is read.

    `kind` `choice`: one of `options`. `yes_no`: an explicit yes to a read-back. `contact`: name and phone.
    `text`: free words for the field. `time`: a wished day or hour.
    """

    field: str
    kind: QuestionKind
    specialist: SpecialistName
    options: list[Option] = Field(default_factory=list)
    attempts: int = 0
    expects: Expected | None = None
    """How a bare answer is read ("20", "Komitas"); None: by its words alone."""
    subject: str | None = None
    """What a yes would be to: the slot or the appointment that was read back."""
    together: list[str] = Field(default_factory=list)
    """Further ones that were read back in the same question: one yes is to all of them."""


class BookAppointment(BaseModel):
    """Book `slot`, replacing `moves` when it is a reschedule. Needs an explicit yes (R17)."""

    tool: Literal["calendar.book"] = "calendar.book"
    slot: TimeSlot
    price: Money
    moves: str | None = None
    status: Literal["held", "booked"] = "booked"
    hold_minutes: int | None = None
    together: list[TimeSlot] = Field(default_factory=list)
    """The other visits of the same coming: their holds are kept, and all are written or none."""
    address: str | None = None
    """Where, when it is at the customer's place; as the customer wrote it."""
    for_whom: str | None = None
    """The name of whoever comes, where it is not the contact."""
    calendar_token: str | None = None
    """Of the link to the visit's calendar file; a moved visit keeps the one it has."""
    remind_at: list[datetime] = Field(default_factory=list)
    """Alarms of kind `reminder` for the visit (R20), aware UTC."""


class CancelAppointment(BaseModel):
    """Cancel one of the contact's own appointments."""

    tool: Literal["calendar.cancel"] = "calendar.cancel"
    appointment_id: str
    reason: str = ""


class UpdateContact(BaseModel):
    """Facts the customer gave about themselves."""

    tool: Literal["crm.contact"] = "crm.contact"
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    opted_out: bool | None = None


class StoreRecord(BaseModel):
    """A lead, a brief, an estimate request, a ticket or a place on the waiting list, with the fields that were collected
    (R9, R30, R36, R47).

    With a `key` there is one such record a case: a later turn completes it instead of adding another. A brief needs
    the customer's yes to exactly what was read back: `signed` is that question's subject.
    """

    tool: Literal["crm.lead", "crm.brief", "crm.estimate", "crm.ticket", "crm.waitlist"]
    fields: dict[str, str]
    summary: str
    tags: list[str] = Field(default_factory=list)
    priority: Literal["normal", "urgent"] = "normal"
    team: str = "front_desk"
    due_at: datetime | None = None
    key: str | None = None
    signed: str | None = None


class StoreQuote(BaseModel):
    """A price that was worked out, kept as it was said (R29)."""

    tool: Literal["crm.quote"] = "crm.quote"
    quote: Quote


class UpdateTicket(BaseModel):
    """A ticket of this contact goes on: news from staff, the customer's next words, a photo. None leaves a field."""

    tool: Literal["crm.ticket_update"] = "crm.ticket_update"
    ticket_id: str
    status: TicketStatus | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    """Added to those that are known."""
    priority: Literal["normal", "urgent"] | None = None
    due_at: datetime | None = None


class EndWait(BaseModel):
    """This contact waits for a variant no longer: they were told that it is there again, or want no messages (R44)."""

    tool: Literal["crm.waitlist_end"] = "crm.waitlist_end"
    sku: str


class NoteIdentityCheck(BaseModel):
    """A check whether an order is the customer's own (R32). `subject`: what was claimed; an order's number once passed."""

    tool: Literal["support.identity"] = "support.identity"
    subject: str
    passed: bool


class StoreRating(BaseModel):
    """The customer's answer to the one question about our help (R41)."""

    tool: Literal["support.rating"] = "support.rating"
    category: str
    score: Literal["good", "fair", "poor"]
    reason: str = ""


class CreateReturnLabel(BaseModel):
    """Asked of the shop's program once the turn is stored. Needs an explicit yes."""

    tool: Literal["orders.return_label"] = "orders.return_label"
    order_id: str


class SendResetLink(BaseModel):
    """Asked of the shop's program once the turn is stored. Needs the address in answer to the question for it."""

    tool: Literal["accounts.reset_link"] = "accounts.reset_link"
    email: str


ProposedAction = Annotated[
    BookAppointment
    | CancelAppointment
    | UpdateContact
    | StoreRecord
    | StoreQuote
    | UpdateTicket
    | EndWait
    | NoteIdentityCheck
    | StoreRating
    | CreateReturnLabel
    | SendResetLink,
    Field(discriminator="tool"),
]


class Escalation(BaseModel):
    """A decision asked of staff (R59-R61). `draft_acts` become the draft in the customer's language."""

    topic: str
    reason: str
    evidence: list[Evidence] = Field(default_factory=list)
    fields: dict[str, str] = Field(default_factory=dict)
    draft_acts: list[SpeechAct]
    guards: dict[str, Any] = Field(default_factory=dict)
    answer_within: timedelta
    take_over: bool = False
    """The customer wants a person: staff own the conversation, the bot falls silent."""


class Alarm(BaseModel):
    """When to look again, whatever is said until then. `kind` and `subject` come back with the alarm's event."""

    kind: str
    subject: str
    due_at: datetime
    gentle: bool = False
    """Never in quiet hours, pointless once the customer has written, and one of its kind in a conversation: a new one
    takes the older's place."""


class Promise(BaseModel):
    """Something the reply promises, with the moment it is due; becomes a commitment with an alarm."""

    what: str
    due_at: datetime
    owner: Literal["bot", "staff"] = "staff"


class Step(BaseModel):
    """One specialist's decision for this turn.

    `frame` replaces the specialist's frame; None leaves it. `pending` is the question now open; None asks nothing.
    `hand_off` sends the turn on to another specialist with everything collected kept.
    """

    acts: list[SpeechAct] = Field(default_factory=list)
    actions: list[ProposedAction] = Field(default_factory=list)
    frame: dict[str, Any] | None = None
    pending: PendingQuestion | None = None
    keep_pending: bool = False
    """The question asked before is still open (a side question was answered)."""
    hand_off: SpecialistName | None = None
    hand_frame: dict[str, Any] | None = None
    """What the next specialist starts from; None: its own frame."""
    escalation: Escalation | None = None
    promises: list[Promise] = Field(default_factory=list)
    alarms: list[Alarm] = Field(default_factory=list)
    stops: list[str] = Field(default_factory=list)
    """Kinds of alarms of this conversation that have become pointless."""
    outcome: Outcome | None = None
    next_step: NextStep | None = None
    why: list[str] = Field(default_factory=list)


class PolicyPassage(BaseModel):
    """A passage of an owner's policy, as found. `text` is customer-ready in `language`."""

    id: str
    topic: str
    language: str
    title: str
    text: str
    score: float
    confident: bool = False
    likelihood: float = 0.0
    """Of being the answer, 0..1; told of the first passage alone."""


__all__ = [
    "Alarm", "BookAppointment", "CancelAppointment", "CreateReturnLabel", "EndWait", "Escalation", "NoteIdentityCheck",
    "PendingQuestion", "PolicyPassage", "Promise", "ProposedAction", "SendResetLink", "Step", "StoreQuote",
    "StoreRating", "StoreRecord", "UpdateContact", "UpdateTicket",
]  # fmt: skip
