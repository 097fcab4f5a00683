"""Customers of a messenger see that an answer is being made, where that takes longer than a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
import structlog

from channels.port import ChannelAdapter, Presence
from domain.errors import CloseloopError, place_of
from domain.event import CUSTOMER_KINDS, ChannelName
from domain.turn import TurnInput
from engine.attempts import Pause
from storage import outbox
from storage.database import Database

log = structlog.get_logger(__name__)

SHOWN_AFTER_SECONDS = 0.7
"""Most answers are there sooner, and cost the messenger no call."""


class TypingSigns:
    """A courtesy: it delays no turn, and no failure of it is anybody's."""

    def __init__(
        self,
        database: Database,
        adapters: Mapping[ChannelName, ChannelAdapter],
        *,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._pause = pause
        self._shown = {
            name: (adapter, float(seconds))
            for name, adapter in adapters.items()
            if isinstance(adapter, Presence) and (seconds := adapter.capabilities.typing_seconds)
        }

    @contextmanager
    def while_answering(self, turn: TurnInput) -> Iterator[None]:
        """Shown while the block runs, to a customer who wrote and whom the bot answers."""
        last = turn.events[-1] if turn.events else None
        shown = self._shown.get(last.channel) if last is not None and last.kind in CUSTOMER_KINDS else None
        if shown is None or self._is_with_staff(turn):
            yield
            return
        signs = asyncio.create_task(self._show(turn.conversation_id, *shown))
        try:
            yield
        finally:
            signs.cancel()

    @staticmethod
    def _is_with_staff(turn: TurnInput) -> bool:
        beginning = turn.beginning
        return beginning is not None and beginning.situation.conversation.owner == "staff"

    async def _show(self, conversation_id: str, adapter: Presence, lasting_seconds: float) -> None:
        try:
            await self._pause(SHOWN_AFTER_SECONDS)
            address = await self._database.read(lambda c: outbox.address_of(c, conversation_id))
            while address is not None:
                await adapter.show_typing(address.account, address.external_id)
                await self._pause(lasting_seconds)
        except (CloseloopError, sa.exc.SQLAlchemyError) as error:
            log.info("typing_not_shown", error=type(error).__name__, where=place_of(error))
