"""The web chat behind the channel port."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from channels.web.capabilities import CAPABILITIES
from channels.web.client_frames import read_frame
from channels.web.parse import frame_to_event
from channels.web.send import send_to_page
from channels.web.verify import verify_origin
from domain.clock import Clock
from domain.errors import BadRequest
from domain.event import ChannelName, Event, Sender


class Settings(BaseModel):
    """`allowed_origins`: other sites that embed the chat, `https://host[:port]`; `*` allows any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allowed_origins: tuple[str, ...] = ()


class Adapter:
    """Visitors are known by their session: `parse` wants the `sender` that the session stands for."""

    name: ChannelName = "web"
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        verify_origin(headers, self._settings.allowed_origins)

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        frame = read_frame(body)
        if sender is None:
            raise BadRequest("the web chat needs a session: say hello first")
        event = frame_to_event(frame, sender, self._clock.now())
        return [] if event is None else [(sender, event)]

    async def send(self, request: SendRequest) -> SendReceipt:
        return await send_to_page(request)

    async def close(self) -> None:
        """Nothing to give back."""
