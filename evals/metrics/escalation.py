"""R59-R61: what belongs to people was put before them, and nothing else."""

from __future__ import annotations

import re

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, silent, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript, Turn


class Metric:
    name = "escalation"
    about = (
        "Exactly the expected topics were put before staff: value is F1 of precision and recall (R59-R61)."
    )
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        if scenario.expect.escalates is None:
            return silent(self.name, "the scenario leaves free what staff are asked")
        wanted = set(scenario.expect.escalates)
        asked: dict[str, int] = {}
        for turn in transcript.turns:
            for card in turn.asked_of_staff:
                asked.setdefault(card.topic, turn.number)
        got = set(asked)
        both = len(wanted & got)
        precision = both / len(got) if got else 1.0
        recall = both / len(wanted) if wanted else 1.0
        value = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        expected, seen = ", ".join(sorted(wanted)) or "nothing", ", ".join(sorted(got)) or "nothing"
        faults = [
            Fault(_where(topic, transcript, business), f"{topic} was not put before staff", expected, seen)
            for topic in scenario.expect.escalates
            if topic not in got
        ]
        faults += [
            Fault(number, f"{topic} was put before staff for nothing", expected, seen)
            for topic, number in asked.items()
            if topic not in wanted
        ]
        return verdict(
            self.name,
            sorted(faults, key=lambda fault: fault.turn or 0),
            checked=1,
            value=value,
            well=f"staff were asked: {seen}",
            figures={"escalation_precision": precision, "escalation_recall": recall},
        )


def _where(topic_id: str, transcript: Transcript, business: Business) -> int | None:
    """The turn whose message raises the topic by the owner's own words, else by a flag found in it, else the last
    message.
    """
    topic = next((t for t in business.escalation.topics if t.id == topic_id), None)
    messages = [turn for turn in transcript.turns if turn.kind == "message"]
    if not messages:
        return transcript.turns[-1].number if transcript.turns else None
    for turn in messages:
        said = folded(_said(turn))
        if topic is not None and any(
            re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", said) for words in topic.words
        ):
            return turn.number
    for turn in messages:
        flags = set((turn.reading or {}).get("flags") or ())
        if topic is not None and flags & set(topic.flags):
            return turn.number
    return messages[-1].number


def _said(turn: Turn) -> str:
    return " ".join(line.text for line in turn.lines if line.author == "customer")
