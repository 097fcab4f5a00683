"""A judgement as a score: a value, or None with the reason why there is none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from evals.judges.judge import Judge, JudgeFailed, Verdict
from evals.metrics.port import Score
from evals.metrics.verdict import silent

Question = Callable[[], Awaitable[Verdict]]


async def judge_play(judge: Judge, metric: str, question: Question, *, what: str) -> Score:
    """One question about the whole play."""
    return await judge_turns(judge, metric, [(None, question)], what=what)


async def judge_turns(
    judge: Judge, metric: str, asked: Sequence[tuple[int | None, Question]], *, what: str
) -> Score:
    """A question a turn; the value is their mean, and the turn is the worst one."""
    if not asked:
        return silent(metric, "nothing for a judge to look at")
    values: list[tuple[float, int | None]] = []
    for turn, question in asked:
        try:
            value = await judge.ask(question)
        except JudgeFailed as error:
            return silent(metric, str(error))
        if value is not None:
            values.append((value, turn))
    if not values:
        return silent(metric, f"{judge.name} found nothing to judge")
    worst, turn = min(values, key=lambda pair: pair[0])
    mean = sum(value for value, _ in values) / len(values)
    well = worst >= 1.0
    return Score(
        metric=metric,
        value=mean,
        reason=f"{what}, by {judge.name}" if well else f"not wholly: {what}, by {judge.name}",
        turn=None if well else turn,
        expected="" if well else "1.0",
        got="" if well else f"{worst:.2f}",
    )
