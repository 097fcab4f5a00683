"""ragas TopicAdherence: the front desk talks about the business and about nothing else."""

from __future__ import annotations

from domain.business.business import Business
from evals.judges.judge import Judge, Verdict
from evals.judges.questions import topics_of
from evals.judges.scoring import judge_play
from evals.metrics.port import Score
from evals.metrics.ragas_calls import messages_with_calls
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "topic_adherence"
    about = "What was answered belongs to the business's topics (ragas TopicAdherence, precision, judged)."
    decides = False

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        async def ask() -> Verdict:
            from ragas.metrics.collections import TopicAdherence

            return await TopicAdherence(llm=self._judge.llm, mode="precision").ascore(
                user_input=messages_with_calls(transcript, business), reference_topics=topics_of(business)
            )

        return await judge_play(self._judge, self.name, ask, what="only its own topics were answered")
