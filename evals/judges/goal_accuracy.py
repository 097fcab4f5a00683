"""ragas AgentGoalAccuracy: the conversation reached what the scenario is about."""

from __future__ import annotations

from domain.business.business import Business
from evals.judges.judge import Judge, Verdict
from evals.judges.questions import goal_in_words
from evals.judges.scoring import judge_play
from evals.metrics.port import Score
from evals.metrics.ragas_calls import messages_with_calls
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "goal_accuracy"
    about = "The conversation reached its goal (ragas AgentGoalAccuracy with a reference, judged)."
    decides = False

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        async def ask() -> Verdict:
            from ragas.metrics.collections import AgentGoalAccuracyWithReference

            return await AgentGoalAccuracyWithReference(llm=self._judge.llm).ascore(
                user_input=messages_with_calls(transcript, business), reference=goal_in_words(scenario)
            )

        return await judge_play(self._judge, self.name, ask, what="the goal was reached")
