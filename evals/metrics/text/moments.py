"""A moment said in words: its clock time, with its date or without."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from evals.metrics.text.figures import Figure, nearest_date
from evals.metrics.text.sentences import folded

_RELATIVE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (2, ("послезавтра", "վաղը չէ մյուս օրը", "day after tomorrow")),
    (1, ("завтра", "վաղը", "վաղվա", "tomorrow")),
    (0, ("сегодня", "այսօր", "today")),
)


def clock(figure: Figure) -> time:
    hour, minute = figure.value.split(":")
    return time(int(hour), int(minute))


def day_said(text: str, dates: list[Figure], at: datetime) -> date:
    """The day `text` speaks of: a date in it, else today or tomorrow by name, else the day of `at`."""
    for figure in dates:
        day = nearest_date(figure.value, at.date())
        if day is not None:
            return day
    said = folded(text)
    for distance, words in _RELATIVE:
        if any(word in said for word in words):
            return at.date() + timedelta(days=distance)
    return at.date()
