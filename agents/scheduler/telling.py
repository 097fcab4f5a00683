"""Answers about a visit that need no policy: who it is with, how long it takes, and what to bring to it."""

from __future__ import annotations

from pathlib import Path

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.lexicon import load_lists, pieces_of
from domain.appointment import Appointment, TimeSlot
from domain.speech import SpeechAct

_WORDS = Path(__file__).with_suffix(".toml")


def tell_of_visit(turn: TurnContext) -> list[SpeechAct]:
    """What is asked of the time that is talked about, or of the next visit; empty when it is something else."""
    lists, visit = load_lists(_WORDS), _talked_about(turn)
    written = {turn.reading.text, turn.reading.in_own_script}

    def asks(name: str) -> bool:
        return any(lists[name].found(pieces_of(text)) is not None for text in written)

    frame = SchedulerFrame.of(turn.frames.get("scheduler", {}))
    if frame.plans and asks("asks_how_long"):
        return [SpeechAct(say="visit-takes", values={"minutes": _minutes_of(frame.plan or frame.plans[0])})]
    chosen = frame.service_id
    service = turn.business.service_by_id.get(visit.service_id if visit is not None else chosen or "")
    if service is None:
        return []
    acts = []
    if visit is not None and asks("asks_who"):
        name = turn.business.practitioner_by_id[visit.practitioner_id].name
        how = "home" if service.at_customer else "here"
        acts.append(SpeechAct(say="visit-with", values={"practitioner": name, "how": how}))
    if asks("asks_how_long"):
        acts.append(SpeechAct(say="visit-takes", values={"minutes": service.duration_minutes}))
    if service.bring is not None and asks("asks_what_to_bring"):
        acts.append(SpeechAct(say="visit-bring", values={"bring": service.bring}))
    return acts


def _minutes_of(plan: list[TimeSlot]) -> int:
    """From the beginning of the first visit of a coming to the end of the last."""
    lasts = max(slot.ends_at for slot in plan) - min(slot.starts_at for slot in plan)
    return int(lasts.total_seconds()) // 60


def _talked_about(turn: TurnContext) -> TimeSlot | Appointment | None:
    """The chosen time; those shown, when one person is meant by all of them; else the next visit that is booked."""
    frame = SchedulerFrame.of(turn.frames.get("scheduler", {}))
    if frame.slot is not None:
        return frame.slot
    if frame.offered:
        return frame.offered[0] if len({s.practitioner_id for s in frame.offered}) == 1 else None
    return next((a for a in turn.situation.appointments if a.status == "booked"), None)
