"""R63: two to four options, each with a label of its own."""

from __future__ import annotations

from collections import Counter

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, verdict
from evals.scenario import Scenario
from evals.transcript import Line, Transcript

FEWEST, MOST = 2, 4


class Metric:
    name = "options"
    about = "Where a reply has options there are two to four, labelled and all different (R63)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked = [], 0
        for turn in transcript.turns:
            for line in turn.bot_replies():
                if not line.options:
                    continue
                checked += 1
                wrong = _wrong(line)
                if wrong:
                    faults.append(
                        Fault(
                            turn.number,
                            wrong,
                            f"{FEWEST} to {MOST} different labels",
                            " | ".join(label for _, label in line.options),
                        )
                    )
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies with options")


def _wrong(line: Line) -> str | None:
    if not FEWEST <= len(line.options) <= MOST:
        return f"{len(line.options)} options"
    if any(not label.strip() for _, label in line.options):
        return "an option without a label"
    for what, values in (
        ("label", [folded(label) for _, label in line.options]),
        ("id", [option for option, _ in line.options]),
    ):
        twice = [value for value, times in Counter(values).items() if times > 1]
        if twice:
            return f"two options with one {what}: {twice[0]}"
    return None
