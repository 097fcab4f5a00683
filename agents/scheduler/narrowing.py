"""Whom, where and how somebody wishes to be seen, as far as the service is ever had that way."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from domain.business import Business, Service
from domain.speech import SpeechAct, Value


def anyone_anywhere(frame: SchedulerFrame) -> SchedulerFrame | None:
    """The wish without its person and place; None when it names none."""
    if not (frame.practitioner_id or frame.branch_id or frame.not_by or frame.not_at):
        return None
    return frame.model_copy(update={"practitioner_id": None, "branch_id": None, "not_by": [], "not_at": []})


def without_impossible(
    business: Business, frame: SchedulerFrame, service: Service
) -> tuple[SchedulerFrame, list[SpeechAct]]:
    """The wish without a person or a place that the service is never had from, and what to say about that."""
    who, where = frame.practitioner_id, frame.branch_id
    if frame.online and not service.online:
        return frame.model_copy(update={"online": None}), [
            SpeechAct(say="book-not-online", values={"service": service.name})
        ]
    if who is not None and who not in service.practitioners:
        values: dict[str, Value] = {"practitioner": business.practitioner_by_id[who].name}
        return frame.model_copy(update={"practitioner_id": None}), [
            SpeechAct(say="book-not-by", values=values)
        ]
    people = [business.practitioner_by_id[p] for p in service.practitioners if who in (None, p)]
    if where is not None and not any(h.branch == where for p in people for h in p.hours):
        values = {"branch": business.branch_by_id[where].name}
        return frame.model_copy(update={"branch_id": None}), [SpeechAct(say="book-not-at", values=values)]
    if frame.not_by and not set(service.practitioners) - set(frame.not_by):
        if len(service.practitioners) > 1:  # everybody was shown: from the beginning
            return frame.model_copy(update={"not_by": frame.not_by[-1:]}), []
        values = {"practitioner": business.practitioner_by_id[frame.not_by[-1]].name}
        return frame.model_copy(update={"not_by": []}), [SpeechAct(say="book-only-by", values=values)]
    served = {h.branch for p in people for h in p.hours}
    if frame.not_at and not served - set(frame.not_at):
        if len(served) > 1:
            return frame.model_copy(update={"not_at": frame.not_at[-1:]}), []
        values = {"branch": business.branch_by_id[frame.not_at[-1]].name}
        return frame.model_copy(update={"not_at": []}), [SpeechAct(say="book-only-at", values=values)]
    return frame, []
