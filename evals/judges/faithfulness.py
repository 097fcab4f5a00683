"""ragas Faithfulness: what was said of the rules follows from the policies of that turn."""

from __future__ import annotations

from domain.business.business import Business
from evals.judges.judge import Judge, Verdict
from evals.judges.questions import PolicyAnswer, policy_answers
from evals.judges.scoring import Question, judge_turns
from evals.metrics.port import Score
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "faithfulness"
    about = "Every statement of a policy answer follows from the policies found for it (ragas Faithfulness, judged)."
    decides = False

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        asked = [(answer.turn, self._question(answer)) for answer in policy_answers(transcript)]
        return await judge_turns(self._judge, self.name, asked, what="the answers follow from the policies")

    def _question(self, answer: PolicyAnswer) -> Question:
        async def ask() -> Verdict:
            from ragas.metrics.collections import Faithfulness

            return await Faithfulness(llm=self._judge.llm).ascore(
                user_input=answer.question, response=answer.answer, retrieved_contexts=answer.contexts
            )

        return ask
