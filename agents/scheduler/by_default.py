"""Which visit is meant when the choice was put once and not made: a name, a day or a "yes" came instead of it.

Asking the same again would be asked twice. Somebody who has never been here comes for the first time; one who has, comes
again. It is said, so that it can be set right in a word.
"""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from domain.business import Service
from domain.speech import SpeechAct


async def by_default(turn: TurnContext, frame: SchedulerFrame) -> tuple[SchedulerFrame, list[SpeechAct]]:
    """`frame` with the kind of visit filled in, and what to say of it; unchanged where the choice is still to be asked."""
    if not _goes_on_without_choosing(turn, frame):
        return frame, []
    speciality = _speciality(turn, frame)
    if speciality is not None:
        return _chosen(frame, speciality)
    kinds = _kinds_of_visit(turn, frame)
    if frame.named and {s.id for s in kinds.values()} != set(frame.named):
        likeliest = turn.business.service_by_id[frame.named[0]]
        return (frame, []) if frame.asked_together or likeliest.needs_person else _chosen(frame, likeliest)
    if len(kinds) < 2:  # nothing to tell first from repeat by
        return frame, []
    been_here = await turn.calendar.last_visit(turn.situation.contact.id) is not None
    return _chosen(frame, kinds["repeat" if been_here else "first"])


def _chosen(frame: SchedulerFrame, chosen: Service) -> tuple[SchedulerFrame, list[SpeechAct]]:
    frame = frame.model_copy(
        update={"service_id": chosen.id, "family": chosen.family, "named": [], "guessed": False}
    )
    return frame, [SpeechAct(say="book-as-usual", values={"service": chosen.name})]


def _goes_on_without_choosing(turn: TurnContext, frame: SchedulerFrame) -> bool:
    asked = turn.pending is not None and turn.pending.field == "service" and not turn.resuming
    if not asked or turn.answers is not None or frame.mode != "book" or frame.service_id or frame.parts:
        return False
    if turn.frame.get("family") != frame.family or turn.frame.get("named", []) != frame.named:
        return False  # another kind of service is spoken of
    found = turn.reading.entities
    contact = found.names or found.phones or found.emails
    when = found.wishes or found.shift == "soonest"
    goes_on = when or found.practitioners or found.branches or contact or "confirm" in turn.reading.acts
    return bool(goes_on)


def _speciality(turn: TurnContext, frame: SchedulerFrame) -> Service | None:
    """What only the person who was asked for does, where no kind of service was named."""
    if frame.practitioner_id is None or frame.family or frame.named:
        return None
    own = [s for s in turn.business.services.services if s.practitioners == [frame.practitioner_id]]
    own = [s for s in own if not s.needs_person]
    return own[0] if len(own) == 1 else None


def _kinds_of_visit(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Service]:
    """The family's first and repeat visit, where it has one of each; with the person who was asked for. Where no kind of
    service was named: those of the business, with which everybody begins."""
    who = frame.practitioner_id
    services = turn.business.family(frame.family) if frame.family else turn.business.services.services
    kinds = {s.visit: s for s in services if s.visit in ("first", "repeat")}
    fitting = {
        str(k): s for k, s in kinds.items() if not s.needs_person and (who is None or who in s.practitioners)
    }
    return fitting
