"""What the inbox's templates show, read in one transaction per page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa

from domain.appointment import Appointment
from domain.approval import Approval, Evidence
from domain.business.business import Business
from domain.conversation import Case, Contact
from domain.language import Language
from domain.money import Money
from storage import approvals, transcript

Box = Literal["needs_you", "all", "staff", "bot", "closed"]
BOXES: tuple[Box, ...] = get_args(Box)
COUNTED: tuple[Box, ...] = ("needs_you", "staff")
ROWS = 300
"""How far back the queue looks."""


@dataclass(frozen=True)
class Row:
    """One line of the queue. `due_at` is when the customer was told to expect an answer."""

    id: str
    name: str | None
    channel: str
    owner: str
    last_text: str
    last_author: str
    last_at: datetime
    outcome: str | None
    topic: str
    due_at: datetime | None
    late: bool

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
    connection: sa.Connection, business: Business, box: Box, language: Language, now: datetime
) -> Queue:
    """The newest conversations of `box`; those that wait for a decision come by promised time."""
    last_event = transcript.last_event_id(connection)
    soonest: dict[str, Approval] = {}
    for question in approvals.list_pending(connection):
        soonest.setdefault(question.conversation_id, question)
    lines = transcript.list_conversations(connection, limit=ROWS)
    rows = [_row(business, line, soonest.get(line.conversation_id), language, now) for line in lines]
    chosen = [row for row in rows if _is_in(row, box)]
    if box == "needs_you":
        chosen.sort(key=lambda row: row.due_at or row.last_at)
    return Queue(chosen, {name: sum(_is_in(row, name) for row in rows) for name in COUNTED}, last_event)


def _row(
    business: Business,
    line: transcript.ConversationLine,
    question: Approval | None,
    language: Language,
    now: datetime,
) -> Row:
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
        due_at=question.answer_due_at if question else None,
        late=question is not None and question.answer_due_at < now,
    )


def _is_in(row: Row, box: Box) -> bool:
    match box:
        case "needs_you":
            return row.pending or (row.owner == "staff" and row.last_author == "customer")
        case "staff":
            return row.owner == "staff"
        case "bot":
            return row.owner == "bot" and row.outcome is None
        case "closed":
            return row.outcome is not None
    return True


@dataclass(frozen=True)
class Difference:
    """What changed since an earlier card for the same question."""

    code: str
    detail: str


@dataclass(frozen=True)
class Card:
    """One decision asked of staff."""

    id: str
    version: int
    topic: str
    reason: str
    evidence: list[Evidence]
    fields: list[tuple[str, str]]
    draft: str
    due_at: datetime
    late: bool
    difference: Difference | None
    after_seq: int


@dataclass(frozen=True)
class Visit:
    """An upcoming visit in words."""

    starts_at: datetime
    status: str
    service: str
    practitioner: str
    branch: str
    price: Money


@dataclass(frozen=True)
class Page:
    """The open conversation. `asked_after`: the line after which the oldest open question was asked."""

    id: str
    name: str | None
    channel: str
    language: Language | None
    owner: str
    owned_by: str | None
    contact: Contact
    case: Case | None
    lines: list[transcript.TranscriptLine]
    cards: list[Card]
    visits: list[Visit]
    last_seq: int
    asked_after: int | None

    @property
    def short_id(self) -> str:
        return self.id[-4:].upper()

    @property
    def last_staff_seq(self) -> int:
        """Changes when staff's words have gone out: the reply field starts anew."""
        return max((line.seq for line in self.lines if line.author == "staff"), default=0)


def read_page(
    connection: sa.Connection, business: Business, conversation_id: str, language: Language, now: datetime
) -> Page:
    """Raises NotFound."""
    found = transcript.conversation_page(connection, conversation_id, now)
    cards = [show_card(business, question, language, now) for question in found.approvals]
    asked_after = min((card.after_seq for card in cards), default=None)
    return Page(
        id=conversation_id,
        name=found.contact.name or found.display_name,
        channel=found.conversation.channel,
        language=found.conversation.language,
        owner=found.conversation.owner,
        owned_by=found.owned_by,
        contact=found.contact,
        case=found.case,
        lines=found.lines,
        cards=cards,
        visits=[show_visit(business, visit, language) for visit in found.appointments],
        last_seq=found.last_seq,
        asked_after=_divider(found.lines, asked_after),
    )


def _divider(lines: list[transcript.TranscriptLine], asked_after: int | None) -> int | None:
    """The first line the customer wrote after the question was asked; None when they did not."""
    if asked_after is None:
        return None
    return next((line.seq for line in lines if line.seq > asked_after and line.author == "customer"), None)


def topic_name(business: Business, topic: str, language: Language) -> str:
    """As the owner calls it."""
    for known in business.escalation.topics:
        if known.id == topic:
            return known.name.in_language(language)
    return topic.replace("_", " ")


def show_card(business: Business, approval: Approval, language: Language, now: datetime) -> Card:
    """With the topic as the owner calls it."""
    return Card(
        id=approval.id,
        version=approval.version,
        topic=topic_name(business, approval.topic, language),
        reason=approval.reason,
        evidence=approval.evidence,
        fields=list(approval.fields.items()),
        draft=approval.draft,
        due_at=approval.answer_due_at,
        late=approval.answer_due_at < now,
        difference=_difference(approval.difference),
        after_seq=approval.after_seq,
    )


def show_visit(business: Business, visit: Appointment, language: Language) -> Visit:
    """Names instead of ids; an id the owner has removed since is shown as it is."""
    service = business.service_by_id.get(visit.service_id)
    practitioner = business.practitioner_by_id.get(visit.practitioner_id)
    branch = business.branch_by_id.get(visit.branch_id)
    return Visit(
        starts_at=visit.starts_at,
        status=visit.status,
        service=service.name.in_language(language) if service else visit.service_id,
        practitioner=practitioner.name.in_language(language) if practitioner else visit.practitioner_id,
        branch=branch.name.in_language(language) if branch else visit.branch_id,
        price=visit.price,
    )


def _difference(stored: str | None) -> Difference | None:
    """Stored as `code: detail`."""
    if stored is None:
        return None
    code, _, detail = stored.partition(": ")
    return Difference(code, detail)
