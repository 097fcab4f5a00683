"""One thing a turn has to deal with, and who deals with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from domain.conversation import SpecialistName
from domain.event import InboxEvent
from domain.step import PendingQuestion

NeedKind = Literal[
    "request", "answer", "policy", "escalation", "decision", "timer", "resume", "repair", "unsupported",
    "notice", "evidence",
]  # fmt: skip
"""request: a need the reading found. answer: to the pending question. policy: a question for the policies.
escalation: a topic of escalation.yaml. decision: staff decided an approval. timer: an alarm rang.
resume: ask the open question again after a side answer. repair: the message was not understood. notice: something happened outside that the customer is told. evidence: a photo
came."""

TICKET_UPDATED, ORDER_DELIVERED, ERRAND_ENDED = "ticket_updated", "order_delivered", "errand_ended"
NOTICES = frozenset({TICKET_UPDATED, ORDER_DELIVERED, ERRAND_ENDED})
"""Names of business events that become a message to the customer (R40)."""
PROPOSAL_SENT = frozenset({"quote_sent", "proposal_sent"})
"""Names of business events that say that a proposal went out (R49)."""
PROPOSAL_ALARM = "proposal"
"""The kind of alarm for the first word about it (R48)."""
TIME_FREED = "time_freed"
"""Name of the event that offers a time to whoever waits for it (R23)."""
PHOTO_TYPES = frozenset({"photo", "image", "video", "video_note", "document"})
"""Content that may show what is wrong (R38)."""


SURE_OF_YES = 0.6
"""A yes or no that is less sure, in words of the customer's own, is none."""


@dataclass(frozen=True)
class Need:
    """One thing that a turn has to deal with, and the specialist who does."""

    specialist: SpecialistName
    kind: NeedKind
    topic: str | None = None
    event: InboxEvent | None = None
    beside: bool = False
    """Another need of the same message is dealt with, too: nothing is asked back about this one."""
    otherwise: SpecialistName | None = None
    """Of `policy`: who deals with it when no rule is surely the answer; with `beside`, who deals with the rest of the message
    and takes it along."""
    interrupted: PendingQuestion | None = None
    """Of `resume`: the question of a flow that another one came between, to be offered again, once."""
    rule: str = field(default="", compare=False)
    """The name of the router's rule it comes from, for the trace of the turn."""
