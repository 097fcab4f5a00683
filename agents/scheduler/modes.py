"""What is being done: a visit is booked, moved or cancelled. A clear new need changes it; details of the same do not."""

from __future__ import annotations

from agents.scheduler.frame import Mode, SchedulerFrame
from agents.scheduler.party import read_party
from agents.turn_context import TurnContext
from domain.appointment import Appointment
from domain.reading import Reading, Route

SURE = 0.4
"""A need below this confidence changes nothing about what is being done."""
_SURELY_BOOKS = 0.6
_PERHAPS_A_VISIT = 0.3
_SURELY_MOVES = 0.8
_A_FEW_WORDS = 4
_CHANGES: dict[Route, Mode] = {"reschedule": "move", "cancel": "cancel"}
_DEEDS = ("move", "cannot_come", "move_back")


def with_mode(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    """The frame with what the message wants done; begun afresh where that is something else than before."""
    wanted = _wanted_mode(turn.reading)
    if wanted != "cancel" and not frame.mode and _names_only_a_time(turn.reading) and has_visit(turn):
        wanted = "move"
    if wanted in ("move", "cancel") and not frame.mode and _wishes_without_a_visit(turn):
        wanted = "book"
    usual = turn.reading.intent == "as_before" and not has_visit(turn)
    if wanted == "move" and (usual or _wishes_anew(turn, frame)):
        wanted = "book"
    if frame.mode and turn.pending is not None and _only_shifts(turn.reading):
        return frame
    if wanted is None or turn.answers is not None:
        return frame if frame.mode else frame.model_copy(update={"mode": wanted or "book"})
    if wanted == "book" and _is_of_the_visit_changed(turn, frame):
        wanted = "move"
    if wanted == frame.mode:
        return frame
    if frame.mode == "book" and wanted != "book" and not has_visit(turn):
        return frame
    same = frame.appointment_id if frame.mode == "cancel" and wanted == "move" else None
    return SchedulerFrame(
        mode=wanted, appointment_id=same, name=frame.name, phone=frame.phone, email=frame.email
    )


def has_visit(turn: TurnContext) -> bool:
    """Whether the contact is booked for anything that is still ahead."""
    return any(a.status == "booked" for a in turn.situation.appointments)


def visits_meant(turn: TurnContext, frame: SchedulerFrame) -> list[Appointment]:
    """The visits that a change may be of: the one that was chosen; the one of the service that is named; else all."""
    own = [a for a in turn.situation.appointments if a.status == "booked"]
    chosen = [a for a in own if a.id == frame.appointment_id]
    named = [a for a in own if a.service_id in turn.reading.entities.services]
    return chosen or (named if len(named) == 1 else own)


def _wanted_mode(reading: Reading) -> Mode | None:
    ours = ("booking", "quote", "reschedule", "cancel")
    best = next((r.route for r in reading.routes if r.route in ours and r.confidence >= SURE), None)
    return None if best is None else _CHANGES.get(best, "book")


def _names_only_a_time(reading: Reading) -> bool:
    """ "Thursday at two": of the visit that is booked already. A few words alone ("and on Saturday?") sound like booking
    one, and hardly are."""
    found = reading.entities
    few = reading.intent is None and len(reading.text.split()) <= _A_FEW_WORDS
    books = reading.has("booking", at_least=_SURELY_BOOKS) and not few
    return bool(found.wishes) and not found.services and not books


def _is_of_the_visit_changed(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "And on Saturday?", "then book me for five", while a visit is being moved or cancelled: that one, unless another
    service is named, or one more visit."""
    visits = {a.id: a.service_id for a in turn.situation.appointments if a.status == "booked"}
    if frame.mode not in ("move", "cancel") or turn.pending is None or not visits:
        return False
    own = {visits[frame.appointment_id]} if frame.appointment_id in visits else set(visits.values())
    other = set(turn.reading.entities.services) - own
    books = turn.reading.intent == "book"
    if frame.mode == "cancel" and books and turn.reading.entities.services:
        return False  # "no, book me a cleaning on Friday": a visit of its own, with its own read-back
    one_more = books and read_party(turn.reading).also
    of_it = frame.mode == "move" or bool(turn.reading.entities.wishes)
    return of_it and not other and not one_more


def _only_shifts(reading: Reading) -> bool:
    """ "A bit later?" while times are being talked about: other ones, and no word of moving a visit."""
    return reading.entities.shift is not None and reading.intent not in ("move", "cancel", "cannot_come")


def _wishes_without_a_visit(turn: TurnContext) -> bool:
    """ "I can't bear it any more, could you see me today?": sounds like cancelling, but nothing is booked, and no word says
    so."""
    said = turn.reading.intent in (*_DEEDS, "cancel")
    return not said and not has_visit(turn) and bool(turn.reading.entities.wishes)


def _wishes_anew(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "An orthodontist; I can only after 18:00": a service named without a visit for it, and no word of moving. Where
    nothing is booked, a time alone is a wish for a visit, too."""
    reading = turn.reading
    if frame.mode == "move" or reading.intent in _DEEDS:
        return False
    if not has_visit(turn):
        wishes = bool(reading.entities.wishes) and not reading.has("reschedule", at_least=_SURELY_MOVES)
        if wishes or reading.has("booking", at_least=_PERHAPS_A_VISIT):
            return True
    named = set(reading.entities.services)
    own = {a.service_id for a in turn.situation.appointments if a.status == "booked"}
    return bool(named) and not named & own
