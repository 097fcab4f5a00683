"""What the front desk asks while no need is known: what it can help with, or what a lead wants to reach."""

from __future__ import annotations

from agents.turn_context import TurnContext
from domain.business import Business
from domain.business.qualification import GOAL
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step

_QUESTION_OR_PERSON = [
    Option(id="help:question", say="option-question"),
    Option(id="help:person", say="option-person"),
]


def help_options(business: Business) -> list[Option]:
    """What the business can be asked to do here: book, where something is booked, else choose something to buy."""
    first = ("help:booking", "option-book") if business.books else ("help:buying", "option-buy")
    return [Option(id=first[0], say=first[1]), *_QUESTION_OR_PERSON]


def ask_need(act: SpeechAct) -> Step:
    pending = PendingQuestion(field="help", kind="choice", specialist="front_desk", options=act.options)
    return Step(acts=[act], pending=pending)


def ask_goal(turn: TurnContext, say: str) -> Step:
    """The first turn is a choice of up to three goals, which the sales qualifier goes on with (R8)."""
    goals = [Option(id=f"{GOAL}:{g.id}", label=g.label) for g in turn.business.qualification.goals]
    pending = PendingQuestion(field=GOAL, kind="text", specialist="sales", options=goals)
    return Step(acts=[SpeechAct(say=say, options=goals)], pending=pending)
