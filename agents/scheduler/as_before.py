"""A visit as the last one was: "the usual", "как в прошлый раз", "my wife wants one too". What was not said is taken from
the latest visit."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.speech import SpeechAct


async def like_last_time(turn: TurnContext, frame: SchedulerFrame) -> tuple[SchedulerFrame, list[SpeechAct]]:
    """`frame` with the service of the last visit, and who did it; what to say where there was none."""
    if turn.reading.intent != "as_before" or frame.mode in ("move", "cancel") or turn.resuming:
        return frame, []
    if frame.parts or (frame.service_id is not None and turn.frame.get("service_id") != frame.service_id):
        return frame, []  # another service is named beside it
    if frame.service_id is not None and is_said(turn.reading, "relative"):
        return frame, []  # "my wife wants one too": of what is being booked
    last = await turn.calendar.last_visit(turn.situation.contact.id)
    service = turn.business.service_by_id.get(last.service_id) if last is not None else None
    if last is None or service is None:
        return frame, [SpeechAct(say="no-earlier-visit")] if frame.service_id is None else []
    anew = service.id != frame.service_id
    update: dict[str, object] = {
        "service_id": service.id,
        "family": service.family,
        "named": [],
        "guessed": False,
    }
    if last.practitioner_id in service.practitioners and not turn.reading.entities.practitioners:
        update["practitioner_id"] = last.practitioner_id
    if anew:
        update |= {"slot": None, "offered": [], "refused": [], "prices_told": False}
    return frame.model_copy(update=update), []
