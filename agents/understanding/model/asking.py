"""One logical call: ways, retries and waits inside one deadline, behind a breaker and a meter."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog

from agents.understanding.model.breaker import Breaker
from agents.understanding.model.client import CHARACTERS_A_TOKEN, WAYS, Client, Completion, Way
from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.failure import BLAMELESS, HOPELESS, WORTH_RETRYING, WRONG_WAY, ModelFailed
from agents.understanding.model.meter import Meter
from domain.clock import Clock

log = structlog.get_logger(__name__)

MOST_REQUESTS = 5
"""In one logical call: three ways and two retries."""
_FIRST_PAUSE_SECONDS = 0.2
_LEAST_SECONDS = 0.25
"""With less time left than this no further request is begun."""
_LONG_REST_SECONDS = 300.0
_DOUBTFUL_AFTER = 3
"""Unusable answers in a row after which the way that used to work is looked for again."""

OpenClient = Callable[[], Awaitable[Client]]
Answer = TypeVar("Answer")


class Asking(Generic[Answer]):
    """Asks one endpoint. Belongs to one event loop. Remembers which way the endpoint understands.

    `parse` makes the answer of the model's words, or raises ModelFailed (`unusable`).
    """

    def __init__(
        self,
        endpoint: ModelEndpoint,
        parse: Callable[[str], Answer],
        open_client: OpenClient,
        clock: Clock,
        breaker: Breaker | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._parse = parse
        self._open_client = open_client
        self._client: asyncio.Task[Client] | None = None
        self._clock = clock
        self.breaker = breaker or Breaker(clock)
        self.meter = Meter(endpoint, clock)
        self.way: Way | None = None
        """The way that works here; None until one has."""
        self._unusable = 0

    async def warm(self) -> None:
        """Make the client, so that the first customer does not wait for its imports."""
        await self._opened()

    async def ask(self, system: str, user: str) -> Answer:
        """The model's answer within the deadline. Raises ModelFailed; the log says why, in numbers."""
        started = time.monotonic()
        self.meter.asked += 1
        try:
            answer = await self._guarded(system, user)
        except ModelFailed as failed:
            self.meter.failures[failed.kind] += 1
            log.warning(
                "model_failed", kind=failed.kind, status=failed.status, breaker=self.breaker.state,
                ms=round((time.monotonic() - started) * 1000),
            )  # fmt: skip
            raise
        self.meter.answered += 1
        log.info("model_answered", way=self.way, ms=round((time.monotonic() - started) * 1000))
        return answer

    async def _guarded(self, system: str, user: str) -> Answer:
        if self.meter.is_spent:
            raise ModelFailed("too_costly")
        if not self.breaker.allow():
            raise ModelFailed("resting")
        finished = False
        try:
            async with asyncio.timeout(self._endpoint.deadline_seconds):
                answer = await self._attempts(system, user)
            self.breaker.succeeded()
            finished = True
            return answer
        except TimeoutError:
            self.breaker.failed()
            finished = True
            raise ModelFailed("late") from None
        except ModelFailed as failed:
            if failed.kind not in BLAMELESS:
                hopeless = failed.kind in HOPELESS
                rest = _LONG_REST_SECONDS if hopeless else failed.retry_after_seconds
                self.breaker.failed(rest_seconds=rest, at_once=hopeless or _is_long(rest))
                finished = True
            raise
        finally:
            if not finished:
                self.breaker.left_open()

    async def _attempts(self, system: str, user: str) -> Answer:
        client = await self._opened()
        ends = time.monotonic() + self._endpoint.deadline_seconds
        ways = [self.way] if self.way is not None else list(WAYS)
        pause = _FIRST_PAUSE_SECONDS
        retried = 0
        last = ModelFailed("unusable")
        for _ in range(MOST_REQUESTS):
            way = ways[0]
            try:
                answer = await self._once(client, way, system, user)
            except ModelFailed as failed:
                last = failed
                if failed.kind in WRONG_WAY and len(ways) > 1 and (failed.kind != "server" or retried):
                    ways, retried = ways[1:], 0
                    continue
                if failed.kind not in WORTH_RETRYING or retried >= 2:
                    raise
                wait = failed.retry_after_seconds
                wait = pause * (1 + random.random() / 4) if wait is None else wait  # noqa: S311
                if time.monotonic() + wait + _LEAST_SECONDS > ends:
                    raise
                await asyncio.sleep(wait)
                pause, retried = pause * 2, retried + 1
                continue
            self.way = way
            return answer
        raise last

    async def _once(self, client: Client, way: Way, system: str, user: str) -> Answer:
        self.meter.requests += 1
        try:
            said: Completion = await client.ask(way, system, user)
            self.meter.add_tokens(said.input_tokens, said.output_tokens)
            answer = self._parse(said.text)
        except asyncio.CancelledError:
            # Out of time. What was asked is paid for all the same.
            self.meter.add_tokens((len(system) + len(user)) // CHARACTERS_A_TOKEN, 0)
            raise
        except ModelFailed as failed:
            self.meter.add_tokens(*failed.tokens)
            self._doubt(failed)
            raise
        self._unusable = 0
        return answer

    def _doubt(self, failed: ModelFailed) -> None:
        if failed.kind not in ("unusable", "too_long", "rejected"):
            return
        self._unusable += 1
        if self._unusable >= _DOUBTFUL_AFTER:
            self.way, self._unusable = None, 0

    async def _opened(self) -> Client:
        if self._client is None or (self._client.done() and _failed(self._client)):
            self._client = asyncio.ensure_future(self._open())
        # Shielded: a message that ran out of time must not undo the opening that the next one needs.
        return await asyncio.shield(self._client)

    async def _open(self) -> Client:
        try:
            return await self._open_client()
        except Exception as error:
            log.error("model_client_not_opened", error=type(error).__name__)
            raise ModelFailed("broken") from error

    async def close(self) -> None:
        if self._client is None:
            return
        self._client.cancel()
        with contextlib.suppress(asyncio.CancelledError, ModelFailed):
            await (await self._client).close()


def _is_long(seconds: float | None) -> bool:
    """A wait that is named and longer than a turn may take: nobody else needs to find out."""
    return seconds is not None and seconds > 10


def _failed(task: asyncio.Task[Client]) -> bool:
    return task.cancelled() or task.exception() is not None
