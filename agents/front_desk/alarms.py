"""An alarm rang: silence, a promise that is due, a visit that comes near (R11, R20, R65, R68)."""

from __future__ import annotations

from datetime import timedelta

from agents.sales.proposal import NEXT as PROPOSAL_STEP
from agents.sales.proposal import REASON
from agents.scheduler.phrases import mode_of, service_of
from agents.turn_context import TurnContext
from domain.availability import answer_due, opening_after
from domain.conversation import NextStep, Outcome
from domain.quote import Quote
from domain.speech import Option, SpeechAct, Value
from domain.step import PendingQuestion, Promise, Step
from domain.turn import promise_of

_VISIT = [Option(id="visit:confirm", say="option-will-come"), Option(id="visit:move", say="option-move")]

_NEVER_PRESSED = ("helped", "rating", "reason", "arrived", REASON)
"""Questions about our help (R41), and why it is a no (R48): silence is an answer to them."""


def answer_alarm(turn: TurnContext) -> Step:
    """What to do now. An alarm whose reason has gone does nothing."""
    event = turn.event
    if event is None:
        return Step()
    kind, subject = str(event.payload.get("kind")), str(event.payload.get("subject"))
    if kind == "commitment":
        return _promise_due(turn, subject, told=int(event.payload.get("revision", 1)) > 1)
    if kind == "next_step":
        return _silence(turn, case_id=subject)
    if kind == "reminder":
        return _visit_near(turn, subject)
    if kind == "follow_up":
        return Step(hand_off="sales", hand_frame={"touch": subject}, keep_pending=True)
    return Step(why=[f"no answer to alarm {kind}"], keep_pending=True)


def _promise_due(turn: TurnContext, approval_id: str, *, told: bool) -> Step:
    """The answer that was promised has not come: say so before the customer asks, with a new time.

    Once: that time is as far off as the wait so far, and when it passes too, staff see it, but the customer gets no
    second apology. It speaks for the answers that are due until then or soon after: two late answers are one message.
    """
    approval = next((a for a in turn.situation.pending_approvals if a.id == approval_id), None)
    if approval is None:
        return Step(why=["promise kept"], keep_pending=True)
    if told:
        return Step(why=["the customer knows that it takes longer"], keep_pending=True)
    waited_minutes = int((turn.now - approval.created_at).total_seconds() // 60)
    minutes = max(turn.business.escalation.person_answer_minutes, waited_minutes)
    due = answer_due(turn.business, turn.now, minutes)
    soon = due + timedelta(minutes=turn.business.escalation.person_answer_minutes)
    covered = [
        a for a in turn.situation.pending_approvals if approval.answer_due_at <= a.answer_due_at <= soon
    ]
    return Step(
        acts=[SpeechAct(say="promise-late", values={"by": due})],
        promises=[Promise(what=promise_of(a.id), due_at=max(due, a.answer_due_at)) for a in covered],
        keep_pending=True,
    )


def _silence(turn: TurnContext, *, case_id: str) -> Step:
    """Two gentle follow-ups with a clear step, then the case is cold (R11, R52)."""
    case = turn.situation.case
    if case is None or case.id != case_id or case.outcome is not None:
        return Step(why=["that case is over"], keep_pending=True)
    if case.next_step is not None and case.next_step.what == "appointment":
        return Step(outcome="resolved", why=["the visit began"])
    if turn.situation.contact.opted_out:
        return Step(outcome="closed_by_customer", why=["silent, and not to be written to"])
    if turn.pending is None and turn.other_pending is None:
        return Step(why=["nothing open"], keep_pending=True)
    asked = turn.pending or turn.other_pending
    if asked is not None and asked.field in _NEVER_PRESSED:
        return Step(outcome="resolved", why=["an answer was told, and nobody is pressed for an opinion"])
    if case.next_step is not None and case.next_step.what.startswith(PROPOSAL_STEP):
        number = int(case.next_step.what.removeprefix(PROPOSAL_STEP))
        known = turn.frames.get("sales", {})
        return Step(hand_off="sales", hand_frame={**known, "write_next": number}, keep_pending=True)
    count = case.next_step.what.partition(":")[2] if case.next_step is not None else ""
    number = int(count) if count.isdigit() else 1
    hours = turn.business.cadences.silence_hours
    quote = _quoted(turn)
    if number > len(hours):
        outcome: Outcome = "quoted" if quote is not None else "cold"
        return Step(outcome=outcome, why=["silent after every follow-up"])
    due = opening_after(turn.business, turn.now + timedelta(hours=hours[min(number, len(hours) - 1)]))
    step = NextStep(what=f"follow_up:{number + 1}", owner="customer", due_at=due)
    options = asked.options if asked is not None else []  # to be answered with one tap
    act = SpeechAct(say=f"follow-up-{min(number, 2)}", options=options)
    if quote is not None and number == 1:
        values: dict[str, Value] = {"service": quote.service, "total": quote.total}
        act = SpeechAct(say="estimate-follow-up", values=values, options=options)
    return Step(acts=[act], keep_pending=True, next_step=step)


def _quoted(turn: TurnContext) -> Quote | None:
    """The price that was given and not answered yet (R51)."""
    asked = turn.pending or turn.other_pending
    if asked is None or asked.specialist != "estimator":
        return None
    stored = turn.frames.get("estimator", {}).get("quote")
    return Quote.model_validate(stored) if stored else None


def visit_question() -> SpeechAct:
    """Asks once more whether the customer will come."""
    return SpeechAct(say="visit-ask", options=_VISIT)


def _visit_near(turn: TurnContext, appointment_id: str) -> Step:
    """Remind of the visit. A question of another specialist that is open stays the only one, and where staff own the
    conversation nobody but they would read an answer: then nothing is asked."""
    visit = next((a for a in turn.situation.appointments if a.id == appointment_id), None)
    if visit is None or visit.status != "booked" or turn.situation.contact.opted_out:
        return Step(why=["no such visit any more"], keep_pending=True)
    values = {
        "when": visit.starts_at,
        "service": service_of(turn.business, visit),
        "branch": turn.business.branch_by_id[visit.branch_id].name,
        "mode": mode_of(turn.business, visit),
    }
    if turn.other_pending is not None or turn.situation.conversation.owner == "staff":
        return Step(acts=[SpeechAct(say="visit-reminder-brief", values=dict(values))], keep_pending=True)
    pending = PendingQuestion(field="visit", kind="choice", specialist="front_desk", options=_VISIT)
    return Step(
        acts=[SpeechAct(say="visit-reminder", values=dict(values), options=_VISIT)],
        pending=pending,
        frame={"visit": appointment_id},
        next_step=NextStep(what="appointment", owner="customer", due_at=visit.starts_at),
    )
