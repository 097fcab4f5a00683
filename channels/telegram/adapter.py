"""Telegram behind the channel port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import structlog

from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from channels.telegram.bot_api import BotApi
from channels.telegram.capabilities import CAPABILITIES
from channels.telegram.parse import UpdateReader
from channels.telegram.send import Sender as MessageSender
from channels.telegram.send import address
from channels.telegram.settings import Settings
from channels.telegram.verify import verify_secret
from domain.clock import Clock
from domain.errors import CloseloopError, SendRefused
from domain.event import ChannelName, Event, Sender

__all__ = ["Adapter", "Settings"]

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = (
    "message", "edited_message", "callback_query", "my_chat_member", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages",
)  # fmt: skip


class Adapter:
    """One bot. `http` may be given to share or replace connections; it is closed with the adapter."""

    name: ChannelName = "telegram"
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, settings: Settings, clock: Clock, http: httpx.AsyncClient | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._api = BotApi(settings, http)
        self._sender = MessageSender(self._api)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        verify_secret(headers, self._settings.webhook_secret.get_secret_value())

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        return UpdateReader(self._settings.account, self._clock.now()).read(body)

    async def send(self, request: SendRequest) -> SendReceipt:
        return await self._sender.send(request)

    async def acknowledge(self, sender: Sender, event: Event) -> None:
        """Ends the spinner on a tapped button; a stale tap is no error."""
        query_id = event.payload.get("callback_query_id")
        if event.kind == "choice" and isinstance(query_id, str) and query_id:
            await self._try("answerCallbackQuery", {"callback_query_id": query_id})

    async def show_typing(self, account: str, external_id: str) -> None:
        """Visible for five seconds or until the next message."""
        try:
            chat = address(account, external_id)
        except SendRefused:
            log.info("telegram_courtesy_failed", method="sendChatAction", error="SendRefused")
            return
        await self._try("sendChatAction", {**chat, "action": "typing"})

    async def set_webhook(self, url: str) -> None:
        """Have updates sent to `url` (HTTPS), with our secret. Raises SendRefused, SendRetry, DeliveryUnknown."""
        secret = self._settings.webhook_secret.get_secret_value()
        arguments = {"url": url, "secret_token": secret, "allowed_updates": list(ALLOWED_UPDATES)}
        await self._api.call("setWebhook", arguments)

    async def webhook_info(self) -> dict[str, Any]:
        """What Telegram knows of the webhook: `url`, `pending_update_count`, `last_error_message`, …, and the bot's
        own `username`. Raises SendRefused, SendRetry, DeliveryUnknown."""
        me = await self._api.call("getMe", {})
        info = await self._api.call("getWebhookInfo", {})
        return {**info, "username": me.get("username", "")}

    async def close(self) -> None:
        await self._api.close()

    async def _try(self, method: str, arguments: dict[str, Any]) -> None:
        try:
            await self._api.call(method, arguments)
        except CloseloopError as error:
            log.info("telegram_courtesy_failed", method=method, error=type(error).__name__)
