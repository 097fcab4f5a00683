"""What can happen to a conversation. Every event enters through one door and waits in one ordered inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

EventKind = Literal[
    "message", "choice", "unsupported", "staff_decision", "staff_message", "timer", "business"
]
"""message: a customer's words. choice: a button or quick reply of ours. unsupported: content we cannot read
(voice, sticker, …). staff_decision: an approval was decided. staff_message: staff wrote to the customer.
timer: an alarm rang. business: something happened outside ("quote sent", "order delivered")."""

ChannelName = Literal["web", "terminal", "whatsapp", "instagram", "messenger", "telegram"]

CUSTOMER_KINDS: frozenset[str] = frozenset({"message", "choice", "unsupported"})


class Sender(BaseModel):
    """Who sent it: one person on one account of one channel."""

    model_config = ConfigDict(frozen=True)

    channel: ChannelName
    account: str = "default"
    external_id: str
    name: str | None = None
    verified_phone: str | None = None
    """E.164, only when the platform itself vouches for it."""


class Event(BaseModel):
    """One thing that happened.

    `provider_id` is unique within (`channel`, account): the same id twice is the same event (R69).
    `occurred_at` is the platform's time, aware UTC.
    """

    model_config = ConfigDict(frozen=True)

    kind: EventKind
    channel: ChannelName
    provider_id: str
    occurred_at: datetime
    text: str = ""
    payload: dict[str, Any] = Field(default_factory=dict)
    """choice: {"id"}; staff_decision: {"approval_id", "decision", "text", "staff"}; timer: {"timer_id",
    "kind", "revision", "subject"}; unsupported: {"type"}; business: {"name", …}; staff_message: {"staff"}."""


class InboxEvent(Event):
    """An event as stored: `seq` is its place in the database's order."""

    seq: int
