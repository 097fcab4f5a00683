"""Close the loop: every turn leaves its case with an outcome, or with an owner, a next step and an alarm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from agents.asked_of_us import TOLD
from agents.writing.voice import MEMORY
from domain.approval import Approval
from domain.availability import answer_due
from domain.business import Business
from domain.conversation import NextStep
from domain.event import CUSTOMER_KINDS, InboxEvent
from domain.identifiers import derived_id
from domain.language import Language
from domain.quiet_hours import outside_quiet_hours
from domain.reading import Reading
from domain.step import Alarm, BookAppointment
from domain.turn import NewCommitment, NewTimer, Situation, TurnCommit, promise_alarm, promise_of
from graphs.beside_staff import outcome_beside_staff, settle_beside_staff, step_beside_staff
from graphs.decision import TurnDecision
from graphs.dependencies import Dependencies
from graphs.interrupted import after_turn
from graphs.state import ConversationState
from graphs.trace import trace_of


def language_of(reading: Reading | None, situation: Situation, business: Business) -> Language:
    """The language to answer in: this message's, else the conversation's, else the business's. Only one it speaks."""
    found = reading.language if reading is not None else situation.conversation.language
    return found if found in business.profile.languages else business.profile.default_language


def close_loop(state: ConversationState, deps: Dependencies) -> TurnCommit:
    """The turn's decision as one bundle of writes."""
    turn, situation, decision = state["turn"], state["situation"], state["decision"]
    reading = state["reading"]
    language = language_of(reading, situation, deps.business)
    approvals = _approvals(state, deps, language)
    contacted = any(e.kind == "staff_message" for e in turn.events)
    silent = not _spoken(turn.events)
    beside_staff = situation.conversation.owner == "staff"
    if beside_staff and silent:
        settle_beside_staff(decision, turn, situation, deps.business)
    else:
        settle_case(decision, situation, approvals, deps.business, silent=silent, contacted=contacted)
    opens = situation.case is None and bool(
        decision.pending
        or decision.actions
        or approvals
        or any(a.say == "policy" or a.say in TOLD for a in decision.acts)
        or decision.outcome in ("link_sent", "not_fit")
    )
    lives = opens or (situation.case is not None and situation.case.outcome is None)
    failed = any(need.kind == "repair" for need, _ in state["done"])
    durable: dict[str, Any] = {
        "frames": decision.frames,
        "active": decision.active,
        "pending": decision.pending.model_dump(mode="json") if decision.pending else None,
        "failures": state.get("failures", 0) + 1 if failed else 0,
        "interrupted": after_turn(state, decision),
        "opened": _opened(state, deps, language),
    }
    specialist = state["done"][-1][0].specialist if state["done"] else None
    return TurnCommit(
        turn_id=turn.turn_id,
        conversation_id=turn.conversation_id,
        case_id=turn.case_id,
        opens_case=opens,
        specialist=specialist,
        language=language,
        script=reading.script if reading is not None else situation.conversation.script or "other",
        actions=decision.actions,
        replies=state["replies"],
        approvals=approvals,
        commitments=_commitments(decision, turn.turn_id, approvals),
        timers=_timers(decision, turn.case_id, turn.turn_id, approvals, deps.business, situation)
        if lives or decision.alarms
        else [],
        stops=decision.stops,
        outcome=decision.outcome if lives else None,
        next_step=decision.next_step if lives else None,
        hand_to_staff=any(e.take_over for e in decision.escalations),
        answers=[a.id for a in situation.decided if a.status not in ("pending", "void")],
        beside_staff=beside_staff,
        state=durable,
        trace=trace_of(state, specialist, deps.business),
        supersede=turn.may_supersede,
    )


def _opened(state: ConversationState, deps: Dependencies, language: Language) -> list[str]:
    """The beginnings that were said in this case, this turn's among them; the latest of them."""
    first = next((reply.text for reply in state["replies"] if reply.author == "bot"), "")
    now = deps.composer.openings(language).id_in(first)
    return [*state.get("opened", []), *([now] if now else [])][-MEMORY:]


def customer_answers(situation: Situation, business: Business) -> NextStep:
    """It is the customer's turn to speak."""
    hours = business.cadences.silence_hours[0]
    return NextStep(what="customer_answers", owner="customer", due_at=situation.now + timedelta(hours=hours))


def settle_case(
    decision: TurnDecision,
    situation: Situation,
    approvals: list[Approval],
    business: Business,
    *,
    silent: bool = False,
    contacted: bool = False,
) -> None:
    """Give the case an outcome or a next step with a time (idea 3).

    `silent`: only alarms rang; the customer's silence goes on and is not counted anew (two follow-ups, R11).
    `contacted`: staff wrote to the customer, so that is no longer owed.
    """
    waiting = [*situation.pending_approvals, *approvals]
    if decision.outcome == "resolved" and waiting:
        decision.outcome = None
    if decision.outcome is not None:
        return
    if silent and decision.next_step is not None and decision.next_step.what == "customer_answers":
        decision.next_step = _still_to_come(situation) or decision.next_step
    if decision.next_step is None and (silent or not decision.acts) and not approvals:
        decision.next_step = _still_to_come(situation)
        if contacted and decision.next_step is not None and decision.next_step.what == "staff_contacts":
            decision.next_step = customer_answers(situation, business)
    if decision.pending is not None:
        if decision.next_step is None and decision.pending.field == "visit":
            decision.next_step = _still_to_come(situation)
        if decision.next_step is None:
            decision.next_step = customer_answers(situation, business)
        return
    if waiting:
        due = min(a.answer_due_at for a in waiting)
        decision.next_step = NextStep(what="staff_decides", owner="staff", due_at=max(due, situation.now))
        return
    if decision.next_step is None:
        decision.outcome = "resolved"


