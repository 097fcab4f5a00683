"""The touch a customer agreed to: an idea of the owner's and one step (R7, R48). Never without their yes."""

from __future__ import annotations

from agents.sales.asking import asking
from agents.sales.frame import LeadFrame
from agents.sales.outcomes import hand_to_scheduler
from agents.turn_context import TurnContext
from domain.business.qualification import GOAL
from domain.lead import Fact
from domain.speech import Option, SpeechAct
from domain.step import Step

FIELD = "touched"
TALK = Option(id="talk", say="option-touch-talk")
NOT_NOW = Option(id="no", say="option-touch-no")


def write_touch(turn: TurnContext, goal_id: str) -> Step:
    """The agreed message. A customer who is in the middle of something, or wants no messages, gets none."""
    case = turn.situation.case
    if case is not None and case.outcome is None:
        return Step(why=["they are talking already"], keep_pending=True)
    if turn.situation.contact.opted_out:
        return Step(why=["not to be written to"], keep_pending=True)
    goal = turn.business.qualification.goal_by_id(goal_id)
    options = [TALK, NOT_NOW]
    if goal is not None and goal.touch is not None:
        act = SpeechAct(say="sales-touch-idea", values={"idea": goal.touch}, options=options)
    else:
        act = SpeechAct(say="sales-touch-plain", options=options)
    facts = (
        {GOAL: Fact(text=goal.label.in_language(turn.reading.language), option=goal.id)}
        if goal is not None
        else {}
    )
    return asking(turn, LeadFrame(facts=facts), [act], FIELD, options, kind="yes_no")


def answer_touched(turn: TurnContext, frame: LeadFrame) -> Step | None:
    """Talk: the call is booked here. No: it ends. None: words that say something else."""
    if turn.answers == TALK.id or (turn.answers is None and "confirm" in turn.reading.acts):
        return hand_to_scheduler(turn, frame, None)
    if turn.answers == NOT_NOW.id or "deny" in turn.reading.acts:
        return Step(acts=[SpeechAct(say="sales-touch-refused")], frame={}, outcome="closed_by_customer")
    return None
