"""Warming the models; then what takes longer, beside the first conversations: the services' meanings, the policies' index."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

import structlog

from domain.errors import CloseloopError, Retryable, place_of
from engine.readiness import Readiness

log = structlog.get_logger(__name__)

Indexing = Callable[[Callable[[int, int], None] | None], object]
"""Brings what is searched up to date; takes what to call with (texts done, texts to do)."""


class IndexingStopped(Retryable):
    """The desk stops before everything is indexed; the next start goes on where this one was."""


def prepare_in_background(
    warming: Callable[[], None],
    later: Mapping[str, Indexing],
    resources: AsyncExitStack,
    started: asyncio.Event,
    readiness: Readiness,
) -> None:
    """Once the desk has started, load the models, then do what is `later`, by name and in that order, in a thread; the
    desk's end stops it at the next text. Not before: their imports would keep the door shut for seconds. `readiness`
    learns how loading went. Until they are indexed, services are found by their names alone, and policies by their words.
    """
    stopping = threading.Event()

    def go_on(_done: int, _to_do: int) -> None:
        if stopping.is_set():
            raise IndexingStopped

    async def run() -> None:
        await started.wait()
        try:
            await asyncio.to_thread(warming)
        # Whatever a library met in its files: `/ready` says it, and the door stays open.
        except Exception as error:
            log.error("models_not_loaded", error=type(error).__name__, problem=str(error))
            readiness.not_ready(f"the models could not be loaded: {type(error).__name__}: {error}")
            return
        readiness.now_ready()
        for name, indexing in later.items():
            if not await index(name, indexing):
                return
        readiness.loaded.set()

    async def index(name: str, indexing: Indexing) -> bool:
        """Whether the desk goes on."""
        try:
            report = await asyncio.to_thread(indexing, go_on)
            log.info(f"{name}_indexed", report=report and str(report))
        except IndexingStopped:
            log.info("indexing_stopped")
            return False
        except CloseloopError as error:
            # Answers come from the index as it was; the owner sees what is wrong here and in `check`.
            log.error(f"{name}_not_indexed", problem=str(error))
        # Chroma's errors have no class in common; words are found without an index.
        except Exception as error:
            log.error(f"{name}_not_indexed", error=type(error).__name__, where=place_of(error))
        return True

    task = asyncio.create_task(run(), name="index")

    async def stop() -> None:
        stopping.set()
        if not started.is_set():
            task.cancel()
        await asyncio.wait([task])

    resources.push_async_callback(stop)
