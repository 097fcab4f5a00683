"""Who is talking, about which need, and how it ended."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from domain.event import ChannelName
from domain.language import Language, Script

Outcome = Literal[
    "booked", "rescheduled", "cancelled", "quoted", "qualified", "not_fit", "ticket", "resolved", "link_sent",
    "handed_over", "follow_up_agreed", "closed_by_customer", "cold",
]  # fmt: skip
Owner = Literal["bot", "staff"]
SpecialistName = Literal["front_desk", "sales", "catalogue", "scheduler", "estimator", "support"]

SPECIALISTS: tuple[SpecialistName, ...] = (
    "front_desk",
    "sales",
    "catalogue",
    "scheduler",
    "estimator",
    "support",
)

LARGEST_SEQ = 2**31 - 1
"""The number of a transcript line fits 32 bits, as the databases keep it: a larger one was never shown to anybody."""


class Contact(BaseModel):
    """A person. `phone` is E.164."""

    id: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    vip: bool = False
    opted_out: bool = False
    """Proactive messages are forbidden; answers are not (R58)."""


class Conversation(BaseModel):
    """One identity's stream of messages."""

    id: str
    contact_id: str
    channel: ChannelName
    business: str
    language: Language | None = None
    script: Script | None = None
    owner: Owner = "bot"
    case_id: str | None = None
    """The case that is open, or was last."""


class NextStep(BaseModel):
    """What happens next in an open case, who owes it, and when an alarm rings if it has not happened.

    Idea 3: an open case without one of these cannot be committed.
    """

    what: str
    """`customer_answers`, `staff_decides`, `staff_contacts`, `appointment`, `follow_up`."""
    owner: Literal["bot", "staff", "customer"]
    due_at: datetime


class Case(BaseModel):
    """One need from first message to a definite outcome."""

    id: str
    conversation_id: str
    specialist: SpecialistName | None = None
    outcome: Outcome | None = None
    next_step: NextStep | None = None
    opened_at: datetime
    closed_at: datetime | None = None


class PastMessage(BaseModel):
    """A line of the transcript."""

    author: Literal["customer", "bot", "staff"]
    text: str
    at: datetime
