"""Who speaks: the bot, or a member of staff."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from domain.conversation import Owner
from domain.errors import NotFound
from domain.event import Event
from domain.identifiers import derived_id, new_id
from domain.speech import Outgoing
from domain.text import clean_text
from storage import commitments, staff_log
from storage.alarms import stop_promises
from storage.door import accept_internal
from storage.jobs import JobQueue
from storage.outbox import Address, enqueue_replies
from storage.outbox import get as get_item
from storage.tables import conversation

_THIS = conversation.c.id == sa.bindparam("conversation_id")
_HAND = (
    sa.update(conversation)
    .where(_THIS)
    .values(owner=sa.bindparam("new_owner"), owned_by=sa.bindparam("person"))
    .returning(conversation.c.id)
)
_HOLD = sa.select(conversation.c.id).where(_THIS).with_for_update(key_share=True)
_NEXT_LINE = (
    sa.update(conversation)
    .where(_THIS)
    .values(last_seq=conversation.c.last_seq + 1, last_message_at=sa.bindparam("now"))
    .returning(
        conversation.c.last_seq, conversation.c.channel, conversation.c.account, conversation.c.external_id
    )
)


def take_over(connection: sa.Connection, conversation_id: str, staff: str, now: datetime) -> None:
    """From now on `staff` speaks: a reply the bot is making is thrown away. Raises NotFound."""
    _hand(connection, conversation_id, "staff", staff, "conversation.take_over", now)


def give_back(connection: sa.Connection, conversation_id: str, staff: str, now: datetime) -> None:
    """The bot speaks again. Raises NotFound."""
    _hand(connection, conversation_id, "bot", staff, "conversation.give_back", now)


def staff_reply(
    connection: sa.Connection,
    conversation_id: str,
    text: str,
    staff_name: str,
    now: datetime,
    jobs: JobQueue,
    *,
    key: str | None = None,
) -> str:
    """Send staff's words to the customer, and tell the conversation that they were said (a `staff_message` event,
    so that the case's next step moves on). It is the answer that staff owed, if they owed one. Returns the outbox id. Raises NotFound, and ValueError for empty text.

    `key` names what was on the sender's screen: the same words from there are the same message, sent once however
    often the button is pressed.
    """
    words = clean_text(text)
    if not words:
        raise ValueError("an empty reply")
    if connection.execute(_HOLD, {"conversation_id": conversation_id}).first() is None:
        raise NotFound(f"no conversation {conversation_id}")
    reply_id = (
        new_id("staff") if key is None else derived_id("staff", conversation_id, staff_name, key, words)
    )
    sent = get_item(connection, f"{reply_id}:0") if key is not None else None
    if sent is not None:
        return sent.id
    row = connection.execute(_NEXT_LINE, {"conversation_id": conversation_id, "now": now}).one()
    outgoing = Outgoing(text=words, author="staff", staff_name=staff_name)
    address = Address(conversation_id, row.channel, row.account, row.external_id)
    (outbox_id,) = enqueue_replies(
        connection, [outgoing], turn_id=reply_id, address=address, first_seq=row.last_seq, now=now, jobs=jobs
    )
    event = Event(
        kind="staff_message", channel=row.channel, provider_id=reply_id, occurred_at=now, text=words,
        payload={"staff": staff_name, "seq": row.last_seq},
    )  # fmt: skip
    accept_internal(connection, conversation_id=conversation_id, event=event, now=now, jobs=jobs)
    commitments.keep_all(connection, conversation_id, now)
    stop_promises(connection, conversation_id, jobs)
    staff_log.record(
        connection, staff=staff_name, action="conversation.reply", subject=conversation_id, now=now,
        details={"seq": row.last_seq},
    )  # fmt: skip
    staff_log.announce(connection, "message", conversation_id, outbox_id, now)
    return outbox_id


def _hand(
    connection: sa.Connection, conversation_id: str, owner: Owner, staff: str, action: str, now: datetime
) -> None:
    person = staff if owner == "staff" else None
    row = connection.execute(
        _HAND, {"conversation_id": conversation_id, "new_owner": owner, "person": person}
    ).first()
    if row is None:
        raise NotFound(f"no conversation {conversation_id}")
    staff_log.record(connection, staff=staff, action=action, subject=conversation_id, now=now)
    staff_log.announce(connection, "owner", conversation_id, conversation_id, now)
