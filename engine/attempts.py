"""Trying again: pauses that grow, with jitter, and a last attempt."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

from domain.errors import place_of
from engine.port import Handler
from storage.jobs import Job

log = structlog.get_logger(__name__)

Pause = Callable[[float], Awaitable[None]]
"""Waits that many seconds. Tests and the in-process engine wait for nothing."""

HANDLER_ATTEMPTS = 8


async def no_pause(seconds: float) -> None:
    """Yield to others, without waiting."""
    await asyncio.sleep(0)


def backoff_seconds(attempt: int, *, first: float, longest: float) -> float:
    """The pause after failed attempt number `attempt` (1 is the first): doubling, spread by up to a quarter."""
    pause = min(longest, first * 2 ** (attempt - 1))
    return float(pause * random.uniform(0.75, 1.25))  # noqa: S311 - spreads load, hides nothing


async def handle(handler: Handler, job: Job, pause: Pause) -> bool:
    """Run `handler` until it succeeds or `HANDLER_ATTEMPTS` are used up. False: given up.

    The last line of defence, for an engine whose database is away or whose handler is wrong; handlers deal with
    the failures they know. Errors are logged by class: their text may quote a customer.
    """
    for attempt in range(1, HANDLER_ATTEMPTS + 1):
        try:
            await handler(job)
        except Exception as error:
            log.warning(
                "job_failed", job=job.name, job_id=job.id, attempt=attempt, error=type(error).__name__,
                where=place_of(error),
            )  # fmt: skip
            if attempt < HANDLER_ATTEMPTS:
                await pause(backoff_seconds(attempt, first=0.5, longest=30.0))
        else:
            return True
    log.error("job_given_up", job=job.name, job_id=job.id)
    return False
