"""The channels there are, one line each, and the ones this installation uses."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from channels.port import ChannelAdapter
from domain.clock import Clock
from domain.errors import ChannelSetupError
from domain.event import ChannelName

CHANNELS: dict[ChannelName, str] = {
    "web": "channels.web.adapter",
    "terminal": "channels.terminal.adapter",
    "telegram": "channels.telegram.adapter",
}
"""Each module has `Settings` (a pydantic model) and `Adapter(settings, clock)`, which fits ChannelAdapter."""


def open_channels(
    configured: Mapping[str, Mapping[str, Any]], clock: Clock
) -> dict[ChannelName, ChannelAdapter]:
    """The adapters of the configured channels, by name; `configured` maps a channel to its settings.

    Raises ChannelSetupError for the first one that does not exist, load or accept its settings: a desk that
    silently lacks a channel loses customers. The message never holds a setting's value.
    """
    return {
        cast(ChannelName, name): open_channel(name, settings, clock) for name, settings in configured.items()
    }


def open_channel(name: str, settings: Mapping[str, Any], clock: Clock) -> ChannelAdapter:
    """One channel's adapter. Raises ChannelSetupError."""
    path = CHANNELS.get(cast(ChannelName, name))
    if path is None:
        raise ChannelSetupError(f"there is no channel {name!r}; choose from {', '.join(CHANNELS)}")
    try:
        module = import_module(path)
        settings_model: type[BaseModel] = module.Settings
        adapter_class: Any = module.Adapter
    except (ImportError, AttributeError, SyntaxError) as error:
        raise ChannelSetupError(f"channel {name}: its code does not load: {error}") from error
    try:
        checked = settings_model.model_validate(dict(settings))
    except ValidationError as error:
        raise ChannelSetupError(f"channel {name}: {_describe(error)}") from None
    adapter: ChannelAdapter = adapter_class(checked, clock)
    return adapter


def _describe(error: ValidationError) -> str:
    items = error.errors(include_url=False, include_input=False, include_context=False)
    told = [
        (".".join(str(part) for part in item["loc"]), item["msg"].removeprefix("Value error, "))
        for item in items
    ]
    return "; ".join(f"{place}: {what}" for place, what in told)
