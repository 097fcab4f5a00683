"""What the reading had to notice: risks, haggling, an attempt to instruct the bot."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.verdict import Fault, silent, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "flags"
    about = "Every flag the scenario names was found in some message."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        wanted = list(dict.fromkeys(scenario.expect.flags))
        if not wanted:
            return silent(self.name, "no flag is expected")
        found = {flag for turn in transcript.turns for flag in (turn.reading or {}).get("flags") or ()}
        last = next((turn.number for turn in reversed(transcript.turns) if turn.kind == "message"), None)
        got = ", ".join(sorted(found)) or "none"
        faults = [Fault(last, f"{flag} was not noticed", flag, got) for flag in wanted if flag not in found]
        return verdict(self.name, faults, checked=len(wanted), well=f"noticed: {got}")
