"""What another program is asked to do: once, under a key, until it has answered or the time for it is over."""

from __future__ import annotations

from typing import Any, Protocol

import structlog

from domain.clock import Clock
from domain.errors import Permanent, Retryable
from domain.order import ResetLink, ReturnLabel
from engine.attempts import backoff_seconds
from storage import errands
from storage.database import Database
from storage.errands import Errand, ErrandStatus
from storage.jobs import Job, JobQueue

log = structlog.get_logger(__name__)

MOST_TRIES = 5
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 120.0


class OrderWrites(Protocol):
    """The writing half of `agents/tools/orders.py: OrderPort`."""

    async def create_return_label(self, order_id: str, *, key: str) -> ReturnLabel: ...

    async def send_reset_link(self, email: str, *, key: str) -> ResetLink: ...


class ErrandRunner:
    """Handler of `errand` jobs. Subject: the errand's id, which is the key: a crash between the call and its record
    calls again, and the other program does it once."""

    def __init__(self, database: Database, orders: OrderWrites, jobs: JobQueue, clock: Clock) -> None:
        self._database = database
        self._orders = orders
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, job: Job) -> None:
        """Do it and tell the conversation; where nobody answers, try later, and after `MOST_TRIES` say so."""
        errand = await self._database.read(lambda c: errands.get(c, job.subject))
        if errand.status != "pending":
            return
        try:
            result = await self._do(errand)
        except Permanent:
            await self._end(errand, "refused", None)
        except Retryable as error:
            await self._again(errand, type(error).__name__)
        else:
            await self._end(errand, "done", result)

    async def _do(self, errand: Errand) -> dict[str, Any]:
        if errand.kind == "orders.return_label":
            label = await self._orders.create_return_label(errand.subject, key=errand.id)
            return label.model_dump(mode="json")
        link = await self._orders.send_reset_link(errand.subject, key=errand.id)
        return link.model_dump(mode="json")

    async def _again(self, errand: Errand, why: str) -> None:
        tries = errand.attempts + 1
        log.warning("errand_not_done", errand_id=errand.id, kind=errand.kind, tries=tries, why=why)
        if tries >= MOST_TRIES:
            await self._end(errand, "failed", None)
            return
        pause = backoff_seconds(tries, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
        await self._database.write(
            lambda c: errands.try_later(c, errand.id, delay_seconds=pause, jobs=self._jobs)
        )

    async def _end(self, errand: Errand, status: ErrandStatus, result: dict[str, Any] | None) -> None:
        now = self._clock.now()
        await self._database.write(
            lambda c: errands.end(c, errand.id, status, result=result, now=now, jobs=self._jobs)
        )
        log.info("errand_ended", errand_id=errand.id, kind=errand.kind, status=status)
