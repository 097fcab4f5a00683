"""Reading conversations: for the customer's screen, which follows one, and for staff, who see all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from domain.appointment import Appointment
from domain.approval import Approval
from domain.conversation import Case, Contact, Conversation, Owner
from domain.errors import NotFound
from domain.event import ChannelName
from storage import approvals, calendar
from storage.cases import (
    CASE_COLUMNS,
    CONTACT_COLUMNS,
    CONVERSATION_COLUMNS,
    to_case,
    to_contact,
    to_conversation,
)
from storage.door import message_id_of
from storage.prepared import Prepared
from storage.staff_log import InboxChange, events_after, last_event_id
from storage.tables import contact, conversation, customer_case, identity, message

__all__ = [
    "ConversationLine", "ConversationPage", "InboxChange", "TranscriptLine", "channel_of", "conversation_page",
    "customer_wrote_after", "events_after",
    "last_event_id", "last_messages", "last_seq", "list_conversations", "messages_after",
]  # fmt: skip

PAGE_LINES = 200


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """`provider_id` is the sender's own id of a customer's message: a screen knows its own lines by it."""

    conversation_id: str
    seq: int
    author: Literal["customer", "bot", "staff"]
    text: str
    options: list[tuple[str, str]]
    staff_name: str | None
    at: datetime
    provider_id: str | None

    @property
    def id(self) -> str:
        return message_id_of(self.conversation_id, self.seq)


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """One line of the list of conversations. `name` is what the customer said, else the platform's profile name."""

    conversation_id: str
    channel: ChannelName
    name: str | None
    owner: Owner
    last_text: str | None
    last_author: str | None
    last_at: datetime
    case: Case | None


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Everything staff see of one conversation; the last `PAGE_LINES` lines, oldest first."""

    conversation: Conversation
    contact: Contact
    display_name: str | None
    owned_by: str | None
    case: Case | None
    lines: list[TranscriptLine]
    approvals: list[Approval]
    appointments: list[Appointment]
    last_seq: int


_LINES = sa.select(
    message.c.conversation_id, message.c.seq, message.c.author, message.c.text, message.c.options,
    message.c.staff_name, message.c.at, message.c.provider_id,
).where(message.c.conversation_id == sa.bindparam("conversation_id")).limit(sa.bindparam("at_most"))  # fmt: skip
_AFTER = Prepared(_LINES.where(message.c.seq > sa.bindparam("seq")).order_by(message.c.seq))
_LAST = _LINES.order_by(message.c.seq.desc())
_LAST_SEQ = sa.select(conversation.c.last_seq).where(conversation.c.id == sa.bindparam("conversation_id"))
_CHANNEL = sa.select(conversation.c.channel).where(conversation.c.id == sa.bindparam("conversation_id"))
_CUSTOMER_AFTER = (
    sa.select(message.c.text)
    .where(
        message.c.conversation_id == sa.bindparam("conversation_id"),
        message.c.seq > sa.bindparam("seq"),
        message.c.author == sa.literal_column("'customer'"),
    )
    .order_by(message.c.seq)
    .limit(1)
)
_PROFILE_NAME = (
    sa.select(identity.c.display_name)
    .where(
        identity.c.business == conversation.c.business,
        identity.c.channel == conversation.c.channel,
        identity.c.account == conversation.c.account,
        identity.c.external_id == conversation.c.external_id,
    )
    .scalar_subquery()
)
_LATEST = (
    sa.select(conversation.c.id)
    .order_by(conversation.c.last_message_at.desc(), conversation.c.id)
    .limit(sa.bindparam("at_most"))
    .correlate(None)
)
_LIST = (
    sa.select(
        conversation.c.id, conversation.c.channel, conversation.c.owner, conversation.c.last_message_at,
        contact.c.name, _PROFILE_NAME.label("display_name"), message.c.text, message.c.author,
        *(column.label(f"case_{column.name}") for column in CASE_COLUMNS),
    )
    .select_from(
        conversation.join(contact, contact.c.id == conversation.c.contact_id)
        .outerjoin(
            message,
            sa.and_(
                message.c.conversation_id == conversation.c.id, message.c.seq == conversation.c.last_seq
            ),
        )
        .outerjoin(customer_case, customer_case.c.id == conversation.c.case_id)
    )
    .where(sa.or_(
        conversation.c.id.in_(_LATEST), conversation.c.id.in_(sa.bindparam("however_old", expanding=True))
    ))
    .order_by(conversation.c.last_message_at.desc(), conversation.c.id)
)  # fmt: skip
_PAGE = (
    sa.select(
        *CONTACT_COLUMNS, *CONVERSATION_COLUMNS, *CASE_COLUMNS, conversation.c.last_seq, conversation.c.owned_by,
        _PROFILE_NAME.label("display_name"),
    )
    .select_from(
        conversation.join(contact, contact.c.id == conversation.c.contact_id).outerjoin(
            customer_case, customer_case.c.id == conversation.c.case_id
        )
    )
    .where(conversation.c.id == sa.bindparam("conversation_id"))
)  # fmt: skip


def messages_after(
    connection: sa.Connection, conversation_id: str, seq: int, limit: int = 200
) -> list[TranscriptLine]:
    """Lines after number `seq`, in order. Numbers have no gaps and appear in order, so a reader misses none."""
    rows = _AFTER.all(connection, {"conversation_id": conversation_id, "seq": seq, "at_most": limit})
    return [_to_line(row) for row in rows]


def last_messages(connection: sa.Connection, conversation_id: str, limit: int = 50) -> list[TranscriptLine]:
    """The newest lines, oldest first."""
    rows = connection.execute(_LAST, {"conversation_id": conversation_id, "at_most": limit})
    return [_to_line(row) for row in rows][::-1]


def last_seq(connection: sa.Connection, conversation_id: str) -> int:
    """Number of the last line; 0 for a conversation that nobody began."""
    return int(connection.execute(_LAST_SEQ, {"conversation_id": conversation_id}).scalar() or 0)


def channel_of(connection: sa.Connection, conversation_id: str) -> ChannelName:
    """The channel the conversation is on. Raises NotFound."""
    channel: ChannelName | None = connection.execute(_CHANNEL, {"conversation_id": conversation_id}).scalar()
    if channel is None:
        raise NotFound(f"no conversation {conversation_id}")
    return channel


def customer_wrote_after(connection: sa.Connection, conversation_id: str, seq: int) -> str | None:
    """The first line the customer wrote after number `seq`, if any."""
    text: str | None = connection.execute(
        _CUSTOMER_AFTER, {"conversation_id": conversation_id, "seq": seq}
    ).scalar()
    return text


def list_conversations(
    connection: sa.Connection, *, limit: int = 50, however_old: Collection[str] = ()
) -> list[ConversationLine]:
    """The `limit` conversations written in last, and those named; the one written in last comes first."""
    lines = []
    for row in connection.execute(_LIST, {"at_most": limit, "however_old": list(however_old)}):
        values = tuple(row)[-len(CASE_COLUMNS) :]
        lines.append(ConversationLine(
            conversation_id=row.id, channel=row.channel, name=row.name or row.display_name, owner=row.owner,
            last_text=row.text, last_author=row.author, last_at=row.last_message_at,
            case=to_case(values) if values[0] is not None else None,
        ))  # fmt: skip
    return lines


def conversation_page(connection: sa.Connection, conversation_id: str, now: datetime) -> ConversationPage:
    """Raises NotFound."""
    row = connection.execute(_PAGE, {"conversation_id": conversation_id}).first()
    if row is None:
        raise NotFound(f"no conversation {conversation_id}")
    values = tuple(row)
    a, b = len(CONTACT_COLUMNS), len(CONTACT_COLUMNS) + len(CONVERSATION_COLUMNS)
    c = b + len(CASE_COLUMNS)
    person = to_contact(values[:a])
    return ConversationPage(
        conversation=to_conversation(values[a:b]),
        contact=person,
        display_name=row.display_name,
        owned_by=row.owned_by,
        case=to_case(values[b:c]) if values[b] is not None else None,
        lines=last_messages(connection, conversation_id, PAGE_LINES),
        approvals=approvals.pending_of(connection, conversation_id),
        appointments=calendar.appointments_of(connection, person.id, now),
        last_seq=row.last_seq,
    )


def _to_line(row: Any) -> TranscriptLine:
    options = [(str(id_), str(label)) for id_, label in row.options or []]
    return TranscriptLine(
        conversation_id=row.conversation_id, seq=row.seq, author=row.author, text=row.text, options=options,
        staff_name=row.staff_name, at=row.at, provider_id=row.provider_id,
    )  # fmt: skip
