"""Cancelling: the policy said politely, one acknowledgement, done (R22)."""

from __future__ import annotations

from datetime import timedelta

from agents.scheduler import phrases
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.moving import which_appointment
from agents.scheduler.questions import awaiting_answer
from agents.turn_context import TurnContext
from domain.speech import Option, SpeechAct
from domain.step import CancelAppointment, PendingQuestion, Step

_OPTIONS = [
    Option(id="yes", say="option-cancel"),
    Option(id="move", say="option-move"),
    Option(id="no", say="option-keep"),
]


async def cancel(turn: TurnContext, frame: SchedulerFrame) -> Step:
    """Read the visit back with what cancelling means, then cancel on an explicit yes."""
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
    free = appointment.starts_at - turn.now >= timedelta(hours=hours)
    act = SpeechAct(
        say="cancel-read-back-free" if free else "cancel-read-back-late",
        values=values | {"hours": hours},
        options=_OPTIONS,
    )
    return Step(
        acts=[act],
        frame=frame.dump(),
        pending=PendingQuestion(
            field="cancel_yes",
            kind="yes_no",
            specialist="scheduler",
            options=_OPTIONS,
            subject=appointment.id,
        ),
        next_step=awaiting_answer(turn),
    )
