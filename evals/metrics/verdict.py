"""Scores in the three forms there are: all is well, something is wrong at a turn, nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.port import Score
from evals.transcript import Line, Turn


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where."""

    turn: int | None
    reason: str
    expected: str = ""
    got: str = ""


def silent(metric: str, reason: str) -> Score:
    """The metric says nothing about this play."""
    return Score(metric=metric, value=None, reason=reason)


def verdict(
    metric: str,
    faults: Sequence[Fault],
    *,
    checked: int,
    value: float | None = None,
    well: str = "",
    figures: dict[str, float] | None = None,
) -> Score:
    """The first fault decides what is shown, and the reason says how many there are.

    `checked` things were looked at; `value` defaults to the share of them without a fault.
    """
    if not checked and not faults:
        return silent(metric, well or "nothing to judge")
    if value is None:
        value = max(0.0, 1.0 - len(faults) / max(checked, len(faults)))
    if not faults:
        return Score(metric=metric, value=value, reason=well, figures=figures or {})
    first = faults[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Score(
        metric=metric,
        value=value,
        passed=False,
        reason=first.reason + more,
        turn=first.turn,
        expected=first.expected,
        got=first.got,
        figures=figures or {},
    )


def replies_at_once(turn: Turn) -> list[list[Line]]:
    """The bot's lines of a turn in groups that a customer reads together: said within a minute of each other."""
    groups: list[list[Line]] = []
    for line in turn.bot_replies():
        if groups and abs((line.at - groups[-1][-1].at).total_seconds()) <= 60:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def excerpt(text: str, longest: int = 120) -> str:
    """`text` on one line, short enough for a table."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
