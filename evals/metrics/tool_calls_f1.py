"""The writes the front desk did, as a set: ragas ToolCallF1."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.ragas_calls import performed, score_calls
from evals.metrics.verdict import silent
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "tool_calls_f1"
    about = "How many of the writes were the expected ones, whatever their order (ragas ToolCallF1)."
    decides = False
    needs_ragas = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        expected = scenario.expect.calls
        if expected is None:
            return silent(self.name, "the scenario names no writes")
        done = performed(transcript, expected)
        f1 = score_calls("ToolCallF1", transcript, expected, done, business)
        reason = f"{len(done)} writes, {len(expected)} expected"
        return Score(metric=self.name, value=f1, reason=reason, figures={"tool_call_f1": f1})
