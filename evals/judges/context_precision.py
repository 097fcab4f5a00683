"""ragas ContextPrecision: the policies found for a question were useful for its answer, the useful ones first.

Judged against the reply itself (ragas's form without a reference answer): scenarios name topics, not wordings.
"""

from __future__ import annotations

from domain.business.business import Business
from evals.judges.judge import Judge, Verdict
from evals.judges.questions import PolicyAnswer, policy_answers
from evals.judges.scoring import Question, judge_turns
from evals.metrics.port import Score
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "context_precision"
    about = "The policies found for a question were of use for the answer (ragas ContextPrecision, judged)."
    decides = False

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        asked = [(answer.turn, self._question(answer)) for answer in policy_answers(transcript)]
        return await judge_turns(self._judge, self.name, asked, what="the policies found were of use")

    def _question(self, answer: PolicyAnswer) -> Question:
        async def ask() -> Verdict:
            from ragas.metrics.collections import ContextPrecisionWithoutReference

            return await ContextPrecisionWithoutReference(llm=self._judge.llm).ascore(
                user_input=answer.question, response=answer.answer, retrieved_contexts=answer.contexts
            )

        return ask
