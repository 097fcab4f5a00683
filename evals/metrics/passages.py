"""R35, R66: the policy that was said is the one the question is about: ragas id-based context recall and precision."""

from __future__ import annotations

import math

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.ragas_calls import finish, import_ragas
from evals.metrics.verdict import Fault, silent, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript


class Metric:
    name = "passages"
    about = (
        "Every policy topic the scenario names was said (ragas IDBasedContextRecall; precision is a figure)."
    )
    decides = True
    needs_ragas = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        wanted = scenario.expect.passages
        if not wanted:
            return silent(self.name, "the scenario names no policy")
        said: dict[str, int] = {}
        for turn in transcript.turns:
            for passage in turn.passages:
                if passage.said:
                    said.setdefault(passage.topic, turn.number)
        recall, precision = recall_and_precision(list(said), wanted)
        faults = [
            Fault(
                _where(topic, transcript, wanted),
                f"the policy {topic} was not said",
                ", ".join(wanted),
                ", ".join(said) or "no policy",
            )
            for topic in wanted
            if topic not in said
        ]
        figures = {"passage_recall": recall}
        if precision is not None:
            figures["passage_precision"] = precision
        return verdict(
            self.name, faults, checked=1, value=recall, well=f"said: {', '.join(said)}", figures=figures
        )


def _where(topic: str, transcript: Transcript, wanted: list[str]) -> int | None:
    """Where the policy was found and not said, else where another was said instead, else the last message."""
    for turn in transcript.turns:
        if any(passage.topic == topic for passage in turn.passages):
            return turn.number
    for turn in transcript.turns:
        if any(passage.said and passage.topic not in wanted for passage in turn.passages):
            return turn.number
    messages = [turn.number for turn in transcript.turns if turn.kind == "message"]
    return messages[-1] if messages else None


def recall_and_precision(said: list[str], wanted: list[str]) -> tuple[float, float | None]:
    """Of topics, each once. Precision is None where nothing was said."""
    import_ragas()
    from ragas.dataset_schema import SingleTurnSample
    from ragas.metrics import IDBasedContextPrecision, IDBasedContextRecall

    sample = SingleTurnSample(retrieved_context_ids=list(said), reference_context_ids=list(wanted))

    async def both() -> tuple[float, float]:
        recall = await IDBasedContextRecall().single_turn_ascore(sample)
        precision = await IDBasedContextPrecision().single_turn_ascore(sample) if said else math.nan
        return float(recall), float(precision)

    recall, precision = finish(both())
    return recall, None if math.isnan(precision) else precision
