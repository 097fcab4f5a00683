"""Plays as a reader wants them: repeats that went the same, word for word, are shown once; failures come first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evals.metrics.port import Score
from evals.run import Play
from evals.transcript import Turn

_RISK_ORDER = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Way:
    """One course that a scenario took in one voice. `repeats` count from 1, of `of` plays of that task."""

    anchor: str
    play: Play
    repeats: list[int]
    of: int

    @property
    def passed(self) -> bool:
        return self.play.passed

    @property
    def failed(self) -> list[Score]:
        """The scores that fail it."""
        return [score for score in self.play.scores if not score.passed]

    @property
    def below(self) -> list[str]:
        """Metrics that found something to mend, deciding or not."""
        return [s.metric for s in self.play.scores if not s.passed or (s.value is not None and s.value < 1)]

    @property
    def messages(self) -> int | None:
        return messages_to_outcome(self.play)

    @property
    def how_often(self) -> str:
        """`in 3 of 4 repeats`; empty when there was one."""
        if self.of == 1:
            return ""
        return (
            f"in all {self.of} repeats"
            if len(self.repeats) == self.of
            else f"in {len(self.repeats)} of {self.of} repeats"
        )

    def wrong_at(self, turn: Turn) -> list[Score]:
        """The failed scores that point at this turn."""
        return [score for score in self.failed if score.turn == turn.number]


def messages_to_outcome(play: Play) -> int | None:
    """Customer messages until the case first had an outcome; None when it never had."""
    messages = 0
    for turn in play.transcript.turns:
        messages += turn.kind == "message"
        if turn.case is not None and turn.case.outcome is not None:
            return messages
    return None


def ways_of(plays: Iterable[Play]) -> tuple[list[Way], list[Way]]:
    """(failing, passing). Failing: errors first, then by risk and by how many metrics fail. Passing: by name."""
    tasks: dict[tuple[str, str], list[Play]] = {}
    for play in plays:
        tasks.setdefault((play.scenario_id, play.voice), []).append(play)
    ways: list[Way] = []
    for task in sorted(tasks):
        same: dict[str, list[Play]] = {}
        for play in sorted(tasks[task], key=lambda p: p.repeat):
            same.setdefault(_course(play), []).append(play)
        for alike in same.values():
            repeats = [play.repeat + 1 for play in alike]
            ways.append(Way(f"way-{len(ways) + 1}", alike[0], repeats, len(tasks[task])))
    failing = sorted((way for way in ways if not way.passed), key=_urgency)
    return failing, [way for way in ways if way.passed]


def _urgency(way: Way) -> tuple[bool, int, int, int]:
    return (
        way.play.transcript.error is None,
        _RISK_ORDER.get(way.play.risk, 3),
        -len(way.failed),
        -len(way.repeats),
    )


def _course(play: Play) -> str:
    """What makes two repeats the same to a reader: words, acts, writes and scores; not ids and milliseconds."""
    transcript = play.transcript
    turns = [
        (t.kind, [(x.author, x.text, x.options) for x in t.lines], t.specialist, t.said, t.refused,
         [c.tool for c in t.calls], t.case.outcome if t.case else None)
        for t in transcript.turns
    ]  # fmt: skip
    scores = [(s.metric, s.value, s.passed, s.reason, s.turn) for s in play.scores]
    return repr((turns, scores, transcript.error, transcript.gave_up))
