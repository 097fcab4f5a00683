"""Cancelling: the policy said politely, one acknowledgement, done (R22)."""

from __future__ import annotations

from agents.scheduler import phrases
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.kept import to_cancel
from agents.scheduler.moving import which_appointment
from agents.scheduler.party import read_party
from agents.scheduler.questions import ask_customer
from agents.turn_context import TurnContext
from domain.appointment import Appointment
from domain.speech import Option, SpeechAct
from domain.step import CancelAppointment, Step

_OPTIONS = [phrases.CANCEL, Option(id="move", say="option-move"), phrases.KEEP]


async def cancel(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Read the visit back with what cancelling means, then cancel on an explicit yes; several at once when all are
    meant."""
    frame = _but_one(turn, frame)
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    meant = to_cancel(turn.reading, own) if turn.answers is None and not turn.resuming else None
    if meant is not None and len(meant) == 1:
        frame = frame.model_copy(update={"appointment_id": meant[0].id, "every": False})
    several = (meant if len(meant) > 1 else []) if meant is not None else _all_meant(turn, frame)
    if several:
        return _cancel_all(turn, frame, several)
    appointment = await which_appointment(turn, frame)
    if isinstance(appointment, Step):
        return appointment
    frame = frame.model_copy(update={"appointment_id": appointment.id})
    values = phrases.slot_values(turn.business, appointment)
    answer = turn.answered("cancel_yes")
    if answer == "yes":
        return Step(
            acts=[SpeechAct(say="cancel-done", values=values)],
            actions=[CancelAppointment(appointment_id=appointment.id)],
            frame={},
            outcome="cancelled",
        )
    if answer == "no":
        return Step(acts=[SpeechAct(say="cancel-kept", values=values)], frame={}, outcome="resolved")
    hours = turn.business.profile.booking.free_cancellation_hours
    free = phrases.is_free_to_cancel(turn.business, appointment.starts_at, turn.now)
    act = SpeechAct(
        say="cancel-read-back-free" if free else "cancel-read-back-late",
        values=values | {"hours": hours},
        options=_OPTIONS,
    )
    return ask_customer(turn, frame, [act], field="cancel_yes", kind="yes_no", subject=appointment.id)


def _but_one(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    """ "Keep the consultation", "only the cleaning" after all visits were read back: the one that is left to cancel."""
    asked = turn.pending if turn.pending is not None and turn.pending.field == "cancel_yes" else None
    named = set(turn.reading.entities.services)
    if asked is None or not asked.together or not named:
        return frame
    read_back = [a for a in turn.situation.appointments if a.id in {asked.subject, *asked.together}]
    party = read_party(turn.reading)
    to_keep = not party.only and (party.keep or "deny" in turn.reading.acts)
    left = [a for a in read_back if (a.service_id in named) is not to_keep]
    one = left[0].id if len(left) == 1 else None
    return frame.model_copy(update={"appointment_id": one, "every": False})


def _all_meant(turn: TurnContext, frame: SchedulerFrame) -> list[Appointment]:
    """The contact's own visits, when "both" or "all" of them are to be cancelled; empty when one is meant."""
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    asked = turn.pending if turn.pending is not None and turn.pending.field == "cancel_yes" else None
    read_back = {asked.subject, *asked.together} if asked is not None and asked.together else set()
    if turn.answered("cancel_yes") is not None and read_back:
        return [a for a in own if a.id in read_back]
    named = set(turn.reading.entities.services)
    if asked is not None and asked.together and named:
        return []
    party = read_party(turn.reading)
    all_named = len(own) > 1 and named >= {a.service_id for a in own} and not party.keep
    says_all = party.every or party.both or (party.two_things and len(own) == 2) or all_named
    said = turn.answers is None and not party.only and not turn.reading.entities.wishes
    return own if len(own) > 1 and ((said and says_all) or (turn.resuming and frame.every)) else []


def _cancel_all(turn: TurnContext, frame: SchedulerFrame, visits: list[Appointment]) -> Step:
    """One read-back and one yes for all of them."""
    lines = [
        SpeechAct(say="appointment-line", values=phrases.slot_values(turn.business, visit))
        for visit in visits
    ]
    answer = turn.answered("cancel_yes")
    if answer == "yes":
        return Step(
            acts=[SpeechAct(say="cancel-done-several", lines=lines)],
            actions=[CancelAppointment(appointment_id=visit.id) for visit in visits],
            frame={},
            outcome="cancelled",
        )
    if answer == "no":
        return Step(acts=[SpeechAct(say="cancel-kept-several", lines=lines)], frame={}, outcome="resolved")
    hours = turn.business.profile.booking.free_cancellation_hours
    late = not all(phrases.is_free_to_cancel(turn.business, visit.starts_at, turn.now) for visit in visits)
    options = [phrases.CANCEL, phrases.KEEP]
    act = SpeechAct(
        say="cancel-read-back-several",
        values={"hours": hours, "terms": "late" if late else "free"},
        lines=lines,
        options=options,
    )
    first, *others = visits
    every = frame.model_copy(update={"every": True})
    together = [visit.id for visit in others]
    return ask_customer(
        turn, every, [act], field="cancel_yes", kind="yes_no", subject=first.id, together=together
    )