def _still_to_come(situation: Situation) -> NextStep | None:
    """The case's next step, which a turn that says nothing leaves as it is. One that the customer owed and that is
    past is none: its alarm has rung already.
    """
    known = situation.case.next_step if situation.case is not None else None
    if known is None or (known.owner == "customer" and known.due_at <= situation.now):
        return None
    return known


def _spoken(events: list[InboxEvent]) -> bool:
    return any(e.kind in CUSTOMER_KINDS or e.kind == "staff_decision" for e in events)


def _approvals(state: ConversationState, deps: Dependencies, language: Language) -> list[Approval]:
    turn, situation = state["turn"], state["situation"]
    made = []
    for escalation in state["decision"].escalations:
        draft = "\n\n".join(
            o.text for o in deps.composer.compose(escalation.draft_acts, language, situation.now)
        )
        minutes = int(escalation.answer_within.total_seconds() // 60)
        made.append(
            Approval(
                id=derived_id("approval", turn.turn_id, escalation.topic),
                conversation_id=turn.conversation_id,
                case_id=turn.case_id,
                topic=escalation.topic,
                reason=escalation.reason,
                evidence=escalation.evidence,
                fields=escalation.fields,
                draft=draft,
                guards=escalation.guards,
                created_at=situation.now,
                answer_due_at=answer_due(deps.business, situation.now, minutes),
                after_seq=situation.last_seq,
            )
        )
    return made


def _commitments(decision: TurnDecision, turn_id: str, approvals: list[Approval]) -> list[NewCommitment]:
    cards = {f"answer:{a.topic}": promise_of(a.id) for a in approvals}
    return [
        NewCommitment(
            id=derived_id("promise", turn_id, str(number)),
            what=cards.get(p.what, p.what),
            due_at=p.due_at,
            owner=p.owner,
        )
        for number, p in enumerate(decision.promises)
    ]


def _timers(
    decision: TurnDecision,
    case_id: str,
    turn_id: str,
    approvals: list[Approval],
    business: Business,
    situation: Situation,
) -> list[NewTimer]:
    timers = [promise_alarm(a.id, a.answer_due_at) for a in approvals]
    for promise in decision.promises:
        if promise.what.startswith("approval:"):
            timers.append(promise_alarm(promise.what.removeprefix("approval:"), promise.due_at))
    timers += [_timer_of(a, turn_id, business, situation) for a in decision.alarms]
    holds = [a for a in decision.actions if isinstance(a, BookAppointment) and a.status == "held"]
    if holds and decision.outcome is None:
        timers += _hold_alarm(holds[0], case_id, business, situation)
    step = decision.next_step
    if step is not None and step.owner == "customer" and decision.outcome is None:
        timers.append(silence_alarm(step, case_id, business))
    return timers


def _timer_of(alarm: Alarm, turn_id: str, business: Business, situation: Situation) -> NewTimer:
    if not alarm.gentle:
        place = derived_id("timer", turn_id, alarm.kind, alarm.subject)
        return NewTimer(id=place, kind=alarm.kind, subject=alarm.subject, due_at=alarm.due_at)
    return NewTimer(
        id=f"timer-{alarm.kind}-{situation.conversation.id}",
        kind=alarm.kind,
        subject=alarm.subject,
        due_at=outside_quiet_hours(business, alarm.due_at),
        stops_on_reply=True,
    )


def _hold_alarm(
    hold: BookAppointment, case_id: str, business: Business, situation: Situation
) -> list[NewTimer]:
    """Rings when the hold is over. Not in the quiet hours: the follow-up of the morning speaks for it."""
    due = situation.now + timedelta(minutes=hold.hold_minutes or business.profile.booking.hold_minutes)
    if outside_quiet_hours(business, due) != due:
        return []
    return [NewTimer(id=f"timer-hold-{case_id}", kind="hold", subject=case_id, due_at=due)]


def silence_alarm(step: NextStep, case_id: str, business: Business) -> NewTimer:
    """Rings when the customer has not done what is theirs; a visit begins whether or not the hour is quiet."""
    due = step.due_at if step.what == "appointment" else outside_quiet_hours(business, step.due_at)
    return NewTimer(
        id=f"timer-next-{case_id}", kind="next_step", subject=case_id, due_at=due, stops_on_reply=True
    )


def silent_commit(state: ConversationState, deps: Dependencies) -> TurnCommit:
    """Staff own the conversation: the events are taken note of, the bot says nothing."""
    turn, situation = state["turn"], state["situation"]
    business = deps.business
    case = situation.case
    opens = case is None and any(e.kind in CUSTOMER_KINDS for e in turn.events)
    lives = opens or (case is not None and case.outcome is None)
    outcome = outcome_beside_staff(turn, situation) if lives else None
    step = step_beside_staff(turn, situation, business) if lives and outcome is None else None
    kept = {"active": None, "pending": None} if outcome else {}
    return TurnCommit(
        turn_id=turn.turn_id,
        conversation_id=turn.conversation_id,
        case_id=turn.case_id,
        opens_case=opens,
        language=language_of(None, situation, business),
        script=situation.conversation.script or "other",
        timers=[silence_alarm(step, turn.case_id, business)] if step and step.owner == "customer" else [],
        outcome=outcome,
        next_step=step,
        state={
            "frames": {} if outcome else state.get("frames", {}),
            "active": state.get("active"),
            "pending": state.get("pending"),
            "failures": state.get("failures", 0),
            "interrupted": None if outcome else state.get("interrupted"),
            "opened": state.get("opened", []),
        }
        | kept,
        trace={"silent": True},
        supersede=False,
    )
