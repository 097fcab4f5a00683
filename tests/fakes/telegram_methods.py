"""The Bot API methods the fake server knows, with their limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

TEXT_MAX = 4096
CALLBACK_DATA_BYTES = 64
KEYBOARD_BUTTONS = 100
CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


class ApiError(Exception):
    """A refusal, worded as the real server words it."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        self.status = status
        self.description = description
        self.retry_after = retry_after
        super().__init__(description)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Chats:
    """Who has opened the bot, who blocked it, and what was said."""

    def __init__(self, bot_id: int) -> None:
        self.bot = {"id": bot_id, "is_bot": True, "first_name": "Desk", "username": "fake_desk_bot"}
        self.people: dict[int, str] = {}
        self.blocked: set[int] = set()
        self.deactivated: set[int] = set()
        self.connections: set[str] = set()
        self.sent: dict[tuple[int, int], dict[str, Any]] = {}
        self.open_queries: set[str] = set()
        self.webhook: dict[str, Any] | None = None
        self.waiting = 0
        """Updates that the webhook has not taken yet."""
        self._message_id = 100
        self._query = 0

    def open(self, chat_id: int, first_name: str) -> None:
        self.people[chat_id] = first_name

    def person(self, chat_id: int) -> dict[str, Any]:
        return {"id": chat_id, "is_bot": False, "first_name": self.people[chat_id]}

    def chat(self, chat_id: int) -> dict[str, Any]:
        return {"id": chat_id, "type": "private", "first_name": self.people[chat_id]}

    def next_message_id(self) -> int:
        self._message_id += 1
        return self._message_id

    def new_query(self) -> str:
        self._query += 1
        query_id = f"77{self._query:016d}"
        self.open_queries.add(query_id)
        return query_id

    def texts(self, chat_id: int) -> list[str]:
        return [message["text"] for (chat, _), message in self.sent.items() if chat == chat_id]

    def reach(self, arguments: dict[str, Any]) -> int:
        """The chat the arguments name, if the bot may write there."""
        raw = arguments.get("chat_id")
        if raw is None or raw == "":
            raise ApiError(400, "Bad Request: chat_id is empty")
        if isinstance(raw, bool) or not re.fullmatch(r"-?\d+", str(raw)):
            raise ApiError(400, "Bad Request: chat not found")
        chat_id = int(raw)
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat_id in self.deactivated:
            raise ApiError(403, "Forbidden: user is deactivated")
        if chat_id not in self.people:
            raise ApiError(400, "Bad Request: chat not found")
        connection = arguments.get("business_connection_id")
        if connection is not None and connection not in self.connections:
            raise ApiError(400, "Bad Request: BUSINESS_CONNECTION_INVALID")
        return chat_id


def send_message(chats: Chats, arguments: dict[str, Any]) -> dict[str, Any]:
    _only(arguments, "chat_id", "text", "reply_markup", "business_connection_id", "disable_notification")
    chat_id = chats.reach(arguments)
    text = arguments.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if len(text) > TEXT_MAX:
        raise ApiError(400, "Bad Request: message is too long")
    message: dict[str, Any] = {
        "message_id": chats.next_message_id(),
        "from": chats.bot,
        "chat": chats.chat(chat_id),
        "date": 1795000000,
        "text": text.strip(),
    }
    if (markup := arguments.get("reply_markup")) is not None:
        _check_keyboard(markup)
        message["reply_markup"] = markup
    chats.sent[chat_id, message["message_id"]] = message
    return message


def _check_keyboard(markup: Any) -> None:
    if not isinstance(markup, dict) or set(markup) != {"inline_keyboard"}:
        raise ApiError(400, "Bad Request: object expected as reply markup")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ApiError(
            400, 'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    buttons = [button for row in rows for button in row]
    if len(buttons) > KEYBOARD_BUTTONS:
        raise ApiError(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not isinstance(button.get("text"), str) or not button["text"].strip():
            raise ApiError(400, "Bad Request: inline keyboard button text is empty")
        if set(button) - {"text"} not in ({"callback_data"}, {"url"}):
            raise ApiError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button:
            size = len(button["callback_data"].encode())
            if not 1 <= size <= CALLBACK_DATA_BYTES:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def answer_callback_query(chats: Chats, arguments: dict[str, Any]) -> bool:
    _only(arguments, "callback_query_id", "text", "show_alert")
    query_id = arguments.get("callback_query_id")
    if len(str(arguments.get("text", ""))) > 200:
        raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
    if query_id not in chats.open_queries:
        raise ApiError(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    chats.open_queries.discard(str(query_id))
    return True


def send_chat_action(chats: Chats, arguments: dict[str, Any]) -> bool:
    _only(arguments, "chat_id", "action", "business_connection_id")
    chats.reach(arguments)
    if arguments.get("action") not in CHAT_ACTIONS:
        raise ApiError(400, "Bad Request: wrong parameter action in request")
    return True


def set_webhook(chats: Chats, arguments: dict[str, Any]) -> bool:
    _only(arguments, "url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates")
    url = str(arguments.get("url", ""))
    if url and urlsplit(url).scheme != "https":
        raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", str(arguments.get("secret_token", ""))):
        raise ApiError(400, "Bad Request: secret token contains unallowed characters")
    chats.webhook = dict(arguments) if url else None
    return True


def get_webhook_info(chats: Chats, arguments: dict[str, Any]) -> dict[str, Any]:
    _only(arguments)
    info: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": chats.waiting}
    if chats.webhook is not None:
        info |= {"url": chats.webhook["url"], "allowed_updates": chats.webhook.get("allowed_updates", [])}
    return info


def get_updates(chats: Chats, arguments: dict[str, Any]) -> list[Any]:
    if chats.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    return []


def get_me(chats: Chats, arguments: dict[str, Any]) -> dict[str, Any]:
    return chats.bot


def _only(arguments: dict[str, Any], *known: str) -> None:
    """The real server overlooks unknown parameters; here they are mistakes of ours."""
    unknown = sorted(set(arguments) - set(known))
    if unknown:
        raise ApiError(400, f"Bad Request: unknown parameters {', '.join(unknown)}")


METHODS: dict[str, Callable[[Chats, dict[str, Any]], Any]] = {
    "sendmessage": send_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setwebhook": set_webhook,
    "getwebhookinfo": get_webhook_info,
    "getupdates": get_updates,
    "getme": get_me,
}
