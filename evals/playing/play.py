"""One play: a scenario in one voice, from its world to its transcript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.errors import CloseloopError, place_of
from evals.playing.desk import Stage
from evals.playing.goal import Choose, GoalCustomer, Say, Stop, View
from evals.playing.manner import Typist
from evals.playing.performance import Performance
from evals.playing.scripted import play_moves
from evals.playing.seeds import Order
from evals.scenario import Goal
from evals.transcript import Transcript, Turn

Watch = Callable[[Turn], None]


async def play(order: Order, stage: Stage, watch: Watch | None = None) -> Transcript:
    """Play it. Never raises for what happens in a play: the transcript then has an `error` and the turns so far."""
    scenario = order.scenario
    start = scenario.start
    start = start if start.tzinfo is not None else start.replace(tzinfo=stage.business.zone)
    transcript = Transcript(
        scenario_id=scenario.id, voice=order.voice, repeat=order.repeat, seed=order.seed,
        started_at=start, ended_at=start, turns=[],
    )  # fmt: skip
    try:
        async with stage.desk(start, scenario.channel) as opened:
            performance = Performance(
                opened.desk, opened.clock, scenario, stage.dependencies.policies, voice=order.voice,
                seed=order.seed, stock=opened.stock, watch=watch,
            )  # fmt: skip
            try:
                await performance.begin()
                gave_up = await _perform(performance, order, stage)
            except Exception as error:  # a play that breaks is a failed play, told with what had been said
                return _failed(transcript, error, performance.recorder.turns)
            transcript = transcript.model_copy(update={"gave_up": gave_up})
            return await performance.recorder.finish(transcript)
    except Exception as error:  # nor does a desk that cannot be opened end the run
        return _failed(transcript, error, [])


async def _perform(performance: Performance, order: Order, stage: Stage) -> str | None:
    """Why the customer stopped before its goal, else None."""
    scenario = order.scenario
    if scenario.goal is not None:
        gave_up = await _pursue(performance, scenario.goal, order, stage)
    else:
        gave_up = await play_moves(performance, scenario.script or [])
    if scenario.afterwards:
        stopped = await play_moves(performance, scenario.afterwards)
        gave_up = gave_up or (f"afterwards, {stopped}" if stopped else None)
    return gave_up


async def _pursue(performance: Performance, goal: Goal, order: Order, stage: Stage) -> str | None:
    customer = GoalCustomer(goal, stage.business, order.voice)
    typist = Typist(goal.manner, order.seed)
    action: Say | Choose | Stop = customer.open()
    while not isinstance(action, Stop):
        if isinstance(action, Say):
            await performance.say(*typist.type(action.texts, sensitive=action.sensitive))
        elif goal.manner.taps:
            await performance.choose(action.option_id, action.label)
        else:
            await performance.say(*typist.type((action.typed,), sensitive=True))
        recorder = performance.recorder
        action = customer.answer(
            View(
                texts=[line.text for line in performance.seen],
                options=performance.options,
                asked=recorder.asked,
                subject=recorder.subject,
                outcome=performance.outcome,
                answered=bool(recorder.turns[-1].replies()),
            )
        )
    if goal.silent_after is not None and goal.stays_silent:
        await performance.wait(goal.stays_silent)
    return action.gave_up


def _failed(transcript: Transcript, error: Exception, turns: list[Turn]) -> Transcript:
    """An error of ours says what to do; any other is named with its place."""
    said = (
        str(error)
        if isinstance(error, CloseloopError)
        else f"{type(error).__name__}: {error} ({place_of(error)})"
    )
    ended: datetime = turns[-1].at if turns else transcript.started_at
    return transcript.model_copy(update={"error": said, "turns": turns, "ended_at": ended})
