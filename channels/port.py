"""What the engine may ask of a channel. Each channel's folder has one class that fits this port."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from channels.capabilities import Capabilities
from domain.errors import BadRequest, BadSignature, DeliveryUnknown, SendRefused, SendRetry
from domain.event import ChannelName, Event, Sender
from domain.speech import Outgoing

__all__ = [
    "BadRequest", "BadSignature", "ChannelAdapter", "DeliveryUnknown", "Presence", "SendReceipt", "SendRefused",
    "SendRequest", "SendRetry",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SendRequest:
    """One outbox row to deliver. `outbox_id` names the delivery: sending it again is a repeat, not a new message."""

    outbox_id: str
    account: str
    external_id: str
    outgoing: Outgoing
    conversation_id: str | None = None
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """The channel took it. `provider_message_id` is the channel's id of the last message shown;
    `parts` are the ids of all of them when the reply had to be split, in order."""

    provider_message_id: str
    parts: tuple[str, ...] = ()


class ChannelAdapter(Protocol):
    """One messenger. Reading never raises anything but BadSignature and BadRequest."""

    @property
    def name(self) -> ChannelName: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Prove that `body`, the raw bytes, comes from the channel. Header names in any case.

        Raises BadSignature."""
        ...

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        """Everything the body says, in its order; the same body gives the same `provider_id`s.

        Things that mean nothing to us (a group's chatter, our own echo) are left out; a customer's message of a
        kind we cannot read becomes `unsupported`. `sender` is given when the transport has already established
        who speaks (a web chat session); such channels refuse a body without one. Raises BadRequest.
        """
        ...

    async def send(self, request: SendRequest) -> SendReceipt:
        """Show `request.outgoing` to the customer, split or degraded to what the channel can show.

        Raises SendRetry, SendRefused, DeliveryUnknown."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


@runtime_checkable
class Presence(Protocol):
    """A channel with small signs of life. They are a courtesy: failures are logged and never raised."""

    async def acknowledge(self, sender: Sender, event: Event) -> None:
        """Tell the channel that a stored `choice` was received: ends the spinner on a tapped button."""
        ...

    async def show_typing(self, account: str, external_id: str) -> None:
        """Show "typing" for `capabilities.typing_seconds`."""
        ...
