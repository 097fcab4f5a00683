"""Who comes, where it is not the writer: "my wife Anna", "запишите сына". The contact keeps its own name."""

from __future__ import annotations

from agents.scheduler.frame import SchedulerFrame
from agents.turn_context import TurnContext
from agents.understanding.lexicon import is_said
from domain.appointment import Appointment
from domain.speech import SpeechAct


def names_told(turn: TurnContext, frame: SchedulerFrame) -> dict[str, object]:
    """What the message says of the names: the writer's, and that of whoever comes instead of them. Another name than the
    one on file, where somebody of theirs is spoken of, is the visitor's."""
    found = turn.reading.entities
    told: dict[str, object] = {}
    if found.for_whom:
        told["for_whom"] = found.for_whom
    kin = frame.of_kin or is_said(turn.reading, "relative")
    if kin and not frame.of_kin:
        told["of_kin"] = True
    if not found.name:
        return told
    own = frame.name or turn.situation.contact.name
    others = kin and own is not None and found.name.casefold() != own.casefold() and not found.for_whom
    return told | {"for_whom" if others else "name": found.name}


def named_as(frame: SchedulerFrame, own: str | None) -> str | None:
    """The name a visit is read back under: whoever comes, and in brackets who arranges it."""
    if frame.for_whom is None:
        return own
    other = own is not None and own.casefold() != frame.for_whom.casefold()
    return f"{frame.for_whom} ({own})" if other else frame.for_whom


def visitor_told(name: str | None) -> list[SpeechAct]:
    """In whose name it is booked, where that is not the writer's."""
    return [] if name is None else [SpeechAct(say="book-for-whom", values={"name": name})]


def of_visitor(turn: TurnContext, visits: list[Appointment]) -> list[Appointment]:
    """Of the visits, those that are somebody else's and are spoken of as such: by name, or "my wife's"."""
    others = [visit for visit in visits if visit.for_whom is not None]
    names = {name.casefold() for name in turn.reading.entities.names}
    named = [visit for visit in others if str(visit.for_whom).casefold() in names]
    return named or (others if is_said(turn.reading, "relative") else [])
