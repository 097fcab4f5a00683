"""A reading as JSON, for `read` on the command line and for evals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.reading import Reading, TimeWindow


def reading_to_json(reading: Reading, now: datetime) -> dict[str, Any]:
    """Plain values. `dates` are ISO local times of `now`'s zone, half-open; an open bound is null.

    An hour without a day is shown at its next occurrence after `now`. A wish without any time (only ruled-out days)
    and a date that does not exist give no entry in `dates`; `entities.windows` holds them all.
    """
    entities = reading.entities.model_dump(mode="json")
    dates = [d for w in reading.entities.windows if (d := _date(w, now)) is not None]
    return {
        "text": reading.text,
        "language": reading.language,
        "script": reading.script,
        "route": reading.route,
        "routes": [r.model_dump() for r in reading.routes],
        "intent": reading.intent,
        "confidence": reading.confidence,
        "acts": list(reading.acts),
        "flags": list(reading.flags),
        "choice": reading.choice,
        "entities": entities,
        "dates": dates,
        "source": reading.source,
        "why": list(reading.why),
    }


def _date(window: TimeWindow, now: datetime) -> dict[str, str | None] | None:
    start, end = window.start, window.end
    if start is None and (window.daily_from is not None or (window.daily_to is not None and end is None)):
        day = now.date()
        if window.daily_from is not None:
            if (
                datetime.combine(day, window.daily_from, tzinfo=now.tzinfo) < now
                and window.daily_to is not None
            ):
                past = datetime.combine(day, window.daily_to, tzinfo=now.tzinfo) <= now
                day += timedelta(days=1 if past else 0)
            start = datetime.combine(day, window.daily_from, tzinfo=now.tzinfo)
        if window.daily_to is not None:
            end = datetime.combine(day, window.daily_to, tzinfo=now.tzinfo)
    elif start is not None and window.daily_from is not None:
        start = datetime.combine(start.date(), window.daily_from, tzinfo=now.tzinfo)
    if start is None and end is None:
        return None
    return {"start": _iso(start, now), "end": _iso(end, now), "grain": window.grain, "text": window.text}


def _iso(moment: datetime | None, now: datetime) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(now.tzinfo).replace(tzinfo=None).isoformat(timespec="minutes")
