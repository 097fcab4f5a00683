"""Comparing times after cutting them to a grain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

GRAINS = ("second", "minute", "hour", "day", "week", "month", "year", "time_of_day")
_SIZES = {
    "second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1),
    "time_of_day": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1),
}  # fmt: skip
_A_DAY = date(2000, 1, 3)
"""Times of day are compared on one day."""


@dataclass(frozen=True)
class Expected:
    """What a source says. `accepted` holds (start, end) as written there; each is as good as another.

    `end_exclusive` None: the source does not say.
    """

    kind: str
    grain: str | None = None
    end_exclusive: bool | None = None
    accepted: list[tuple[str | None, str | None]] = field(default_factory=list)

    def check(self) -> None:
        """Raises ValueError when a time does not parse, or nothing is expected."""
        if not any(start or end for start, end in self.accepted):
            raise ValueError("neither start nor end is given")
        for start, end in self.accepted:
            for text in (start, end):
                if text is not None:
                    _parse(text)


def cut(moment: datetime, grain: str) -> datetime:
    """`moment` at the beginning of its grain; seconds become minutes, a week begins on Monday."""
    at_minute = moment.replace(second=0, microsecond=0)
    if grain in ("second", "minute"):
        return at_minute
    if grain == "time_of_day":
        return datetime.combine(_A_DAY, at_minute.time())
    if grain == "hour":
        return at_minute.replace(minute=0)
    day = at_minute.replace(hour=0, minute=0)
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    return day.replace(day=1, month=1) if grain == "year" else day


def agrees(expected: Expected, found: dict[str, Any], *, start_only: bool = False) -> bool:
    """Whether a `dates` entry of a reading is what the source says, by any of its answers."""
    return any(_agrees(expected, pair, found, start_only=start_only) for pair in expected.accepted)


def _agrees(
    expected: Expected, pair: tuple[str | None, str | None], found: dict[str, Any], *, start_only: bool
) -> bool:
    grain = expected.grain or "day"
    start, end = (None if text is None else _parse(text) for text in pair)
    found_start, found_end = (
        None if found.get(name) is None else datetime.fromisoformat(found[name]) for name in ("start", "end")
    )
    if expected.kind == "open_before":
        bound = end or start
        return found_start is None and _same(found_end, bound, grain)
    if expected.kind == "open_after":
        return _same(found_start, start, grain) and (start_only or found_end is None)
    if not _same(found_start, start, grain):
        return False
    if expected.kind == "instant" or start_only or end is None:
        return True
    return any(_same(found_end, candidate, grain) for candidate in _ends(expected, end, grain))


def _ends(expected: Expected, end: datetime, grain: str) -> list[datetime]:
    """Half-open ends that say the same as the source's."""
    size = _SIZES.get(grain)
    if size is None:
        return [end]
    clock = grain in ("second", "minute", "hour", "time_of_day")
    if expected.end_exclusive:
        return [end, end - size] if clock else [end]
    return [end] if clock else [end, end + size]


def _same(found: datetime | None, wanted: datetime | None, grain: str) -> bool:
    return found is not None and wanted is not None and cut(found, grain) == cut(wanted, grain)


def _parse(text: str) -> datetime:
    """A moment, a day or a time of day; zones are dropped, wall time is compared."""
    if "T" in text or "-" in text:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    return datetime.combine(_A_DAY, time.fromisoformat(text))
