"""The terminal behind the channel port."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from channels.terminal.capabilities import CAPABILITIES
from channels.terminal.parse import parse_line
from channels.terminal.send import Show, send_to_terminal
from channels.terminal.verify import verify_local
from domain.clock import Clock
from domain.event import ChannelName, Event, Sender
from domain.identifiers import new_id


class Settings(BaseModel):
    """Nothing to set."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Adapter:
    """Give `show` to see replies as they are delivered."""

    name: ChannelName = "terminal"
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, settings: Settings, clock: Clock, *, show: Show | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self.show = show

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        verify_local(headers, body)

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        speaker = sender or Sender(channel="terminal", external_id="local")
        event = parse_line(body, fresh_id=new_id("line"), received_at=self._clock.now())
        return [(speaker, event)]

    async def send(self, request: SendRequest) -> SendReceipt:
        return await send_to_terminal(request, self.show)

    async def close(self) -> None:
        """Nothing to give back."""
