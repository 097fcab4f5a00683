"""The inbox's queue as its template shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

import sqlalchemy as sa

from api.inbox.card_words import topic_name
from domain.approval import Approval
from domain.business.business import Business
from domain.conversation import Case, NextStep
from domain.language import Language
from storage import approvals, cases, transcript, undelivered

Box = Literal["needs_you", "all", "staff", "bot", "closed"]
BOXES: tuple[Box, ...] = get_args(Box)
COUNTED: tuple[Box, ...] = ("needs_you", "staff")
TROUBLE_SHOWN = timedelta(days=7)
"""How long a message that did not go out marks its conversation in the queue; in the thread it stays marked."""
ROWS = 300
"""How far back the queue looks for what needs nobody."""


@dataclass(frozen=True)
class Row:
    """One line of the queue. `due_at` is when staff's word is due: the time that the customer was told for the card
    about `topic`, or that of the case's next `step` when it is staff's. `trouble`: a message did not go out."""

    id: str
    name: str | None
    channel: str
    owner: str
    last_text: str
    last_author: str
    last_at: datetime
    outcome: str | None
    topic: str
    step: str
    due_at: datetime | None
    late: bool
    trouble: bool

    @property
    def short_id(self) -> str:
        return self.id[-4:].upper()

    @property
    def pending(self) -> bool:
        return self.due_at is not None


@dataclass(frozen=True)
class Queue:
    """`last_event` is where the live stream takes over from this picture."""

    rows: list[Row]
    counts: dict[Box, int]
    last_event: int


def read_queue(
    connection: sa.Connection,
    business: Business,
    box: Box,
    language: Language,
    now: datetime,
    *,
    latest: int = ROWS,
) -> Queue:
    """Of `box` the `latest` conversations, and whatever older one needs staff; those where staff are late first, the one
    that was due first in front; what needs staff comes by due time."""
    last_event = transcript.last_event_id(connection)
    soonest: dict[str, Approval] = {}
    for question in approvals.list_pending(connection):
        soonest.setdefault(question.conversation_id, question)
    troubled = undelivered.troubled_conversations(connection, now - TROUBLE_SHOWN)
    needing = {*soonest, *troubled, *cases.waiting_for_staff(connection)}
    lines = transcript.list_conversations(connection, limit=latest, however_old=needing)
    rows = [
        _row(
            business, line, soonest.get(line.conversation_id), language, now, line.conversation_id in troubled
        )
        for line in lines
    ]
    chosen = [row for row in rows if _is_in(row, box)]
    if box == "needs_you":
        chosen.sort(key=_due)
    if box != "closed":
        late = sorted((row for row in chosen if row.late), key=_due)
        chosen = late + [row for row in chosen if not row.late]
    return Queue(chosen, {name: sum(_is_in(row, name) for row in rows) for name in COUNTED}, last_event)


def _due(row: Row) -> datetime:
    """When staff's word is due; where none is promised, since when the customer waits."""
    return row.due_at or row.last_at


def _row(
    business: Business,
    line: transcript.ConversationLine,
    question: Approval | None,
    language: Language,
    now: datetime,
    trouble: bool,
) -> Row:
    step = staffs_step(line.case)
    due_at = question.answer_due_at if question else step.due_at if step else None
    return Row(
        id=line.conversation_id,
        name=line.name,
        channel=line.channel,
        owner=line.owner,
        last_text=(line.last_text or "")[:200],
        last_author=line.last_author or "customer",
        last_at=line.last_at,
        outcome=line.case.outcome if line.case else None,
        topic=topic_name(business, question.topic, language) if question else "",
        step=kind_of(step) if step else "",
        due_at=due_at,
        late=due_at is not None and due_at < now,
        trouble=trouble,
    )


def staffs_step(case: Case | None) -> NextStep | None:
    """The next step of an open case when it is staff's."""
    step = case.next_step if case is not None and case.outcome is None else None
    return step if step is not None and step.owner == "staff" else None


def kind_of(step: NextStep) -> str:
    """What is to happen, without its count: `follow_up:2` is a `follow_up`."""
    return step.what.partition(":")[0]


def _is_in(row: Row, box: Box) -> bool:
    match box:
        case "needs_you":
            return row.pending or row.trouble or (row.owner == "staff" and row.last_author == "customer")
        case "staff":
            return row.owner == "staff"
        case "bot":
            return row.owner == "bot" and row.outcome is None
        case "closed":
            return row.outcome is not None
    return True
