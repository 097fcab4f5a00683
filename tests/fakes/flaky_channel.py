"""A messenger whose sends go as the test says."""

from __future__ import annotations

from collections.abc import Mapping

from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from domain.event import ChannelName, Event, Sender


class FlakyChannel:
    """`outcomes`: for each try in order, an exception to raise or None for success; success
    after the last."""

    name: ChannelName = "telegram"
    capabilities = Capabilities(text_max=4096)

    def __init__(self, *outcomes: BaseException | None) -> None:
        self._outcomes = list(outcomes)
        self.tries: list[str] = []
        self.sent: list[str] = []

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Everything is genuine."""

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        return []

    async def send(self, request: SendRequest) -> SendReceipt:
        self.tries.append(request.outbox_id)
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if outcome is not None:
            raise outcome
        self.sent.append(request.outgoing.text)
        return SendReceipt(provider_message_id=f"provider-{len(self.sent)}")

    async def close(self) -> None:
        """Nothing to give back."""
