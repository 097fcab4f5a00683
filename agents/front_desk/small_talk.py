"""What is said around a need: greetings, thanks, goodbyes, and answers to what the front desk itself asked."""

from __future__ import annotations

from agents.escalations import hand_to_staff
from agents.front_desk.alarms import visit_question
from agents.front_desk.asking import ask_goal, ask_need, help_options
from agents.front_desk.policies import answer_from_policies, say_topic
from agents.front_desk.repair import looks_around, repair
from agents.front_desk.waiting import adds_to_what_waits, say_what_waits
from agents.need import SURE_OF_YES
from agents.small_talk import says_goodbye
from agents.turn_context import TurnContext
from domain.reading import Reading, Route
from domain.speech import SpeechAct
from domain.step import PendingQuestion, Step

_A_FEW_WORDS = 5
"""A "no" or a thank-you in more words than these says something besides."""

_QUESTION_MARKS = "?՞"


async def small_talk(turn: TurnContext) -> Step:
    """Greetings, thanks, goodbyes, taps on our own options, and what belongs to nobody else."""
    chosen = await _answer_chosen(turn)
    if chosen is not None:
        return chosen
    acts = turn.reading.acts
    if turn.pending is not None and "drop" in acts:
        return Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
    if looks_around(turn):
        return Step(acts=[SpeechAct(say="looking-around")], outcome="resolved")
    leaves = says_goodbye(turn.reading)
    if (leaves or "thank" in acts) and turn.pending is None and turn.other_pending is None:
        return Step(acts=[SpeechAct(say="bye-reply" if leaves else "thanks-reply")], outcome="resolved")
    if turn.reading.route == "out_of_scope" and adds_to_what_waits(turn):
        return say_what_waits(turn)
    if turn.reading.route == "out_of_scope":
        return await _say_out_of_scope(turn)
    if _calls_off_a_visit(turn):
        return Step(hand_off="scheduler", hand_frame={"mode": "cancel"})
    says_more = len(turn.reading.text.split()) > _A_FEW_WORDS and turn.reading.source != "exact"
    if ("ask" in turn.reading.acts or says_more) and adds_to_what_waits(turn):
        return say_what_waits(turn)
    if turn.reading.route == "decline" and says_more and turn.pending is None and turn.other_pending is None:
        return await repair(turn)
    if turn.reading.route == "confirm" and _was_asked_by_staff(turn):
        return hand_to_staff(turn, "person")
    if turn.reading.route in ("confirm", "decline"):
        return Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
    waiting = turn.situation.pending_approvals
    comes = [a for a in waiting if a.topic in ("person", "confusion")]
    asked = turn.pending is not None or turn.other_pending is not None
    if asked and (not comes or "thank" in acts):
        return Step(acts=[SpeechAct(say=_little_word(turn.reading))], keep_pending=True)
    waiting = comes or waiting
    if waiting and (asked or "greet" not in acts):
        return say_what_waits(turn, waiting)
    if turn.business.qualification.sells_projects:
        return ask_goal(turn, "greeting")
    return ask_need(SpeechAct(say="greeting", options=help_options(turn.business)))


async def _answer_chosen(turn: TurnContext) -> Step | None:
    """What was tapped, or said to a question of ours; None where it is neither."""
    chosen = turn.answers
    if turn.reading.choice is not None and turn.pending is None and turn.other_pending is None:
        chosen = turn.reading.choice if turn.reading.choice.startswith("help:") else None
        if chosen is None:
            return ask_need(SpeechAct(say="choice-gone", options=help_options(turn.business)))
    if chosen is not None and chosen.startswith("topic:"):
        return await say_topic(turn, chosen.removeprefix("topic:"))
    if chosen in ("help:booking", "help:buying"):
        return Step(hand_off="scheduler" if turn.business.books else "catalogue")
    if turn.pending is not None and turn.pending.field == "visit":
        return await _about_visit(turn, chosen)
    asked_person = turn.pending is not None and turn.pending.field == "policy" and chosen == "yes"
    if chosen in ("help:person", "person") or asked_person:
        return hand_to_staff(turn, "person")
    if chosen == "help:question":
        act = SpeechAct(say="ask-question")
        pending = PendingQuestion(field="question", kind="text", specialist="front_desk")
        return Step(acts=[act], pending=pending)
    if turn.pending is not None and turn.pending.field == "policy" and chosen == "no":
        return Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
    if turn.pending is not None and turn.pending.field == "question":
        return await answer_from_policies(turn)
    return None


async def _say_out_of_scope(turn: TurnContext) -> Step:
    """Nothing of ours, unless the rules surely know it."""
    if len(turn.reading.text.split()) > 1:  # "hello?" alone asks nothing of the rules
        found = await answer_from_policies(turn, only_confident=True)
        if found.acts:
            return found
    if turn.other_pending is not None:
        return Step(acts=[SpeechAct(say="out-of-scope-short")], keep_pending=True)
    if turn.business.qualification.sells_projects:
        return ask_goal(turn, "out-of-scope")
    return ask_need(SpeechAct(say="out-of-scope", options=help_options(turn.business)))


def _little_word(reading: Reading) -> str:
    """What thanks, a greeting or a goodbye are answered with while something else is open."""
    if says_goodbye(reading):
        return "bye-short"
    if "thank" in reading.acts:
        return "thanks-short"
    return "greeting-hello" if "greet" in reading.acts else "small-talk"


def _was_asked_by_staff(turn: TurnContext) -> bool:
    """Whether a person's question was the last word: only they know what a yes to it means."""
    last = next((line for line in reversed(turn.situation.recent) if line.author != "customer"), None)
    asked = last is not None and last.author == "staff" and any(mark in last.text for mark in _QUESTION_MARKS)
    return asked and turn.pending is None and turn.other_pending is None


def _calls_off_a_visit(turn: TurnContext) -> bool:
    """A "no" in more than a plain word, to no question, from someone with a visit: an "all right" would sound like
    a cancelled visit, so it is asked whether to cancel."""
    asked = turn.pending is not None or turn.other_pending is not None
    booked = any(a.status == "booked" for a in turn.situation.appointments)
    return turn.reading.route == "decline" and turn.reading.source != "exact" and booked and not asked


async def _about_visit(turn: TurnContext, chosen: str | None) -> Step:
    """The answer to a reminder: coming, or move it at once, or cancel it (R20, R21). Nothing but a yes confirms."""
    visit = turn.frame.get("visit")
    reading = turn.reading
    if chosen is None and reading.route == "cancel":
        return Step(hand_off="scheduler", hand_frame={"mode": "cancel", "appointment_id": visit}, frame={})
    if chosen == "visit:move" or (
        chosen is None and (reading.route == "reschedule" or _says(reading, "decline"))
    ):
        return Step(hand_off="scheduler", hand_frame={"mode": "move", "appointment_id": visit}, frame={})
    if chosen == "visit:confirm" or (chosen is None and _says(reading, "confirm")):
        return Step(acts=[SpeechAct(say="visit-confirmed")], frame={}, outcome="resolved")
    found = await answer_from_policies(turn, only_confident=True)
    polite = "thank" in reading.acts or "greet" in reading.acts
    acts = found.acts or ([] if polite else [SpeechAct(say="not-understood-short")])
    acts = [*acts, visit_question()]
    return Step(acts=acts, pending=turn.pending)


def _says(reading: Reading, route: Route) -> bool:
    """A plain yes or no, or a sure one in other words."""
    return reading.route == route and reading.confidence >= SURE_OF_YES
