""" "Friday at 3, if that's taken, at 5": the first of the wishes that can be had, and which of them cannot."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.hours import hours_wished
from agents.scheduler.wishes import exact_moment, to_query
from agents.turn_context import TurnContext
from domain.reading import TimeWindow
from domain.speech import SpeechAct


async def first_to_be_had(
    turn: TurnContext, frame: SchedulerFrame, service_id: str
) -> tuple[SchedulerFrame, list[SpeechAct]]:
    """The frame with the first of its wishes that has a free time, and a word on each before it. Where none has any, with
    the first of them: what is near to it is offered."""
    if not frame.otherwise or frame.window is None or frame.slot is not None:
        return frame, []
    told: list[SpeechAct] = []
    for wish in (frame.window, *frame.otherwise):
        wished = frame.model_copy(update={"window": wish, "otherwise": []})
        if await _is_to_be_had(turn, wished, service_id):
            return wished, told
        told.append(_not_to_be_had(wish, turn))
    return frame.model_copy(update={"otherwise": []}), told


async def _is_to_be_had(turn: TurnContext, frame: SchedulerFrame, service_id: str) -> bool:
    query = to_query(frame, service_id, turn.now, turn.business)
    found = await turn.calendar.find_free(query, holder=turn.case_id, count=1)
    moment = exact_moment(frame.window, None, turn.business)
    return bool(found) if moment is None else any(slot.starts_at == moment for slot in found)


def _not_to_be_had(wish: TimeWindow, turn: TurnContext) -> SpeechAct:
    moment = exact_moment(wish, None, turn.business)
    if moment is not None:
        return SpeechAct(say="book-time-taken", values={"when": moment})
    day = wish.start or wish.end
    if day is None or wish.spans:
        return SpeechAct(say="book-nothing-fits")
    hours = hours_wished(wish, turn.business.zone)
    return SpeechAct(say="book-hours-full" if hours is not None else "book-day-full", values={"day": day})
