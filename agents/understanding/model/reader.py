"""The reader behind the local one: asked where that is unsure, and never in its way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol

import structlog

from agents.understanding.contact import find_emails, find_phones
from agents.understanding.model.answer import ModelAnswer, answer_schema, parse_answer
from agents.understanding.model.asking import Asking
from agents.understanding.model.background import LoopThread
from agents.understanding.model.client import Client, open_client
from agents.understanding.model.doubt import is_unsure
from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.failure import ModelFailed
from agents.understanding.model.merging import merge
from agents.understanding.model.prompt import MAX_MESSAGE, instructions, question
from agents.understanding.reading_context import ReadingContext
from agents.understanding.thresholds import Thresholds, load_thresholds
from domain.business import Business
from domain.clock import Clock
from domain.errors import place_of
from domain.reading import Entities, Reading

log = structlog.get_logger(__name__)

_GRACE_SECONDS = 0.5
"""The model's own loop keeps the deadline; beyond this it is not waited for."""

MakeClient = Callable[[ModelEndpoint, dict[str, Any]], Awaitable[Client]]


class FactReader(Protocol):
    """Our own grammars (`Understander`)."""

    def read_facts(self, text: str, context: ReadingContext) -> Entities: ...


class ModelReader:
    """Improves readings of one business. Safe to share between threads and event loops; never raises on any text.

    `make_client` runs on a loop of the reader's own, and so does `on_counts`, which is told the new numbers after every
    message that was asked about.
    """

    def __init__(
        self,
        business: Business,
        endpoint: ModelEndpoint,
        facts: FactReader,
        clock: Clock,
        *,
        thresholds: Thresholds | None = None,
        make_client: MakeClient = open_client,
        on_counts: Callable[[dict[str, float]], None] | None = None,
    ) -> None:
        self._on_counts = on_counts
        services = [service.id for service in business.services.services]
        self.endpoint = endpoint
        self._facts = facts
        self._thresholds = thresholds or load_thresholds()
        self._regions = business.profile.phone_regions
        self._instructions = instructions(business)
        self._loop = LoopThread("model-reader")
        self.asking = Asking(
            endpoint,
            partial(parse_answer, services=services),
            partial(make_client, endpoint, answer_schema(services)),
            clock,
        )

    def warm(self) -> None:
        """Begin to load the client (seconds of CPU, on a thread of its own). Returns at once."""
        self._loop.submit(self.asking.warm())

    def load(self) -> None:
        """The same, and wait for it. Raises ModelFailed."""
        self._loop.submit(self.asking.warm()).result()

    def is_unsure(self, reading: Reading, context: ReadingContext) -> bool:
        """Whether a model is worth asking: the local reading is below its language's bar, and more is at stake than
        an answer that is understood already."""
        return is_unsure(reading, context.pending, self._thresholds)

    async def improve(self, reading: Reading, context: ReadingContext) -> Reading:
        """`reading`, or a better one within the endpoint's deadline. One logical call; the loop is never blocked."""
        if not self.is_unsure(reading, context):
            return reading
        try:
            asked = asyncio.wrap_future(self._begin(reading, context))
            answer = await asyncio.wait_for(asked, self.endpoint.deadline_seconds + _GRACE_SECONDS)
        except Exception as error:  # the turn goes on without the model, whatever failed
            return self._without(reading, error)
        return await asyncio.to_thread(self._merged, reading, answer, context)

    def improve_now(self, reading: Reading, context: ReadingContext) -> Reading:
        """The same for callers without an event loop. Blocks up to the deadline."""
        if not self.is_unsure(reading, context):
            return reading
        try:
            answer = self._begin(reading, context).result(self.endpoint.deadline_seconds + _GRACE_SECONDS)
        except Exception as error:  # as above
            return self._without(reading, error)
        return self._merged(reading, answer, context)

    def probe(self) -> ModelAnswer:
        """Ask about a sentence of our own, with all the time that loading takes. Blocks. Raises ModelFailed."""
        asked = self._loop.submit(self._probe())
        return asked.result()

    async def _probe(self) -> ModelAnswer:
        await self.asking.warm()
        return await self.asking.ask(self._instructions, question("Good morning, when are you open?", None))

    def _begin(self, reading: Reading, context: ReadingContext) -> Future[ModelAnswer]:
        return self._loop.submit(self._counted(question(self._masked(reading.text), context.pending)))

    async def _counted(self, asked: str) -> ModelAnswer:
        try:
            return await self.asking.ask(self._instructions, asked)
        finally:
            if self._on_counts is not None:
                self._on_counts(self.counts())

    def _masked(self, text: str) -> str:
        """Without phone numbers and mail addresses: we read those ourselves, and nobody else needs them."""
        _, masked = find_phones(text[:MAX_MESSAGE], self._regions)
        for email in find_emails(masked):
            start = masked.lower().find(email)
            masked = masked[:start] + masked[start + len(email) :]
        return " ".join(masked.split())

    def _merged(self, reading: Reading, answer: ModelAnswer, context: ReadingContext) -> Reading:
        return merge(
            reading,
            answer,
            pending=context.pending,
            read_facts=lambda quote: self._facts.read_facts(quote, context),
        )

    def _without(self, reading: Reading, error: Exception) -> Reading:
        """The local reading, with the reason in its `why`."""
        if isinstance(error, ModelFailed):
            reason = str(error)
        else:
            reason = "late" if isinstance(error, TimeoutError) else type(error).__name__
            log.error("model_reader_failed", error=type(error).__name__, place=place_of(error))
        return reading.model_copy(update={"why": [*reading.why, f"no model: {reason}"]})

    def counts(self) -> dict[str, float]:
        """The meter's and the breaker's numbers."""
        breaker = self.asking.breaker
        return self.asking.meter.counts() | {
            "breaker_opened": breaker.opened,
            "breaker_open": float(breaker.state != "closed"),
        }

    def close(self) -> None:
        """Let the endpoint go. Blocks for some seconds at most."""
        with contextlib.suppress(RuntimeError, TimeoutError):
            self._loop.submit(self.asking.close()).result(2.0)
        self._loop.close()
