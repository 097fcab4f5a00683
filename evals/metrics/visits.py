"""The writes of a play that concern visits, and the read-backs they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.business.business import Business
from evals.metrics.text.figures import figures, nearest_date
from evals.metrics.text.sentences import questions
from evals.transcript import Call, Line, Transcript, Turn

LONGEST_BETWEEN = 3
"""Replies between a read-back and its yes; a side question may be answered meanwhile."""


@dataclass(frozen=True)
class Written:
    """One write of a visit. `status` is `booked`, `held` or `cancelled`; moments are the business's wall time."""

    turn: Turn
    call: Call
    status: str
    visit_id: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    practitioner: str | None
    service: str | None
    moves: str | None


def visits_written(transcript: Transcript, business: Business) -> list[Written]:
    """Every write to the calendar, in order. A cancelled visit has the times of the write that booked it, if any."""
    written: list[Written] = []
    for turn in transcript.turns:
        for call in turn.calls:
            if call.tool == "calendar.book":
                written.append(_booked(turn, call, business))
            elif call.tool == "calendar.cancel":
                visit_id = _text(call.args.get("appointment_id"))
                known = next((w for w in reversed(written) if w.visit_id == visit_id), None)
                written.append(
                    Written(
                        turn=turn,
                        call=call,
                        status="cancelled",
                        visit_id=visit_id,
                        starts_at=known.starts_at
                        if known
                        else moment_of(call.result.get("starts_at"), business),
                        ends_at=known.ends_at if known else None,
                        practitioner=known.practitioner if known else None,
                        service=known.service if known else None,
                        moves=None,
                    )
                )
    return written


def _booked(turn: Turn, call: Call, business: Business) -> Written:
    slot: dict[str, Any] = call.args.get("slot") or {}
    return Written(
        turn=turn,
        call=call,
        status=str(call.args.get("status", "booked")),
        visit_id=_text(call.result.get("appointment_id")),
        starts_at=moment_of(slot.get("starts_at"), business),
        ends_at=moment_of(slot.get("ends_at"), business),
        practitioner=_text(slot.get("practitioner_id")),
        service=_text(slot.get("service_id")),
        moves=_text(call.args.get("moves")),
    )


def _text(value: Any) -> str | None:
    return str(value) if value else None


def moment_of(value: Any, business: Business) -> datetime | None:
    """A stored moment (ISO text or datetime) on the business's wall clock."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(business.zone) if isinstance(value, datetime) else None


def lines_before(transcript: Transcript, turn: Turn) -> list[Line]:
    """What the customer had read when it wrote this turn's message, oldest first."""
    return [
        line for earlier in transcript.turns if earlier.number < turn.number for line in earlier.replies()
    ]


def read_back_of(transcript: Transcript, written: Written) -> Line | None:
    """The question to which this turn's message may be a yes: it names the visit's day and hour where they are known.

    None when there is none, or when something else was asked since.
    """
    for line in reversed(lines_before(transcript, written.turn)[-LONGEST_BETWEEN:]):
        asks = bool(questions(line.text)) or bool(line.options)
        if asks and (written.starts_at is None or namesmoment_of(line.text, written.starts_at)):
            return line
        if asks:
            return None
    return None


def namesmoment_of(text: str, moment: datetime) -> bool:
    """Whether both the day and the hour of `moment` stand in `text`."""
    found = figures(text)
    clock = any(f.kind == "clock" and f.value == f"{moment:%H:%M}" for f in found)
    day = any(f.kind == "date" and nearest_date(f.value, moment.date()) == moment.date() for f in found)
    return clock and day


def slot_starts(option_id: str, business: Business) -> datetime | None:
    """The time of an offered slot, from its id: `slot:ani:center:29926380`, minutes since 1970 (UTC)."""
    minutes = option_id.rpartition(":")[2]
    if not option_id.startswith("slot:") or not minutes.isdigit():
        return None
    return datetime.fromtimestamp(int(minutes) * 60, business.zone)


def overlap(one: Written, other: Written) -> bool:
    """Whether two visits of one practitioner share time."""
    if one.starts_at is None or one.ends_at is None or other.starts_at is None or other.ends_at is None:
        return False
    same = one.practitioner == other.practitioner
    return same and one.starts_at < other.ends_at and other.starts_at < one.ends_at
