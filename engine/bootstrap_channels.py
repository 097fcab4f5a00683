"""The wiring of channels: from settings to the adapters of the messengers that are configured."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

from channels.port import ChannelAdapter
from domain.clock import Clock
from domain.errors import ChannelSetupError
from domain.event import ChannelName
from engine.settings import Settings


async def open_adapters(
    settings: Settings,
    clock: Clock,
    resources: AsyncExitStack,
    given: Mapping[ChannelName, ChannelAdapter] | None = None,
) -> Mapping[ChannelName, ChannelAdapter]:
    """The configured channels, or those `given`; `resources` close them. Raises ChannelSetupError."""
    adapters = given if given is not None else _open_channels(settings, clock)
    for adapter in adapters.values():
        resources.push_async_callback(adapter.close)
    return adapters


def _open_channels(settings: Settings, clock: Clock) -> dict[ChannelName, ChannelAdapter]:
    from channels.registry import open_channels

    configured: dict[str, dict[str, Any]] = {
        "web": {"allowed_origins": settings.allowed_origins},
        "terminal": {},
    }
    if settings.telegram_token is not None:
        if settings.telegram_secret is None:
            raise ChannelSetupError(
                "CLOSELOOP_TELEGRAM_TOKEN needs CLOSELOOP_TELEGRAM_SECRET, a secret of your choice"
            )
        configured["telegram"] = {
            "bot_token": settings.telegram_token,
            "webhook_secret": settings.telegram_secret,
            "base_url": settings.telegram_api,
        }
    return open_channels(configured, clock)
