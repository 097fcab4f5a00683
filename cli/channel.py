"""`closeloop channel`: connect a messenger, and say in plain words how it sees us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from domain.errors import BadRequest, CloseloopError, Permanent, SendRefused

if TYPE_CHECKING:
    from channels.telegram.adapter import Adapter

PATH = "/webhooks/telegram"


def run_connect(channel: str, url: str) -> None:
    """Set the webhook and print what was done. Raises BadRequest for an unknown channel or an address that is not
    HTTPS, Permanent when the messenger does not take it."""
    if channel != "telegram":
        raise BadRequest(f"{channel!r} cannot be connected from here; known is: telegram")
    target = webhook_url(url)
    print("\n".join(asyncio.run(_connect(target))))


def run_status() -> None:
    """Print how Telegram sees us. Raises Permanent when no bot is set up or it cannot be asked."""
    print("\n".join(asyncio.run(_status())))


def webhook_url(url: str) -> str:
    """The whole address from the host's. Raises BadRequest when Telegram could not deliver there."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise BadRequest(f"{url!r} is no https:// address; Telegram delivers only to those")
    path = parts.path.rstrip("/")
    if path not in ("", PATH):
        raise BadRequest(f"give only the host, such as https://{parts.netloc}; messages come to {PATH}")
    return f"https://{parts.netloc}{PATH}"


@asynccontextmanager
async def _telegram() -> AsyncIterator[Adapter]:
    """The bot that is set up, for the block. Raises Permanent, in plain words, when it cannot be asked."""
    adapter = open_adapter()
    try:
        yield adapter
    except CloseloopError as error:
        raise Permanent(in_plain_words(error)) from None
    finally:
        await adapter.close()


async def _connect(target: str) -> list[str]:
    async with _telegram() as adapter:
        await adapter.set_webhook(target)
        info = await adapter.webhook_info()
    waiting = int(info.get("pending_update_count", 0))
    return [
        f"@{info['username']} now brings its messages to {info.get('url')}, signed with our secret.",
        f"Messages that waited at Telegram were kept: {waiting}.",
    ]


async def _status() -> list[str]:
    async with _telegram() as adapter:
        info = await adapter.webhook_info()
    return describe(info, datetime.now(UTC))


def describe(info: Mapping[str, Any], now: datetime) -> list[str]:
    """Telegram's `getWebhookInfo` in plain words, what to do included."""
    name = f"telegram: @{info.get('username', '')}"
    url = str(info.get("url", ""))
    if not url:
        return [f"{name} is not connected. Do it with:  closeloop channel connect telegram https://your-host"]
    lines = [f"{name} brings its messages to {url}"]
    if urlsplit(url).path != PATH:
        lines.append(f"That is not our address: ours ends in {PATH}. Connect again.")
    waiting = int(info.get("pending_update_count", 0))
    lines.append(
        f"{waiting} messages wait there: is the desk running and reachable?"
        if waiting
        else "Nothing waits there."
    )
    failed_at, why = info.get("last_error_date"), info.get("last_error_message")
    if isinstance(failed_at, int):
        minutes = max(0, int((now.timestamp() - failed_at) // 60))
        lines.append(f"The last failed delivery was {minutes} minutes ago: {why}")
    else:
        lines.append("No delivery has failed.")
    return lines


def in_plain_words(error: CloseloopError) -> str:
    """Why Telegram could not be asked, without the token."""
    if isinstance(error, SendRefused) and error.kind == "account":
        return "Telegram does not know this bot: check CLOSELOOP_TELEGRAM_TOKEN (BotFather shows it)"
    if isinstance(error, SendRefused):
        return f"Telegram refused: {error}"
    return f"Telegram did not answer ({error}); try again in a minute"


def open_adapter() -> Adapter:
    """The bot of the settings. Raises Permanent when there is none."""
    from channels.telegram.adapter import Adapter
    from channels.telegram.settings import Settings as BotSettings
    from domain.clock import SystemClock
    from engine.settings import Settings

    settings = Settings()
    if settings.telegram_token is None or settings.telegram_secret is None:
        raise Permanent("no bot is set up: give CLOSELOOP_TELEGRAM_TOKEN and CLOSELOOP_TELEGRAM_SECRET")
    bot = BotSettings(
        bot_token=settings.telegram_token,
        webhook_secret=settings.telegram_secret,
        base_url=settings.telegram_api,
    )
    return Adapter(bot, SystemClock())
