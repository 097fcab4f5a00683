"""The front desk's entry: one function per kind of need."""

from __future__ import annotations

from agents.asked_of_us import told_about
from agents.escalations import hand_question, hand_to_staff
from agents.front_desk.alarms import answer_alarm, visit_question
from agents.front_desk.decisions import pass_on
from agents.front_desk.policies import (
    answer_from_policies,
    asks_in_words,
    say_topic,
    say_what_lateness_means,
)
from agents.need import SURE_OF_YES, Need
from agents.refusals import TOPIC as REFUSAL
from agents.refusals import refuse
from agents.scheduler.phrases import slot_values
from agents.small_talk import LATE, OWN_VISIT, PHOTO, STILL_ON, WHO_ANSWERS, says_goodbye
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.business import Business
from domain.business.qualification import GOAL
from domain.reading import Reading, Route
from domain.speech import Option, SpeechAct
from domain.step import PendingQuestion, Step, UpdateContact

_QUESTION_OR_PERSON = [
    Option(id="help:question", say="option-question"),
    Option(id="help:person", say="option-person"),
]


def help_options(business: Business) -> list[Option]:
    """What the business can be asked to do here: book, where something is booked, else choose something to buy."""
    first = ("help:booking", "option-book") if business.books else ("help:buying", "option-buy")
    return [Option(id=first[0], say=first[1]), *_QUESTION_OR_PERSON]


_MOST_VISITS = 3
_RATHER_ELSEWHERE = 0.5
"""What is rather nothing of ours ("how is the weather?") is no question for staff."""
_A_FEW_WORDS = 5
""" "And when exactly?", "why so long?": of what waits."""
_NOT_A_STORY = ("discount", "vip")
"""Asked of staff in passing: what is written then is as likely a new need."""
_STILL_ABOUT_IT = ("ticket", "urgent", "person", "refund", "estimate")
"""Topics of questions to staff that came of a problem, or of work that a person prices."""


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
        found = await answer_from_policies(turn, only_confident=True)
        return found if found.acts else Step(hand_off=need.otherwise)
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
        return await _repair(turn)
    return await _small_talk(turn)


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
    return _ask_need(SpeechAct(say="no-appointments-ask", options=help_options(turn.business)))


async def _photo(turn: TurnContext) -> Step:
    """Whether to send a photo: what the rules say, else yes."""
    found = await answer_from_policies(turn, only_confident=True)
    asked = turn.pending is not None or turn.other_pending is not None
    acts = found.acts or [SpeechAct(say="photo-welcome" if asked else "photo-welcome-tell")]
    return Step(acts=acts, keep_pending=True)


async def _repair(turn: TurnContext) -> Step:
    """Not understood: the policies may know; else ask with options; the second failure is a person's (R60)."""
    if _adds_to_what_waits(turn):
        return _waiting(turn)
    from_policies = await answer_from_policies(turn, only_confident=True)
    if from_policies.acts:
        return from_policies
    asked = turn.pending is not None or turn.other_pending is not None
    waiting = [a for a in turn.situation.pending_approvals if a.topic in _STILL_ABOUT_IT]
    if waiting and not asked:
        # What customers write while a person looks into their problem is mostly about that problem.
        by = max(min(a.answer_due_at for a in waiting), turn.now)
        return Step(acts=[SpeechAct(say="escalated-waiting", values={"by": by})], keep_pending=True)
    if _looks_around(turn):
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
        step = _ask_need(SpeechAct(say="greeting", options=help_options(turn.business)))
        return step.model_copy(update={"actions": [UpdateContact(name=found.name, phone=phone)]})
    return _ask_need(SpeechAct(say="not-understood", options=help_options(turn.business)))


