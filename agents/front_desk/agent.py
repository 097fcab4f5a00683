"""The front desk's entry: one function per kind of need."""

from __future__ import annotations

from agents.asked_of_us import told_about
from agents.escalations import hand_to_staff
from agents.front_desk.alarms import answer_alarm
from agents.front_desk.asking import ask_need, help_options
from agents.front_desk.decisions import pass_on
from agents.front_desk.policies import (
    answer_from_policies,
    say_what_lateness_means,
)
from agents.front_desk.repair import repair
from agents.front_desk.small_talk import small_talk
from agents.need import Need
from agents.refusals import TOPIC as REFUSAL
from agents.refusals import refuse
from agents.scheduler.phrases import slot_values
from agents.small_talk import LATE, OWN_VISIT, PHOTO, STILL_ON, WHO_ANSWERS
from agents.turn_context import TurnContext
from domain.speech import SpeechAct
from domain.step import Step, UpdateContact

_MOST_VISITS = 3


async def decide(turn: TurnContext, need: Need) -> Step:
    """The front desk's step for one need."""
    if need.kind == "escalation" and need.topic is not None:
        return hand_to_staff(turn, need.topic).model_copy(update={"frame": told_about(turn)})
    if need.kind == "decision":
        return pass_on(turn)
    if need.kind == "timer":
        return answer_alarm(turn)
    if need.topic is not None and need.topic.startswith(REFUSAL):
        return refuse(turn, need.topic)
    if need.kind == "unsupported":
        return Step(acts=[SpeechAct(say="unsupported-content")], keep_pending=True)
    if need.kind == "policy" and need.otherwise is not None:
        found = await answer_from_policies(turn, only_confident=True, beside=need.beside)
        unanswered = Step(keep_pending=True) if need.beside else Step(hand_off=need.otherwise)
        return found if found.acts else unanswered
    if need.kind == "policy":
        return await answer_from_policies(turn, beside=need.beside)
    if need.topic == WHO_ANSWERS:
        return Step(acts=[SpeechAct(say="who-answers")], keep_pending=True)
    if need.topic == OWN_VISIT:
        return _own_visits(turn)
    if need.topic == STILL_ON:
        return Step(acts=[SpeechAct(say="still-on")], keep_pending=True)
    if need.topic == LATE:
        return await say_what_lateness_means(turn)
    if need.topic == PHOTO:
        return await _photo(turn)
    if need.topic == "opt_out":
        return Step(
            acts=[SpeechAct(say="opted-out")],
            actions=[UpdateContact(opted_out=True)],
            outcome="closed_by_customer",
        )
    if need.kind == "repair":
        return await repair(turn)
    return await small_talk(turn)


def _own_visits(turn: TurnContext) -> Step:
    """When they are booked, of the visits of this contact alone (R59)."""
    visits = [a for a in turn.situation.appointments if a.status == "booked"][:_MOST_VISITS]
    open_question = turn.pending is not None or turn.other_pending is not None
    if visits:
        lines = [
            SpeechAct(say="appointment-line", values=slot_values(turn.business, visit)) for visit in visits
        ]
        act = SpeechAct(say="own-visits", lines=lines)
        return Step(acts=[act], keep_pending=True, outcome=None if open_question else "resolved")
    if open_question:
        return Step(acts=[SpeechAct(say="no-appointments")], keep_pending=True)
    return ask_need(SpeechAct(say="no-appointments-ask", options=help_options(turn.business)))


async def _photo(turn: TurnContext) -> Step:
    """Whether to send a photo: what the rules say, else yes."""
    found = await answer_from_policies(turn, only_confident=True)
    asked = turn.pending is not None or turn.other_pending is not None
    acts = found.acts or [SpeechAct(say="photo-welcome" if asked else "photo-welcome-tell")]
    return Step(acts=acts, keep_pending=True)
