"""After a proposal was sent: a few touches by the owner's cadence, each with a step of its own, until any answer (R48-R50, R52).

The first is an alarm of the conversation, which any message of the customer's stops. From then on a case is open, and its
next step is the next touch. A yes and a change are a person's; a no is asked its reason once, and ends it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from agents.need import PROPOSAL_ALARM
from agents.sales.asking import asking
from agents.sales.frame import MOST_REQUEST_CHARACTERS, LeadFrame
from agents.sales.outcomes import hand_to_scheduler
from agents.turn_context import TurnContext
from domain.approval import Evidence
from domain.availability import answer_due, opening_after
from domain.conversation import NextStep, Outcome
from domain.speech import Option, SpeechAct
from domain.step import Alarm, Escalation, Promise, Step, StoreRecord

PROPOSAL, CHANGE, REASON = "proposal", "proposal_change", "proposal_reason"
FIELDS = (PROPOSAL, CHANGE, REASON)
NEXT = "proposal:"
"""What the next step of such a case is called, before the number of the touch."""
_YES = Option(id="yes", say="option-proposal-yes")
_ALTER = Option(id="change", say="option-proposal-change")
_CALL = Option(id="call", say="option-proposal-call")
_NO = Option(id="no", say="option-proposal-no")
_OPTIONS = ([_YES, _ALTER, _NO], [_YES, _CALL, _ALTER], [_CALL, _ALTER, _NO])
_TO_CHANGE = [
    Option(id=f"change:{what}", say=f"option-change-{what}") for what in ("scope", "dates", "budget")
]
_LOSS = ("price", "deadline", "competitor", "later")
_REASONS = [Option(id=f"loss:{code}", say=f"option-loss-{code}") for code in _LOSS]
_PLAIN_NO = 2
"""A no in more words has its reason with it."""
_LAST_WAIT = timedelta(days=3)
"""After the last touch a case that stays silent is cold."""


def remind_of_proposal(turn: TurnContext) -> list[Alarm]:
    """The alarm for the first touch about a proposal sent now; none to who wants no messages, or where the owner plans
    none."""
    hours = turn.business.cadences.proposal_hours
    if not hours or turn.situation.contact.opted_out:
        return []
    due = opening_after(turn.business, turn.now + timedelta(hours=hours[0]))
    return [Alarm(kind=PROPOSAL_ALARM, subject=turn.now.isoformat(), due_at=due, gentle=True)]


def note_sent(turn: TurnContext) -> Step:
    """Another program sent the proposal (R49). Nothing is said now; `consent: no` in its data forbids reminders."""
    data = turn.event.payload.get("data") if turn.event is not None else None
    consent = str(data.get("consent", "yes")).casefold() if isinstance(data, dict) else "yes"
    if consent in ("no", "false"):
        return Step(why=["no consent to be written to"], keep_pending=True)
    return Step(alarms=remind_of_proposal(turn), keep_pending=True, why=["a proposal was sent"])


def write_first(turn: TurnContext, sent_at: str) -> Step:
    """The first touch. Who is talking to us, or to staff, or wants no messages, gets none."""
    case = turn.situation.case
    if case is not None and case.outcome is None:
        return Step(why=["they are talking already"], keep_pending=True)
    if turn.situation.contact.opted_out or turn.situation.conversation.owner == "staff":
        return Step(why=["not to be written to"], keep_pending=True)
    return _touch(turn, LeadFrame(sent_at=datetime.fromisoformat(sent_at)), 1)


def write_next(turn: TurnContext, frame: LeadFrame, number: int) -> Step:
    """The touch of that number; after the last one the silent case is cold (R52)."""
    if number > len(turn.business.cadences.proposal_hours):
        return Step(frame={}, outcome="cold", why=["silent after every touch"])
    return _touch(turn, frame, number)


def _touch(turn: TurnContext, frame: LeadFrame, number: int) -> Step:
    hours = turn.business.cadences.proposal_hours
    frame = frame.model_copy(update={"following": number})
    sent_at = frame.sent_at or turn.now
    due = sent_at + timedelta(hours=hours[number]) if number < len(hours) else turn.now + _LAST_WAIT
    due = opening_after(turn.business, max(due, turn.now + timedelta(hours=1)))
    step = _ask_again(turn, frame)
    return step.model_copy(
        update={"next_step": NextStep(what=f"{NEXT}{number + 1}", owner="customer", due_at=due)}
    )


def _ask_again(turn: TurnContext, frame: LeadFrame) -> Step:
    """The touch's words and choice. Of fewer planned touches the last is still the one that offers to close."""
    last = frame.following >= len(turn.business.cadences.proposal_hours)
    words = len(_OPTIONS) if last else frame.following
    options = _OPTIONS[words - 1]
    act = SpeechAct(say=f"proposal-follow-{words}", options=options)
    return asking(turn, frame, [act], PROPOSAL, options)


