"""A Bot API update as (sender, event).

An update that is JSON and has an `update_id` is never refused: Telegram would send it again and again and hold back
everything else that customer writes. What cannot be read becomes `unsupported`, what is not for us is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from channels.bodies import read_object, take_integer, take_object, take_text
from channels.telegram.content import Content, read_content
from domain.errors import BadRequest
from domain.event import Event, EventKind, Sender

BUSINESS_PREFIX = "business:"
"""`Sender.account` of chats a bot answers in the owner's name: the prefix and the connection's id."""

Json = dict[str, Any]


class UpdateReader:
    """Reads one update. `account` is the bot's name here, `now` stands in where Telegram gives no time."""

    def __init__(self, account: str, now: datetime) -> None:
        self._account = account
        self._now = now

    def read(self, body: bytes) -> list[tuple[Sender, Event]]:
        """At most one (sender, event). Raises BadRequest when the body is no update at all."""
        update = read_object(body)
        update_id = take_integer(update, "update_id")
        if update_id is None:
            raise BadRequest("an update has an integer update_id")
        for kind, reader in (
            ("message", self._read_message),
            ("business_message", self._read_message),
            ("edited_message", self._read_edit),
            ("edited_business_message", self._read_edit),
            ("callback_query", self._read_callback),
            ("my_chat_member", self._read_membership),
            ("message_reaction", self._read_reaction),
            ("deleted_business_messages", self._read_deletion),
        ):
            value = take_object(update, kind)
            if value is not None:
                found = reader(value, update_id)
                return [found] if found else []
        return self._read_unknown(update, update_id)

    def _read_message(self, message: Json, update_id: int) -> tuple[Sender, Event] | None:
        sender = self._sender(message)
        if sender is None:
            return None
        author = take_object(message, "from") or {}
        if take_object(message, "sender_business_bot") or author.get("is_bot") is True:
            return None
        if str(author.get("id")) != sender.external_id:
            return self._read_owner(message, author, sender, update_id)
        content = read_content(message, author)
        if content is None:
            return None
        if content.verified_phone:
            sender = sender.model_copy(update={"verified_phone": content.verified_phone})
        return sender, self._event(content, message, update_id)

    def _read_owner(
        self, message: Json, author: Json, sender: Sender, update_id: int
    ) -> tuple[Sender, Event] | None:
        """The owner wrote in their own app: a person has taken over. Automatic greetings do not count."""
        if not sender.account.startswith(BUSINESS_PREFIX) or message.get("is_from_offline") is True:
            return None
        content = read_content(message, author)
        if content is None:
            return None
        payload = {**content.payload, "staff": _name_of(author) or "owner", "human_echo": True}
        said = Content(kind="staff_message", text=content.text, payload=payload)
        return sender, self._event(said, message, update_id)

    def _read_edit(self, message: Json, update_id: int) -> tuple[Sender, Event] | None:
        """The old words may have been answered already: shown to staff, the bot asks for a new message."""
        sender = self._sender(message)
        author = take_object(message, "from") or {}
        if sender is None or str(author.get("id")) != sender.external_id:
            return None
        content = read_content(message, author)
        payload = {"type": "edited_message", "message_id": take_integer(message, "message_id")}
        text = content.text if content else ""
        edited = Content(kind="unsupported", text=text, payload=payload)
        return sender, self._event(edited, message, update_id, time_key="edit_date")

    def _read_callback(self, query: Json, update_id: int) -> tuple[Sender, Event] | None:
        message = take_object(query, "message")
        data = take_text(query, "data")
        author = take_object(query, "from") or {}
        sender = self._sender(message) if message else None
        if message is None or sender is None or not data or str(author.get("id")) != sender.external_id:
            return None
        sender = sender.model_copy(update={"name": _name_of(author)})
        payload = {
            "id": data,
            "callback_query_id": take_text(query, "id"),
            "message_id": take_integer(message, "message_id"),
        }
        tapped = Content(kind="choice", text=_label_of(message, data) or data, payload=payload)
        # The message's date is when we sent it, and the tap itself has none.
        return sender, self._make(tapped, f"{update_id}:tap:{payload['callback_query_id']}", self._now)

    def _read_membership(self, change: Json, update_id: int) -> tuple[Sender, Event] | None:
        """Blocking the bot is opting out. Unblocking is no consent: it only says that messages arrive again."""
        sender = self._sender(change)
        status = take_text(take_object(change, "new_chat_member") or {}, "status")
        before = take_text(take_object(change, "old_chat_member") or {}, "status")
        if sender is None or (status != "kicked" and before != "kicked"):
            return None
        name = "opted_out" if status == "kicked" else "reachable_again"
        content = Content(kind="business", payload={"name": name, "reason": f"chat_member_{status}"})
        return sender, self._event(content, change, update_id)

    def _read_reaction(self, change: Json, update_id: int) -> tuple[Sender, Event] | None:
        sender = self._sender(change, author_key="user")
        added = change.get("new_reaction")
        if sender is None or not isinstance(added, list) or not added:
            return None
        emoji = take_text(added[0], "emoji") if isinstance(added[0], dict) else ""
        payload = {"type": "reaction", "emoji": emoji, "message_id": take_integer(change, "message_id")}
        return sender, self._event(Content(kind="unsupported", payload=payload), change, update_id)

    def _read_deletion(self, change: Json, update_id: int) -> tuple[Sender, Event] | None:
        sender = self._sender(change)
        ids = change.get("message_ids")
        if sender is None or not isinstance(ids, list):
            return None
        payload = {"name": "messages_deleted", "message_ids": [i for i in ids if isinstance(i, int)]}
        return sender, self._event(Content(kind="business", payload=payload), change, update_id)

    def _read_unknown(self, update: Json, update_id: int) -> list[tuple[Sender, Event]]:
        """A kind of update that is newer than this code: stored if it comes from a customer's private chat."""
        for kind, value in update.items():
            sender = self._sender(value) if isinstance(value, dict) else None
            if sender is not None:
                payload = {"type": kind[:64]}
                return [(sender, self._event(Content(kind="unsupported", payload=payload), value, update_id))]
        return []

    def _sender(self, value: Json, *, author_key: str = "from") -> Sender | None:
        """The customer whose private chat this is; None for groups and channels."""
        chat = take_object(value, "chat")
        chat_id = take_integer(chat, "id") if chat else None
        if chat is None or chat_id is None or chat.get("type") != "private":
            return None
        connection = take_text(value, "business_connection_id")
        author = take_object(value, author_key) or {}
        named = author if take_integer(author, "id") == chat_id else chat
        return Sender(
            channel="telegram",
            account=f"{BUSINESS_PREFIX}{connection}" if connection else self._account,
            external_id=str(chat_id),
            name=_name_of(named),
        )

    def _event(self, content: Content, value: Json, update_id: int, *, time_key: str = "date") -> Event:
        # Update ids start again at a random number after a quiet week; the message's own id keeps keys apart.
        own = take_integer(value, "message_id")
        native = own if own is not None else take_integer(value, "date")
        return self._make(content, f"{update_id}:{native}", _time_of(value, time_key) or self._now)

    def _make(self, content: Content, provider_id: str, occurred_at: datetime) -> Event:
        kind: EventKind = content.kind
        return Event(
            kind=kind,
            channel="telegram",
            provider_id=provider_id,
            occurred_at=occurred_at,
            text=content.text,
            payload=content.payload,
        )


def _time_of(value: Json, key: str) -> datetime | None:
    seconds = take_integer(value, key)
    if seconds is None or not 0 < seconds < 2**37:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _name_of(person: Json) -> str | None:
    names = (take_text(person, "first_name", limit=100), take_text(person, "last_name", limit=100))
    return " ".join(" ".join(names).split()) or None


def _label_of(message: Json, data: str) -> str:
    """The title of the button that carries `data`, if the message still shows it."""
    rows = (take_object(message, "reply_markup") or {}).get("inline_keyboard")
    for row in rows if isinstance(rows, list) else []:
        for button in row if isinstance(row, list) else []:
            if isinstance(button, dict) and button.get("callback_data") == data:
                return take_text(button, "text")
    return ""
