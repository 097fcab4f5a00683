"""One conversation as the inbox's template shows it, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa

from api.inbox.card_words import fields_of, reason_of, topic_name, translated
from api.inbox.views import kind_of, staffs_step
from domain.appointment import Appointment
from domain.approval import Approval, Evidence
from domain.business.business import Business
from domain.conversation import Case, Contact
from domain.errors import RefusalKind
from domain.language import Language
from domain.money import Money
from domain.quote import Quote
from domain.turn import promise_of
from storage import approvals, commitments, transcript, undelivered
from storage.quotes import quotes_of

REASONS = frozenset({*get_args(RefusalKind), "not_set_up", "gave_up"})
"""Codes of failed sends that have words of their own."""


@dataclass(frozen=True)
class Difference:
    """What changed since an earlier card for the same question."""

    code: str
    detail: str


DraftFrom = Literal["words", "rule", "nothing"]
"""The owner's message for the topic; the nearest policy, which is only a suggestion; or there is no draft."""


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
    draft_from: DraftFrom
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
    for_whom: str | None
    practitioner: str
    branch: str
    price: Money


@dataclass(frozen=True)
class Undelivered:
    """Why a message did not go out, as a code that has words, and whether it may be tried again."""

    outbox_id: str
    code: str
    may_go_again: bool


@dataclass(frozen=True)
class Promised:
    """What the customer was told to expect. `topic` is empty for what no card is about."""

    topic: str
    owner: str
    due_at: datetime
    state: Literal["open", "kept", "late"]


@dataclass(frozen=True)
class Page:
    """The open conversation; the card that is due first comes first. `asked_after`: the line after which the oldest open question was asked. `trouble`: by the
    number of the line that did not go out."""

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
    trouble: dict[int, Undelivered]
    promises: list[Promised]
    quotes: list[Quote]
    """The prices that were given, the latest first."""
    now: datetime

    @property
    def short_id(self) -> str:
        return self.id[-4:].upper()

    @property
    def step(self) -> str:
        return kind_of(self.case.next_step) if self.case and self.case.next_step else ""

    @property
    def step_late(self) -> bool:
        step = staffs_step(self.case)
        return step is not None and step.due_at < self.now

    @property
    def last_staff_seq(self) -> int:
        """Changes when staff's words have gone out: the reply field starts anew."""
        return max((line.seq for line in self.lines if line.author == "staff"), default=0)


def read_page(
    connection: sa.Connection, business: Business, conversation_id: str, language: Language, now: datetime
) -> Page:
    """Raises NotFound."""
    found = transcript.conversation_page(connection, conversation_id, now)
    asked = sorted(found.approvals, key=lambda question: question.answer_due_at)
    cards = [show_card(business, question, language, now) for question in asked]
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
        trouble={t.message_seq: show_trouble(t) for t in undelivered.trouble_of(connection, conversation_id)},
        quotes=[stored.quote for stored in quotes_of(connection, conversation_id)],
        promises=_promises(connection, business, conversation_id, language, now),
        now=now,
    )


def _promises(
    connection: sa.Connection, business: Business, conversation_id: str, language: Language, now: datetime
) -> list[Promised]:
    """The latest promises with what each was about."""
    made = commitments.of_conversation(connection, conversation_id)
    ids = [one.what.removeprefix(promise_of("")) for one in made]
    topics = {card.id: card.topic for card in approvals.get_many(connection, ids)}
    return [
        Promised(
            topic=topic_name(business, topics[id_], language) if id_ in topics else "",
            owner=one.owner,
            due_at=one.due_at,
            state="kept"
            if one.status == "kept"
            else "late"
            if one.status == "missed" or one.due_at < now
            else "open",
        )
        for one, id_ in zip(made, ids, strict=True)
    ]


def show_trouble(trouble: undelivered.Trouble) -> Undelivered:
    """The reason as one of the codes that have words; `maybe` when nobody knows whether the customer has it."""
    code = trouble.error.partition(":")[0]
    if trouble.status == "unknown":
        code = "maybe"
    elif code not in REASONS:
        code = "failed"
    return Undelivered(trouble.outbox_id, code, trouble.may_go_again)


def _divider(lines: list[transcript.TranscriptLine], asked_after: int | None) -> int | None:
    """The first line the customer wrote after the question was asked; None when they did not."""
    if asked_after is None:
        return None
    return next((line.seq for line in lines if line.seq > asked_after and line.author == "customer"), None)


def show_card(business: Business, approval: Approval, language: Language, now: datetime) -> Card:
    """In the reader's language: it was stored as the customer would read it."""
    return Card(
        id=approval.id,
        version=approval.version,
        topic=topic_name(business, approval.topic, language),
        reason=reason_of(business, approval, language),
        evidence=[
            item.model_copy(update={"text": translated(business, item.text, language)})
            if item.kind == "rule"
            else item
            for item in approval.evidence
            if item.kind != "record"  # says again what the fields say
        ],
        fields=fields_of(business, approval, language),
        draft=approval.draft,
        draft_from=_draft_from(approval),
        due_at=approval.answer_due_at,
        late=approval.answer_due_at < now,
        difference=_difference(approval.difference),
        after_seq=approval.after_seq,
    )


def _draft_from(approval: Approval) -> DraftFrom:
    if not approval.draft.strip():
        return "nothing"
    return "rule" if any(item.kind == "policy" for item in approval.evidence) else "words"


def show_visit(business: Business, visit: Appointment, language: Language) -> Visit:
    """Names instead of ids; an id the owner has removed since is shown as it is."""
    service = business.service_by_id.get(visit.service_id)
    practitioner = business.practitioner_by_id.get(visit.practitioner_id)
    branch = business.branch_by_id.get(visit.branch_id)
    return Visit(
        starts_at=visit.starts_at,
        status=visit.status,
        service=service.name.in_language(language) if service else visit.service_id,
        for_whom=visit.for_whom,
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
