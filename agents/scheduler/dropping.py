""" "Never mind", "leave it as it is", "no, thanks": what was begun is dropped, and what is booked stays (R66)."""

from __future__ import annotations

from agents.scheduler import phrases, waitlist
from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.dropping import puts_off
from domain.appointment import Appointment
from domain.reading import TimeWindow
from domain.speech import SpeechAct
from domain.step import Step


def drop(turn: TurnContext, frame: SchedulerFrame) -> Step | None:
    """The step that ends what is being arranged, where the message drops it; `frame` as it was before the message."""
    asked = turn.pending
    if asked is None or "drop" not in turn.reading.acts or (turn.answers is not None and not _no_list(turn)):
        return None
    visits = kept_visits(turn, frame)
    if _says_more(turn, visits if frame.mode in ("move", "cancel") else []):
        return None
    if frame.mode in ("move", "cancel") and visits:
        return keep(turn, visits)
    if frame.waited:
        return waitlist.declined()
    ended = abandon()
    return ended.model_copy(update={"acts": [*_price_told(turn, frame), *ended.acts]})


def _price_told(turn: TurnContext, frame: SchedulerFrame) -> list[SpeechAct]:
    """ "Not now. Roughly how much is it?": what it costs is told all the same."""
    service = turn.business.service_by_id.get(frame.service_id or "")
    asks = turn.reading.intent == "price" and turn.reading.route == "quote"
    return [phrases.service_line(turn.business, service, brief=True)] if service is not None and asks else []


def gives_up_absent(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "I'll write again some day", of a visit they cannot come to: no other time is wished for, and the time that stands
    helps nobody. It is asked whether to cancel."""
    putting_off = (
        frame.mode == "move" and frame.absent and "drop" in turn.reading.acts and turn.answers is None
    )
    if not putting_off or turn.pending is None or turn.conflict:
        return False
    return puts_off(turn.reading.in_own_script, turn.reading.language) and not _says_more(turn, [])


def abandon() -> Step:
    """A booking that was begun is let go; what was held is free again when the case closes."""
    return Step(acts=[SpeechAct(say="book-abandoned")], frame={}, outcome="closed_by_customer")


def keep(turn: TurnContext, visits: list[Appointment]) -> Step:
    """The visits stay as they are: which and when, and nothing more."""
    values = [phrases.slot_values(turn.business, visit) for visit in visits]
    if len(visits) == 1:
        act = SpeechAct(say="cancel-kept", values=values[0])
    else:
        lines = [SpeechAct(say="appointment-line", values=each) for each in values]
        act = SpeechAct(say="cancel-kept-several", lines=lines)
    return Step(acts=[act], frame={}, outcome="resolved")


def kept_visits(turn: TurnContext, frame: SchedulerFrame) -> list[Appointment]:
    """The visit that was to be changed, or all of the customer's where none was chosen."""
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    return [a for a in own if a.id == frame.appointment_id] or own


def _no_list(turn: TurnContext) -> bool:
    """ "No, thanks" to the waiting list ends the talk; a bare "no" goes back to the times."""
    return turn.answered(waitlist.FIELD) == "no"


def _says_more(turn: TurnContext, visits: list[Appointment]) -> bool:
    """Another wish beside it; the visit's own day ("Friday is fine, keep it") is none."""
    facts = turn.reading.entities
    other = (
        facts.services or facts.practitioners or facts.branches or facts.phones or facts.names or facts.shift
    )
    others = [w for w in facts.wishes if not any(_holds(w, visit) for visit in visits)]
    return bool(other or others)


def _holds(window: TimeWindow, visit: Appointment) -> bool:
    starts_at = visit.starts_at
    after = window.start is None or window.start <= starts_at
    return after and (window.end is None or starts_at < window.end) and bool(window.start or window.end)
