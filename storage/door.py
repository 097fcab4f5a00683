"""The one door: every event becomes one row of the conversation's inbox, and one turn is asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from domain.errors import NotFound
from domain.event import CUSTOMER_KINDS, Event, Sender
from domain.identifiers import derived_id
from domain.language import Language, Script
from domain.text import clean_text
from storage.jobs import Job, JobQueue
from storage.prepared import Prepared, insert_into, insert_or_ignore
from storage.tables import contact, conversation, identity, inbox, message

INTERNAL_ACCOUNT = "internal:"
"""Ids we give ourselves live apart from the platforms' ids: no customer can take a timer's."""

LONGEST_ID = 500


Key = tuple[str, str, str]
"""Channel, account and the provider's id: what an event is known by, for ever (R69)."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """`seq` and `message_id` name the transcript line, when the event has one. A duplicate names the first one's."""

    conversation_id: str
    seq: int | None
    message_id: str | None
    duplicate: bool


_LOCK = Prepared(
    sa.select(conversation.c.last_seq, conversation.c.scheduled, conversation.c.channel)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .with_for_update(key_share=True)
)
_NEW_CONTACT = insert_or_ignore(contact, "id")
_NEW_CONVERSATION = insert_or_ignore(conversation, "id")
_NEW_IDENTITY = insert_or_ignore(identity, "business", "channel", "account", "external_id")
_NEW_EVENT = insert_or_ignore(inbox, "channel", "account", "provider_id", returning=("seq",))
_FIRST_ONE = Prepared(
    sa.select(inbox.c.conversation_id, inbox.c.message_seq).where(
        inbox.c.channel == sa.bindparam("channel"),
        inbox.c.account == sa.bindparam("account"),
        inbox.c.provider_id == sa.bindparam("provider_id"),
    )
)
_NEW_MESSAGE = insert_into(message)
_SPOKEN = Prepared(
    sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(
        last_seq=sa.bindparam("new_seq"),
        last_message_at=sa.bindparam("at"),
        scheduled=sa.bindparam("turn_to_come"),
    )
)
_SCHEDULED = Prepared(
    sa.update(conversation)
    .where(conversation.c.id == sa.bindparam("conversation_id"))
    .values(scheduled=sa.bindparam("turn_to_come"))
)


def conversation_id_of(business: str, sender: Sender) -> str:
    """The same person on the same account always has the same conversation, even before it exists."""
    return _conversation_id(business, sender.channel, sender.account, sender.external_id)


@lru_cache(maxsize=4096)
def _conversation_id(business: str, channel: str, account: str, external_id: str) -> str:
    """Who writes once writes again."""
    return derived_id("conv", business, channel, _safe_id(account), _safe_id(external_id))


def key_of(sender: Sender, event: Event) -> Key:
    """What a customer's event is known by, as the inbox keeps it."""
    return event.channel, _safe_id(sender.account), _safe_id(event.provider_id)


def accept(
    connection: sa.Connection,
    *,
    business: str,
    sender: Sender,
    event: Event,
    now: datetime,
    jobs: JobQueue,
    wait_seconds: float,
) -> Accepted:
    """Take in a customer's event (R69: the same provider id twice is one event).

    The first event of a sender creates contact, identity and conversation. A turn is asked for, `wait_seconds`
    from now, unless one is already going to look. Text is cleaned here; nothing is refused.
    """
    conversation_id = conversation_id_of(business, sender)
    locked = _LOCK.first(connection, {"conversation_id": conversation_id})
    if locked is None:
        meet(connection, business, sender, now)
        locked = _LOCK.first(connection, {"conversation_id": conversation_id})
    spoken = event.kind in CUSTOMER_KINDS
    seq = locked.last_seq + 1 if spoken else None
    text = clean_text(event.text)
    provider_id = _safe_id(event.provider_id)
    account = _safe_id(sender.account)
    inbox_seq = _insert_event(
        connection, conversation_id, event, account, provider_id, text, message_seq=seq, now=now
    )
    if inbox_seq is None:
        return _duplicate(connection, event.channel, account, provider_id)
    turn_id = locked.scheduled or _turn_id(event.channel, account, provider_id)
    if seq is not None:
        _NEW_MESSAGE.run(connection, {
            "conversation_id": conversation_id, "seq": seq, "author": "customer",
            "text": _transcript_line(event, text), "options": None, "staff_name": None, "at": now,
            "provider_id": provider_id, "inbox_seq": inbox_seq, "turn_id": None, "n": None,
        })  # fmt: skip
        _SPOKEN.run(
            connection,
            {"conversation_id": conversation_id, "new_seq": seq, "at": now, "turn_to_come": turn_id},
        )
    elif locked.scheduled is None:
        _SCHEDULED.run(connection, {"conversation_id": conversation_id, "turn_to_come": turn_id})
    if locked.scheduled is None:
        _ask_for_turn(connection, turn_id, conversation_id, jobs, wait_seconds)
    message_id = message_id_of(conversation_id, seq) if seq is not None else None
    return Accepted(conversation_id, seq, message_id, duplicate=False)


