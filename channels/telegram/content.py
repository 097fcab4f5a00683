"""What is in a message: words, a contact, or something we cannot read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from channels.bodies import take_object, take_text
from domain.event import EventKind
from domain.text import MAX_MESSAGE_CHARACTERS

_UNREADABLE = (
    "animation", "audio", "document", "paid_media", "photo", "sticker", "story", "video", "video_note", "voice",
    "checklist", "dice", "game", "poll", "venue", "location", "invoice", "successful_payment", "contact",
)  # fmt: skip
"""Content by its field's name, the more telling one first (a venue also has a location)."""

_SERVICE = frozenset({
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set",
    "connected_website", "proximity_alert_triggered", "boost_added", "passport_data",
})  # fmt: skip
"""Notices by Telegram itself: nobody said anything."""

_START = re.compile(r"^/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?$")
_PHONE = re.compile(r"^\+?([1-9]\d{6,14})$")


@dataclass(frozen=True, slots=True)
class Content:
    """A message's meaning for us, before it gets its sender, id and time."""

    kind: EventKind
    text: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    verified_phone: str | None = None
    """E.164; only for the author's own contact, which Telegram vouches for."""


def read_content(message: dict[str, Any], author: dict[str, Any]) -> Content | None:
    """The content of a message by `author`; None for notices of Telegram's own."""
    context = _context_of(message)
    text = take_text(message, "text", limit=MAX_MESSAGE_CHARACTERS)
    if text:
        return _read_text(text, context)
    if own := _own_phone(message, author):
        payload = {**context, "contact": "own"}
        return Content(kind="message", text=own, payload=payload, verified_phone=own)
    caption = take_text(message, "caption", limit=MAX_MESSAGE_CHARACTERS)
    for kind in _UNREADABLE:
        if kind in message:
            return Content(kind="unsupported", text=caption, payload={**context, "type": kind})
    if _SERVICE & message.keys():
        return None
    return Content(kind="unsupported", text=caption, payload={**context, "type": "unknown"})


def _read_text(text: str, context: dict[str, Any]) -> Content:
    """`/start` opens the chat; the word behind it is the link's own and not the customer's."""
    start = _START.match(text)
    if start is None:
        return Content(kind="message", text=text, payload=context)
    payload = {**context, "command": "start"}
    if start.group(1):
        payload["start"] = start.group(1)
    return Content(kind="message", text="/start", payload=payload)


def _own_phone(message: dict[str, Any], author: dict[str, Any]) -> str | None:
    contact = take_object(message, "contact")
    if contact is None or author.get("id") is None or contact.get("user_id") != author["id"]:
        return None
    if "forward_origin" in message:
        return None
    digits = _PHONE.match(re.sub(r"[\s()-]", "", take_text(contact, "phone_number")))
    return f"+{digits.group(1)}" if digits else None


def _context_of(message: dict[str, Any]) -> dict[str, Any]:
    """What surrounds the words: the message answered to, and the album a picture belongs to."""
    context: dict[str, Any] = {}
    replied = take_object(message, "reply_to_message")
    if replied is not None and isinstance(replied.get("message_id"), int):
        context["reply_to"] = replied["message_id"]
    if album := take_text(message, "media_group_id"):
        context["album"] = album
    return context
