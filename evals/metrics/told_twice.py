"""R62: what was told a moment ago is not told again. A question may be put once more; the list before it may not."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

LEAST_LINES = 3
"""A shorter text may be said again: a question, a greeting."""


class Metric:
    name = "told_twice"
    about = "A list that was told is not told word for word again, in the next reply or beside itself (R62)."
    decides = False

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked, before = list[Fault](), 0, set[str]()
        for turn in transcript.turns:
            if turn.kind != "message" or not turn.bot_replies():
                continue
            checked += 1
            told = [found for line in turn.bot_replies() for found in _lists(line.text)]
            lists = set(told)
            again = sorted((lists & before) | {one for one in lists if told.count(one) > 1})
            if again:
                faults.append(
                    Fault(turn.number, "the same list once more", "something new", excerpt(again[0]))
                )
            before = lists
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies, no list told twice")


def _lists(text: str) -> list[str]:
    """The runs of bulleted lines, folded."""
    runs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip().startswith("•"):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [folded("\n".join(run)) for run in runs if len(run) >= LEAST_LINES]
