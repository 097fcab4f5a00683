"""A reply as Bot API messages."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from channels.port import SendReceipt, SendRequest
from channels.rendering import Rendered, render
from channels.telegram.bot_api import BotApi
from channels.telegram.capabilities import CAPABILITIES
from channels.telegram.parse import BUSINESS_PREFIX
from domain.errors import DeliveryUnknown, SendRefused

ROW_CHARACTERS = 24
"""Buttons stand side by side while their titles together stay this short."""
ROW_BUTTONS = 3
REMEMBERED_DELIVERIES = 1000


class Sender:
    """Sends replies. A reply of several messages that broke off goes on where it stopped, as long as this lives."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._begun: OrderedDict[str, list[str]] = OrderedDict()

    async def send(self, request: SendRequest) -> SendReceipt:
        """Raises SendRetry, SendRefused, DeliveryUnknown; none of them loses the count of what was shown."""
        messages = render(request.outgoing, CAPABILITIES)
        if not messages:
            raise SendRefused("content", "there is nothing to say")
        shown = self._begun.pop(request.outbox_id, [])
        try:
            for message in messages[len(shown) :]:
                result = await self._api.call("sendMessage", make_message(request, message))
                shown.append(_message_id(result, request.external_id))
        except BaseException:
            if shown:
                self._remember(request.outbox_id, shown)
            raise
        return SendReceipt(provider_message_id=shown[-1], parts=tuple(shown))

    def _remember(self, outbox_id: str, shown: list[str]) -> None:
        self._begun[outbox_id] = shown
        while len(self._begun) > REMEMBERED_DELIVERIES:
            self._begun.popitem(last=False)


def make_message(request: SendRequest, message: Rendered) -> dict[str, Any]:
    """The arguments of `sendMessage`: plain text, so that nothing in it can be taken for markup."""
    arguments: dict[str, Any] = {**address(request.account, request.external_id), "text": message.text}
    if message.options:
        arguments["reply_markup"] = {"inline_keyboard": lay_out(message.options)}
    return arguments


def address(account: str, external_id: str) -> dict[str, Any]:
    """Where to: the chat, and the owner's connection when the bot answers in the owner's name."""
    try:
        chat: dict[str, Any] = {"chat_id": int(external_id)}
    except ValueError:
        raise SendRefused("recipient", "a chat id is a number") from None
    if account.startswith(BUSINESS_PREFIX):
        chat["business_connection_id"] = account.removeprefix(BUSINESS_PREFIX)
    return chat


def lay_out(options: tuple[tuple[str, str], ...]) -> list[list[dict[str, str]]]:
    """Rows of buttons: short titles share a row, a long one has its own."""
    rows: list[list[dict[str, str]]] = []
    width = 0
    for option_id, title in options:
        button = {"text": title, "callback_data": option_id}
        if rows and len(rows[-1]) < ROW_BUTTONS and width + len(title) <= ROW_CHARACTERS:
            rows[-1].append(button)
            width += len(title)
        else:
            rows.append([button])
            width = len(title)
    return rows


def _message_id(result: Any, external_id: str) -> str:
    """Message ids count within a chat, so the chat is part of ours."""
    message_id = result.get("message_id") if isinstance(result, dict) else None
    if not isinstance(message_id, int):
        raise DeliveryUnknown("sendMessage: an answer without a message_id")
    return f"{external_id}:{message_id}"
