"""Playing and judging inside one process: stages that stay open, and the metrics."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from time import perf_counter

from domain.errors import BadRequest, BusinessFileError
from evals.judges.judge import open_judge
from evals.judges.settings import judge_settings
from evals.metrics.port import JudgedMetric, Metric, Score
from evals.metrics.registry import load_judged, load_metrics, score_judged, score_play
from evals.playing.desk import Stage
from evals.playing.play import Watch, play
from evals.playing.pool import Workplace, failed_play
from evals.playing.seeds import Order
from evals.run import Play
from evals.scenario import Scenario
from evals.transcript import Transcript

PLAYED = "played"
"""The score every play has: whether the script could be played to its end."""


class Player:
    """Opens a stage for each business at its first order, and keeps it. Use `close` at the end."""

    def __init__(
        self, workplace: Workplace, metrics: list[Metric], judged_metrics: Sequence[JudgedMetric] = ()
    ) -> None:
        self._workplace = workplace
        self._metrics = metrics
        self._judged_metrics = judged_metrics
        self._stages: dict[str, Stage] = {}
        self._resources = AsyncExitStack()

    async def stage(self, business: str) -> Stage:
        """The business's stage. Raises BusinessFileError."""
        if business not in self._stages:
            opening = Stage.open(business, businesses=self._workplace.businesses, index=self._workplace.index)
            self._stages[business] = await self._resources.enter_async_context(opening)
        return self._stages[business]

    async def play(self, order: Order, watch: Watch | None = None) -> Play:
        """Play and judge one order."""
        began = perf_counter()
        try:
            stage = await self.stage(order.scenario.business)
        except BusinessFileError as error:
            return failed_play(order, str(error))
        transcript = await play(order, stage, watch)
        done = judged(order, transcript, stage, self._metrics, seconds=perf_counter() - began)
        done.scores += await score_judged(self._judged_metrics, order.scenario, transcript, stage.business)
        return done

    async def close(self) -> None:
        """Delete the stages' data."""
        await self._resources.aclose()


def judged(
    order: Order, transcript: Transcript, stage: Stage, metrics: list[Metric], *, seconds: float
) -> Play:
    """The play with every metric's score; a play with an error has none."""
    scenario = order.scenario
    scores = []
    if transcript.error is None:
        scores = [
            _played(scenario, transcript),
            *score_play(metrics, scenario, transcript, stage.business),
        ]
    return Play(
        scenario_id=scenario.id, title=scenario.title, flow=scenario.flow, voice=order.voice,
        business=scenario.business,
        channel=scenario.channel, risk=scenario.risk, requirements=scenario.requirements, repeat=order.repeat,
        seconds=round(seconds, 3), scores=scores, transcript=transcript,
    )  # fmt: skip


def _played(scenario: Scenario, transcript: Transcript) -> Score:
    """A customer with a goal may give up, that is for the expectations to judge; a script that stops is broken."""
    stopped = transcript.gave_up
    if scenario.script is None and not (stopped or "").startswith("afterwards"):
        stopped = None
    return Score(
        metric=PLAYED, value=0.0 if stopped else 1.0, passed=stopped is None, reason=stopped or "",
        turn=len(transcript.turns) or None if stopped else None,
    )  # fmt: skip


def prepare_player(workplace: Workplace) -> Callable[[Order], Play]:
    """For the pool's workers: a function that plays orders in this process until it ends."""
    quiet_logs()
    player = Player(
        workplace,
        load_metrics() if workplace.with_metrics else [],
        configured_judges() if workplace.with_judge else [],
    )
    loop = asyncio.new_event_loop()
    return lambda order: loop.run_until_complete(player.play(order))


def configured_judges() -> list[JudgedMetric]:
    """The metrics of the judge that the environment names. Raises BadRequest when it names none or a wrong one, and
    JudgeUnavailable when it cannot be made here.
    """
    settings = judge_settings()
    if settings is None:
        raise BadRequest(
            "no judge is configured; set CLOSELOOP_JUDGE_MODEL, and CLOSELOOP_JUDGE_BASE_URL and CLOSELOOP_JUDGE_API_KEY"
            " for an endpoint that speaks OpenAI's chat completions. Transcripts are sent to it."
        )
    return load_judged(open_judge(settings))


def quiet_logs() -> None:
    """Errors only, on standard error: hundreds of plays would bury the results under warnings that are played on purpose."""
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
