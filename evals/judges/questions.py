"""What judges are shown of a play: questions with their policies, the goal, and the topics that are ours."""

from __future__ import annotations

from dataclasses import dataclass

from domain.business.business import Business
from evals.scenario import Scenario
from evals.transcript import Transcript


@dataclass(frozen=True)
class PolicyAnswer:
    """A turn in which a policy was said. `contexts` are all passages of the turn that were kept with their text."""

    turn: int
    question: str
    answer: str
    contexts: list[str]


def policy_answers(transcript: Transcript) -> list[PolicyAnswer]:
    """Every question that was answered from the rules, with what was found for it."""
    answers = []
    for turn in transcript.turns:
        question = "\n".join(line.text for line in turn.lines if line.author == "customer")
        answer = "\n\n".join(line.text for line in turn.bot_replies())
        contexts = [passage.text for passage in turn.passages if passage.text]
        if question and answer and contexts and any(passage.said for passage in turn.passages):
            answers.append(PolicyAnswer(turn.number, question, answer, contexts))
    return answers


def goal_in_words(scenario: Scenario) -> str:
    """What should have been reached, as one would tell a person."""
    expect = scenario.expect
    parts = [scenario.title.rstrip(".")]
    if expect.outcome == "open":
        parts.append("the need is left open with a next step")
    elif expect.outcome is not None:
        parts.append(f"the conversation ends as: {expect.outcome.replace('_', ' ')}")
    for record in expect.records:
        fields = ", ".join(f"{name} {value}" for name, value in record.fields.items())
        parts.append(f"there is {record.count} {record.kind}" + (f" with {fields}" if fields else ""))
    if expect.escalates:
        parts.append("staff were asked about " + ", ".join(expect.escalates))
    return "; ".join(parts) + "."


def topics_of(business: Business) -> list[str]:
    """What the front desk may talk about, in English."""
    families = [family.name.en for family in business.services.families]
    cares = [category.name.en for category in business.support.categories]
    return [
        f"{business.profile.name.en}: its services, prices, staff, opening hours, addresses and rules",
        "booking, moving and cancelling a visit, and the contact details for it",
        "talking to a person, complaints and special requests",
        *families,
        *cares,
    ]
