"""A full day: a place on the waiting list, kept with what is wanted and the customer's consent (R23)."""

from __future__ import annotations

from agents.scheduler import phrases, phrases_together
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.questions import awaiting_answer
from agents.turn_context import TurnContext
from domain.reading import TimeWindow
from domain.speech import SpeechAct, Value
from domain.step import PendingQuestion, Step, StoreRecord

FIELD = "waitlist_yes"


def ask_consent(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Read back what is waited for; writing to the customer later needs their yes."""
    options = [phrases.YES, phrases.NO]
    act = SpeechAct(say="waitlist-ask", values=_values(turn, frame), options=options)
    return Step(
        acts=[act],
        frame=frame.dump(),
        pending=PendingQuestion(field=FIELD, kind="yes_no", specialist="scheduler", options=options),
        next_step=awaiting_answer(turn),
    )


def put_on_list(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Store the wish. The case ends as agreed: we write when a time gets free."""
    wish = frame.window or TimeWindow(text="")
    services = frame.visits() or [str(frame.service_id)]
    fields = {
        "service": " + ".join(services),
        "people": str(frame.people),
        "from": wish.start.isoformat() if wish.start else "",
        "to": wish.end.isoformat() if wish.end else "",
        "daily_from": f"{wish.daily_from:%H:%M}" if wish.daily_from else "",
        "daily_to": f"{wish.daily_to:%H:%M}" if wish.daily_to else "",
        "practitioner": frame.practitioner_id or "",
        "branch": frame.branch_id or "",
        "name": frame.name or turn.known_name or "",
        "phone": frame.phone or turn.known_phone or "",
        "channel": turn.situation.conversation.channel,
        "consent": "yes",
    }
    kept = {key: value for key, value in fields.items() if value}
    record = StoreRecord(
        tool="crm.waitlist",
        fields=kept,
        summary=f"{kept['service']}: {kept.get('from', 'any day')}",
        tags=["waitlist"],
    )
    acts = [SpeechAct(say="waitlist-stored", values=_values(turn, frame))]
    return Step(acts=acts, actions=[record], frame={}, outcome="follow_up_agreed")


def _values(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Value]:
    business = turn.business
    ids = frame.visits() or [str(frame.service_id)]
    services = [business.service_by_id[s] for s in ids]
    name: Value = services[0].name if len(services) == 1 else phrases_together.together_name(services)
    day = frame.window.start if frame.window is not None else None
    return {"service": name, "day": day or turn.now}