async def _small_talk(turn: TurnContext) -> Step:
    chosen = turn.answers
    if turn.reading.choice is not None and turn.pending is None and turn.other_pending is None:
        chosen = turn.reading.choice if turn.reading.choice.startswith("help:") else None
        if chosen is None:
            return _ask_need(SpeechAct(say="choice-gone", options=help_options(turn.business)))
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
    acts = turn.reading.acts
    if turn.pending is not None and "drop" in acts:
        return Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
    if _looks_around(turn):
        return Step(acts=[SpeechAct(say="looking-around")], outcome="resolved")
    leaves = says_goodbye(turn.reading)
    if (leaves or "thank" in acts) and turn.pending is None and turn.other_pending is None:
        return Step(acts=[SpeechAct(say="bye-reply" if leaves else "thanks-reply")], outcome="resolved")
    if turn.reading.route == "out_of_scope" and _adds_to_what_waits(turn):
        return _waiting(turn)
    if turn.reading.route == "out_of_scope":
        if len(turn.reading.text.split()) > 1:  # "hello?" alone asks nothing of the rules
            found = await answer_from_policies(turn, only_confident=True)
            if found.acts:
                return found
        if turn.other_pending is not None:
            return Step(acts=[SpeechAct(say="out-of-scope-short")], keep_pending=True)
        if turn.business.qualification.sells_projects:
            return _ask_goal(turn, "out-of-scope")
        return _ask_need(SpeechAct(say="out-of-scope", options=help_options(turn.business)))
    if _calls_off_a_visit(turn):
        return Step(hand_off="scheduler", hand_frame={"mode": "cancel"})
    says_more = len(turn.reading.text.split()) > _A_FEW_WORDS and turn.reading.source != "exact"
    if ("ask" in turn.reading.acts or says_more) and _adds_to_what_waits(turn):
        return _waiting(turn)
    if turn.reading.route == "decline" and says_more and turn.pending is None and turn.other_pending is None:
        return await _repair(turn)
    if turn.reading.route in ("confirm", "decline"):
        return Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
    waiting = turn.situation.pending_approvals
    comes = [a for a in waiting if a.topic in ("person", "confusion")]
    asked = turn.pending is not None or turn.other_pending is not None
    if asked and (not comes or "thank" in acts):
        return Step(acts=[SpeechAct(say=_little_word(turn.reading))], keep_pending=True)
    waiting = comes or waiting
    if waiting and (asked or "greet" not in acts):
        by = min(a.answer_due_at for a in waiting)
        return Step(
            acts=[SpeechAct(say="escalated-waiting", values={"by": max(by, turn.now)})], keep_pending=True
        )
    if turn.business.qualification.sells_projects:
        return _ask_goal(turn, "greeting")
    return _ask_need(SpeechAct(say="greeting", options=help_options(turn.business)))


def _little_word(reading: Reading) -> str:
    """What thanks, a greeting or a goodbye are answered with while something else is open."""
    if says_goodbye(reading):
        return "bye-short"
    if "thank" in reading.acts:
        return "thanks-short"
    return "greeting-hello" if "greet" in reading.acts else "small-talk"


def _ask_goal(turn: TurnContext, say: str) -> Step:
    """The first turn is a choice of up to three goals, which the sales qualifier goes on with (R8)."""
    goals = [Option(id=f"{GOAL}:{g.id}", label=g.label) for g in turn.business.qualification.goals]
    pending = PendingQuestion(field=GOAL, kind="text", specialist="sales", options=goals)
    return Step(acts=[SpeechAct(say=say, options=goals)], pending=pending)


def _waiting(turn: TurnContext) -> Step:
    by = max(min(a.answer_due_at for a in turn.situation.pending_approvals), turn.now)
    return Step(acts=[SpeechAct(say="escalated-waiting", values={"by": by})], keep_pending=True)


def _adds_to_what_waits(turn: TurnContext) -> bool:
    """A word more about what a person looks into already: nothing is asked, by either side."""
    waits = [a for a in turn.situation.pending_approvals if a.topic not in _NOT_A_STORY]
    asked = turn.pending is not None or turn.other_pending is not None
    few = len(turn.reading.text.split()) <= _A_FEW_WORDS
    asks = "ask" in turn.reading.acts and turn.reading.marked  # "if that matters" alone asks nothing
    return bool(waits) and not asked and (few or not asks)


def _looks_around(turn: TurnContext) -> bool:
    """ "Just looking": no need yet, and nothing to press for."""
    if turn.pending is not None or turn.other_pending is not None:
        return False
    return is_said(turn.reading, "looking")


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


def _ask_need(act: SpeechAct) -> Step:
    pending = PendingQuestion(field="help", kind="choice", specialist="front_desk", options=act.options)
    return Step(acts=[act], pending=pending)
