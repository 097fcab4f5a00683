"""A model that judges: bounded in number and time, and silent with one reason once its endpoint has failed."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from domain.errors import Permanent, Retryable
from evals.judges.settings import JudgeSettings
from evals.metrics.ragas_calls import import_ragas

GIVE_UP_AFTER = 3
"""Failures in a row after which the endpoint is not asked again in this run."""


class JudgeUnavailable(Permanent):
    """A judge is configured and cannot be made; the message says what to do."""


class JudgeFailed(Retryable):
    """The endpoint gave no judgement this time; the message says why, without keys."""


class Verdict(Protocol):
    """What a ragas metric answers."""

    @property
    def value(self) -> Any: ...


class Judge:
    """`llm` is a ragas InstructorBaseRagasLLM. One judge serves a whole run."""

    def __init__(
        self,
        llm: Any,
        *,
        name: str,
        concurrency: int = 4,
        timeout_seconds: float = 60.0,
        secret: str = "",
    ) -> None:
        self.llm = llm
        self.name = name
        self._concurrency = concurrency
        self._timeout_seconds = timeout_seconds
        self._secret = secret
        self._places: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None
        self._failures = 0
        self._last_failure = ""

    async def ask(self, question: Callable[[], Awaitable[Verdict]]) -> float | None:
        """The metric's value, 0..1, or None when it says that there is nothing to judge. Raises JudgeFailed."""
        async with self._place():
            if self._failures >= GIVE_UP_AFTER:
                raise JudgeFailed(
                    f"{self.name} was given up after {GIVE_UP_AFTER} failures: {self._last_failure}"
                )
            try:
                verdict = await asyncio.wait_for(question(), self._timeout_seconds)
            except TimeoutError:
                raise self._failed(f"no judgement within {self._timeout_seconds:g} seconds") from None
            except Exception as error:  # whatever a client, a proxy or a confused model comes up with
                raise self._failed(_cause(error)) from None
        self._failures = 0
        value = float(verdict.value)
        return None if math.isnan(value) else min(1.0, max(0.0, value))

    def _failed(self, reason: str) -> JudgeFailed:
        if self._secret:
            reason = reason.replace(self._secret, "***")
        self._failures += 1
        self._last_failure = reason
        return JudgeFailed(f"{self.name} failed: {reason}")

    def _place(self) -> asyncio.Semaphore:
        """Semaphores belong to one event loop; a run may use several, one after the other."""
        loop = asyncio.get_running_loop()
        if self._places is None or self._places[0] is not loop:
            self._places = loop, asyncio.Semaphore(self._concurrency)
        return self._places[1]


def _cause(error: BaseException) -> str:
    """The innermost error in one line: clients wrap a refused connection several times."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__


def open_judge(settings: JudgeSettings) -> Judge:
    """A judge at the endpoint of `settings`; nothing is sent yet. Raises JudgeUnavailable."""
    try:
        import_ragas()
    except ImportError as error:
        raise JudgeUnavailable(
            f"a judge needs ragas, which is not installed ({error}); install the evals extra"
        ) from error
    from openai import AsyncOpenAI
    from ragas.llms import llm_factory

    key = settings.api_key.get_secret_value()
    client = AsyncOpenAI(
        base_url=settings.base_url,
        api_key=key,
        timeout=settings.timeout_seconds,
        max_retries=1,
    )
    llm = llm_factory(settings.model, client=client, adapter="instructor", max_tokens=settings.max_tokens)
    return Judge(
        llm,
        name=f"the judge {settings.model} at {settings.base_url}",
        concurrency=settings.concurrency,
        timeout_seconds=settings.timeout_seconds,
        secret=key if key != "none" else "",
    )
