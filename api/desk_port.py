"""The desk as the web sees it. `engine/desk.py` is the real one; tests of single pages may bring a smaller one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from domain.approval import Approval, Decision
from domain.business.business import Business
from domain.clock import Clock
from domain.event import ChannelName, Event, Sender

if TYPE_CHECKING:
    from channels.port import ChannelAdapter
    from engine.model_counts import ModelCounts
    from engine.notifier import Notifier
    from engine.readiness import Readiness
    from engine.settings import Settings
    from storage.database import Database
    from storage.door import Accepted


class Desk(Protocol):
    """Everything the doors may ask for. Each method returns after its transaction is committed."""

    @property
    def database(self) -> Database: ...

    @property
    def business(self) -> Business: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def notifier(self) -> Notifier: ...

    @property
    def channels(self) -> Mapping[ChannelName, ChannelAdapter]: ...

    @property
    def readiness(self) -> Readiness: ...

    @property
    def model_counts(self) -> ModelCounts: ...

    def processes(self) -> dict[str, int]: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def take_in(self, sender: Sender, event: Event) -> bool: ...

    async def receive(self, sender: Sender, event: Event) -> Accepted: ...

    async def receive_internal(self, conversation_id: str, event: Event) -> Accepted: ...

    async def decide(
        self,
        approval_id: str,
        *,
        version: int,
        decision: Decision,
        text: str | None,
        staff: str,
        seen_seq: int | None,
    ) -> Approval: ...

    async def take_over(self, conversation_id: str, staff: str) -> None: ...

    async def give_back(self, conversation_id: str, staff: str) -> None: ...

    async def staff_reply(
        self, conversation_id: str, text: str, staff: str, *, key: str | None = None
    ) -> object: ...

    async def send_again(self, conversation_id: str, outbox_id: str, staff: str) -> bool: ...

    async def dismiss(self, conversation_id: str, outbox_id: str, staff: str) -> bool: ...

    async def close_case(self, conversation_id: str, staff: str) -> bool: ...
