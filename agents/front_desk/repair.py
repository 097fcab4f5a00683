"""A message that was not understood."""

from __future__ import annotations

from agents.escalations import hand_question, hand_to_staff
from agents.front_desk.alarms import visit_question
from agents.front_desk.asking import ask_need, help_options
from agents.front_desk.policies import answer_from_policies, asks_in_words
from agents.front_desk.waiting import adds_to_what_waits, say_what_waits
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.speech import SpeechAct
from domain.step import Step, UpdateContact

_RATHER_ELSEWHERE = 0.5
"""What is rather nothing of ours ("how is the weather?") is no question for staff."""
_STILL_ABOUT_IT = ("ticket", "urgent", "person", "refund", "estimate")
"""Topics of questions to staff that came of a problem, or of work that a person prices."""


async def repair(turn: TurnContext) -> Step:
    """Not understood: the policies may know; else ask with options; the second failure is a person's (R60)."""
    if adds_to_what_waits(turn):
        return say_what_waits(turn)
    from_policies = await answer_from_policies(turn, only_confident=True)
    if from_policies.acts:
        return from_policies
    asked = turn.pending is not None or turn.other_pending is not None
    waiting = [a for a in turn.situation.pending_approvals if a.topic in _STILL_ABOUT_IT]
    if waiting and not asked:
        # What customers write while a person looks into their problem is mostly about that problem.
        return say_what_waits(turn, waiting)
    if looks_around(turn):
        return Step(acts=[SpeechAct(say="looking-around")], outcome="resolved")
    elsewhere = turn.reading.route == "out_of_scope" and turn.reading.confidence >= _RATHER_ELSEWHERE
    passed_on = await hand_question(turn) if asks_in_words(turn) and not elsewhere else None
    if passed_on is not None:
        return passed_on
    if turn.failures + 1 >= turn.business.escalation.failed_repairs_before_person:
        return hand_to_staff(turn, "confusion")
    if turn.pending is not None and turn.pending.field == "visit":
        return Step(acts=[SpeechAct(say="not-understood-short"), visit_question()], pending=turn.pending)
    if turn.other_pending is not None or (turn.pending is not None and turn.pending.field != "help"):
        return Step(acts=[SpeechAct(say="not-understood-short")], keep_pending=True)
    found = turn.reading.entities
    if found.phones or found.name:
        phone = found.phones[0] if found.phones else None
        step = ask_need(SpeechAct(say="greeting", options=help_options(turn.business)))
        return step.model_copy(update={"actions": [UpdateContact(name=found.name, phone=phone)]})
    return ask_need(SpeechAct(say="not-understood", options=help_options(turn.business)))


def looks_around(turn: TurnContext) -> bool:
    """ "Just looking": no need yet, and nothing to press for."""
    if turn.pending is not None or turn.other_pending is not None:
        return False
    return is_said(turn.reading, "looking")