def answer_proposal(turn: TurnContext, frame: LeadFrame) -> Step:
    """What the customer makes of the proposal: yes, another one, a call, a no with its reason (R49, R50)."""
    field = turn.pending.field if turn.pending is not None else PROPOSAL
    if field == CHANGE:
        return _changed(turn)
    if field == REASON:
        return _lost(turn)
    if turn.resuming:
        return _ask_again(turn, frame)
    choice, facts = turn.answers, turn.reading.entities
    last = frame.following >= len(turn.business.cadences.proposal_hours)
    if choice == _NO.id or (choice is None and "deny" in turn.reading.acts):
        said = choice is None and len(turn.reading.text.split()) > _PLAIN_NO
        return _lost(turn) if said else _why(turn, frame)
    if choice == _CALL.id or (choice is None and (turn.reading.has("booking") or (last and _agrees(turn)))):
        return hand_to_scheduler(turn, frame, None)
    told = facts.money or facts.windows or facts.quantities
    if choice == _ALTER.id:
        act = SpeechAct(say="proposal-change-what", options=_TO_CHANGE)
        return asking(turn, frame, [act], CHANGE, _TO_CHANGE)
    if choice is None and (told or not _agrees(turn)):
        return _thinking() if _puts_off(turn) and not told else _changed(turn)
    return _to_manager(turn, "approved", say="proposal-approved", draft="draft-proposal-yes")


def _agrees(turn: TurnContext) -> bool:
    return "confirm" in turn.reading.acts or turn.reading.route == "confirm"


def _puts_off(turn: TurnContext) -> bool:
    """ "Thanks, we are looking at it": no decision, and nothing to change."""
    return "thank" in turn.reading.acts or turn.reading.route in ("smalltalk", "out_of_scope", "decline")


def _thinking() -> Step:
    return Step(acts=[SpeechAct(say="proposal-thinking")], frame={}, outcome="resolved")


def _why(turn: TurnContext, frame: LeadFrame) -> Step:
    """No is no; the reason is asked once, and no message follows whatever comes of it."""
    step = asking(turn, frame, [SpeechAct(say="proposal-why", options=_REASONS)], REASON, _REASONS)
    return step.model_copy(update={"actions": [_record(turn, "declined", loss="unclear")]})


def _lost(turn: TurnContext) -> Step:
    code = (turn.answers or "").partition(":")[2] or "unclear"
    return Step(
        acts=[SpeechAct(say="proposal-closed")],
        actions=[_record(turn, "declined", loss=code, words=_words(turn))],
        frame={},
        outcome="closed_by_customer",
    )


def _changed(turn: TurnContext) -> Step:
    what = (turn.answers or "").partition(":")[2] or "other"
    return _to_manager(
        turn, "change", say="proposal-changes", draft="draft-proposal-change", change=what, words=_words(turn)
    )


def _to_manager(turn: TurnContext, decision: str, *, say: str, draft: str, **more: str) -> Step:
    """The answer is stored, and a person goes on from it by a promised time."""
    rules = turn.business.qualification
    due = answer_due(turn.business, turn.now, rules.answer_within_minutes)
    record = _record(turn, decision, **more)
    card = Escalation(
        topic="lead",
        reason=f"proposal: {decision}",
        evidence=[Evidence(kind="customer_words", text=_words(turn) or decision)],
        fields=record.fields,
        draft_acts=[SpeechAct(say=draft)],
        answer_within=timedelta(minutes=rules.answer_within_minutes),
    )
    outcome: Outcome = "qualified"
    return Step(
        acts=[SpeechAct(say=say, values={"by": due})],
        actions=[record],
        frame={},
        escalation=card,
        promises=[Promise(what="answer:lead", due_at=due)],
        outcome=outcome,
    )


def _record(turn: TurnContext, decision: str, **more: str) -> StoreRecord:
    local = turn.now.astimezone(turn.business.zone)
    fields = {
        "channel": turn.situation.conversation.channel,
        "local_time": f"{local:%Y-%m-%d %H:%M}",
        "proposal": decision,
        **{name: value for name, value in more.items() if value},
    }
    brief = turn.business.qualification.brief
    return StoreRecord(
        tool="crm.lead",
        key="lead",
        fields=fields,
        summary="; ".join(
            f"{name}: {value}" for name, value in fields.items() if name in ("proposal", *more)
        ),
        tags=["proposal", decision],
        priority="urgent" if decision == "approved" else "normal",
        team=(brief.team if brief is not None else None) or turn.business.qualification.team,
    )


def _words(turn: TurnContext) -> str:
    return " ".join(turn.reading.text.split())[:MOST_REQUEST_CHARACTERS]
