"""Warming the models and indexing the owner's policies beside the first conversations."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack

import structlog

from domain.errors import CloseloopError, Retryable, place_of
from engine.readiness import Readiness

log = structlog.get_logger(__name__)

Indexing = Callable[[Callable[[int, int], None] | None], object]
"""Brings the policies' index up to date; takes what to call with (passages done, passages to do)."""


class IndexingStopped(Retryable):
    """The desk stops before the policies are indexed; the next start goes on where this one was."""


def prepare_in_background(
    warming: Callable[[], None],
    indexing: Indexing,
    resources: AsyncExitStack,
    started: asyncio.Event,
    readiness: Readiness,
) -> None:
    """Once the desk has started, load the models and run `indexing` in a thread; the desk's end stops it at the next
    passage. Not before: its imports would keep the door shut for seconds. `readiness` learns how loading went;
    policies are found by their words until they are indexed.
    """
    stopping = threading.Event()

    def go_on(_done: int, _to_do: int) -> None:
        if stopping.is_set():
            raise IndexingStopped

    async def run() -> None:
        await started.wait()
        try:
            await asyncio.to_thread(warming)
        except (
            Exception
        ) as error:  # whatever a library met in its files: `/ready` says it, and the door stays open
            log.error("models_not_loaded", error=type(error).__name__, problem=str(error))
            readiness.not_ready(f"the models could not be loaded: {type(error).__name__}: {error}")
            return
        readiness.now_ready()
        try:
            log.info("policies_indexed", report=str(await asyncio.to_thread(indexing, go_on)))
        except IndexingStopped:
            log.info("indexing_stopped")
        except CloseloopError as error:
            # Answers come from the index as it was; the owner sees what is wrong here and in `check`.
            log.error("policies_not_indexed", problem=str(error))
        except (
            Exception
        ) as error:  # Chroma's errors have no class in common; words are found without an index
            log.error("policies_not_indexed", error=type(error).__name__, where=place_of(error))

    task = asyncio.create_task(run(), name="index-policies")

    async def stop() -> None:
        stopping.set()
        if not started.is_set():
            task.cancel()
        await asyncio.wait([task])

    resources.push_async_callback(stop)
