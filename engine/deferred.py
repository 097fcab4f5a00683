"""Runners that are still being loaded. The door opens first: what arrives meanwhile is stored, and answered then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import structlog

from domain.turn import Committed, TurnInput
from engine.approvals import ApprovalRunner
from engine.readiness import Readiness
from engine.turns import ConversationRunner

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Runners:
    """What answers turns and what asks staff."""

    conversation: ConversationRunner
    approval: ApprovalRunner


class _Conversation:
    def __init__(self, loading: asyncio.Future[Runners]) -> None:
        self._loading = loading

    async def run(self, turn: TurnInput) -> Committed:
        return await (await asyncio.shield(self._loading)).conversation.run(turn)


class _Approval:
    def __init__(self, loading: asyncio.Future[Runners]) -> None:
        self._loading = loading

    async def start(self, approval_id: str) -> None:
        await (await asyncio.shield(self._loading)).approval.start(approval_id)

    async def resume(self, approval_id: str) -> None:
        await (await asyncio.shield(self._loading)).approval.resume(approval_id)


def load_in_background(
    load: Callable[[], Awaitable[Runners]],
    resources: AsyncExitStack,
    started: asyncio.Event,
    readiness: Readiness,
) -> Runners:
    """Runners that wait for `load`, which begins once the desk has started. When it fails, so does every turn, which
    then goes to a person; the log and `readiness` say why.
    """

    async def run() -> Runners:
        await started.wait()
        try:
            return await load()
        except Exception as error:
            log.error("runners_not_loaded", error=type(error).__name__, problem=str(error))
            readiness.not_ready(f"the models could not be loaded: {type(error).__name__}: {error}")
            raise

    loading = asyncio.create_task(run(), name="load-runners")

    async def stop() -> None:
        if not started.is_set():
            loading.cancel()
        await asyncio.wait([loading])
        if not loading.cancelled():
            loading.exception()  # seen: it was logged, and every turn was told

    resources.push_async_callback(stop)
    return Runners(_Conversation(loading), _Approval(loading))
