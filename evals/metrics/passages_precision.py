"""How much of what was said from the policies was asked for: ragas IDBasedContextPrecision."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.passages import recall_and_precision
from evals.metrics.port import Score
from evals.metrics.verdict import silent
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "passages_precision"
    about = "Share of the policies said that the scenario names (ragas IDBasedContextPrecision)."
    decides = False
    needs_ragas = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        wanted = scenario.expect.passages
        said = {p.topic: turn.number for turn in transcript.turns for p in turn.passages if p.said}
        if not wanted or not said:
            return silent(self.name, "no policy is named, or none was said")
        _, precision = recall_and_precision(list(said), wanted)
        stray = next((topic for topic in said if topic not in wanted), None)
        return Score(
            metric=self.name,
            value=precision,
            reason=f"said and not asked for: {stray}" if stray else "nothing beside the question",
            turn=said[stray] if stray else None,
            expected=", ".join(wanted),
            got=", ".join(said),
        )
