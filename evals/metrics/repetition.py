"""R60: repeated confusion goes to a person; the same words three times over help nobody."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

MOST_IN_A_ROW = 2


class Metric:
    name = "repetition"
    about = "The same reply is given at most twice in a row (R60)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked, times, before = [], 0, 0, ""
        for turn in transcript.turns:
            if turn.kind != "message" or not turn.bot_replies():
                continue
            checked += 1
            said = folded("\n".join(line.text for line in turn.bot_replies()))
            times = times + 1 if said == before else 1
            before = said
            if times == MOST_IN_A_ROW + 1:
                faults.append(
                    Fault(
                        turn.number,
                        f"the same reply {times} times in a row",
                        f"at most {MOST_IN_A_ROW} times",
                        excerpt(turn.bot_replies()[0].text),
                    )
                )
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies, none again and again")