def accept_internal(
    connection: sa.Connection, *, conversation_id: str, event: Event, now: datetime, jobs: JobQueue
) -> Accepted:
    """Take in a staff decision, a staff message, an alarm or a business event; the turn is asked for at once.

    Raises NotFound when there is no such conversation.
    """
    locked = _LOCK.first(connection, {"conversation_id": conversation_id})
    if locked is None:
        raise NotFound(f"no conversation {conversation_id}")
    provider_id = _safe_id(event.provider_id)
    inbox_seq = _insert_event(
        connection, conversation_id, event, INTERNAL_ACCOUNT, provider_id, clean_text(event.text),
        message_seq=None, now=now,
    )  # fmt: skip
    if inbox_seq is None:
        return _duplicate(connection, event.channel, INTERNAL_ACCOUNT, provider_id)
    if locked.scheduled is None:
        turn_id = _turn_id(event.channel, INTERNAL_ACCOUNT, provider_id)
        _SCHEDULED.run(connection, {"conversation_id": conversation_id, "turn_to_come": turn_id})
        _ask_for_turn(connection, turn_id, conversation_id, jobs, 0.0)
    return Accepted(conversation_id, None, None, duplicate=False)


def message_id_of(conversation_id: str, seq: int) -> str:
    """The name of a transcript line."""
    return f"{conversation_id}:{seq}"


def _turn_id(channel: str, account: str, provider_id: str) -> str:
    """Named after the event that asks for the turn, which exists once: the same history has the same names."""
    return derived_id("turn", channel, account, provider_id)


def meet(
    connection: sa.Connection,
    business: str,
    sender: Sender,
    now: datetime,
    *,
    language: Language | None = None,
    script: Script | None = None,
) -> str:
    """Contact, identity and conversation of somebody who has not written yet; returns the contact's id.

    Ids are derived, so two first messages at once create one person, and meeting again changes nothing. `language`
    and `script`: as they are known to write from elsewhere.
    """
    conversation_id = conversation_id_of(business, sender)
    account, external_id = _safe_id(sender.account), _safe_id(sender.external_id)
    contact_id = derived_id("contact", business, sender.channel, account, external_id)
    _NEW_CONTACT.run(connection, {
        "id": contact_id, "name": None, "phone": sender.verified_phone, "email": None, "vip": False,
        "opted_out": False, "created_at": now, "updated_at": now,
    })  # fmt: skip
    _NEW_IDENTITY.run(connection, {
        "business": business, "channel": sender.channel, "account": account, "external_id": external_id,
        "contact_id": contact_id, "display_name": clean_text(sender.name, limit=200) if sender.name else None,
        "created_at": now,
    })  # fmt: skip
    _NEW_CONVERSATION.run(connection, {
        "id": conversation_id, "business": business, "contact_id": contact_id, "channel": sender.channel,
        "account": account, "external_id": external_id, "language": language, "script": script, "owner": "bot",
        "owned_by": None, "case_id": None, "last_seq": 0, "last_message_at": now, "scheduled": None,
        "running_turn": None, "running_since": None, "running_attempt": 0, "created_at": now,
    })  # fmt: skip
    return contact_id


def _insert_event(
    connection: sa.Connection,
    conversation_id: str,
    event: Event,
    account: str,
    provider_id: str,
    text: str,
    *,
    message_seq: int | None,
    now: datetime,
) -> int | None:
    """The new row's place in the order, or None when this event is known already."""
    row = _NEW_EVENT.first(connection, {
        "conversation_id": conversation_id, "channel": event.channel, "account": account,
        "provider_id": provider_id, "kind": event.kind, "text": text, "payload": _clean(event.payload),
        "occurred_at": event.occurred_at, "received_at": now, "message_seq": message_seq, "turn_id": None,
    })  # fmt: skip
    return None if row is None else row.seq


def _duplicate(connection: sa.Connection, channel: str, account: str, provider_id: str) -> Accepted:
    first = _FIRST_ONE.first(connection, {"channel": channel, "account": account, "provider_id": provider_id})
    message_id = (
        message_id_of(first.conversation_id, first.message_seq) if first.message_seq is not None else None
    )
    return Accepted(first.conversation_id, first.message_seq, message_id, duplicate=True)


def _ask_for_turn(
    connection: sa.Connection, turn_id: str, conversation_id: str, jobs: JobQueue, wait_seconds: float
) -> None:
    jobs.enqueue(
        connection,
        Job(
            name="turn",
            id=turn_id,
            subject=conversation_id,
            partition=conversation_id,
            delay_seconds=wait_seconds,
        ),
    )


def _transcript_line(event: Event, text: str) -> str:
    if event.kind == "unsupported":
        return f"[unsupported: {clean_text(str(event.payload.get('type', 'unknown')), limit=40)}]"
    if event.kind == "choice" and not text:
        return clean_text(str(event.payload.get("id", "")), limit=64)
    return text


def _safe_id(raw: str) -> str:
    """An identifier from outside, unchanged when it can be stored as it is, else its fingerprint."""
    if clean_text(raw, limit=LONGEST_ID) == raw:
        return raw
    return "sha256:" + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _clean(value: Any) -> Any:
    """JSON from outside without characters that no database takes."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key), limit=200): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
