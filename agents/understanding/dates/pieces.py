"""Days, hours and moments of a message, and when a day only says more of the days named before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from agents.understanding.dates.clock_values import Clock
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.windows import Wish

WORDS_OF_A_WISH = 4
"""Words between a week and the day of it that is liked best."""
_STRAIGHT = 2
"""Letters between two words of one phrase: a comma and a space."""


@dataclass
class Piece:
    """A day, an hour or a moment with its relation and its place in the text."""

    payload: Days | Clock | Instant
    relation: str
    start: int
    end: int
    excluded: bool = False
    after_or: bool = False
    until: bool = False
    """Said with "until": the end of what was named before, if that was a beginning."""
    settled: bool = False
    """Turned already ("not before 6"): "I work" behind it says why and turns nothing."""
    turned: bool = False
    """What a refusal left ("till 6 I work"): it narrows a part of the day named before it."""
    waits: bool = False
    """A day whose hour did not suit: a wish only when another hour follows."""


def narrow(last: Wish, piece: Piece, stream: list[Meaning]) -> bool:
    """Take a day into the wish before it where it says which of its days are meant: "Friday, 12 June", "next week,
    preferably Thursday". Whether it did."""
    day = piece.payload
    if last.days is None or not isinstance(day, Days):
        return False
    if (both := _between(last, piece, stream)) is not None:
        last.days, last.relation, last.end = both, "at", piece.end
        return True
    straight = last.end + _STRAIGHT >= piece.start
    if (last.clock is None or straight) and _same_day(last.days, piece, straight=straight):
        named = last.days.weekday if last.days.weekday is not None else day.weekday
        last.days = _named(day, named)
    elif _are_its_weekdays(last, piece):
        last.only = last.days.every or day.every
        last.days = last.days if last.days.start else day
    elif _is_its_weekday(last, piece):
        last.days = _named(last.days, day.weekday)
    elif (
        nearer := _day_of_week(last, piece, stream) or _side_of(last, piece) or _in_week(last, piece)
    ) is not None:
        last.days = nearer
    else:
        return False
    last.end = piece.end
    return True


def _between(last: Wish, piece: Piece, stream: list[Meaning]) -> Days | None:
    """after the 15th but before Christmas: the days between the two bounds."""
    first, day = last.days, piece.payload
    if first is None or not isinstance(day, Days) or last.clock is not None or piece.after_or:
        return None
    words = sum(m.kind == "word" for m in stream if last.end <= m.start < piece.start)
    if (
        last.relation not in ("after", "from")
        or piece.relation not in ("before", "by")
        or words > WORDS_OF_A_WISH
    ):
        return None
    start = first.end if last.relation == "after" else first.start
    end = day.start if piece.relation == "before" else day.end
    return Days(start, end) if start is not None and end is not None and start < end else None


def _same_day(days: Days, piece: Piece, *, straight: bool) -> bool:
    """в пятницу, 12 июня: the date tells which Friday. На следующей неделе в среду: the day tells which."""
    other = piece.payload
    if not isinstance(other, Days) or piece.after_or or piece.relation != "at" or other.start is None:
        return False
    if days.start is None:
        return False
    if straight and _is_weekend(days) and other.start.weekday() > 4 and other.grain == "day":
        return True  # "на выходных 5-6 декабря"
    if days.weekday is not None and other.weekday is None and other.grain == "day":
        # "Thursday 29/03" that is no Thursday: the date is the more exact of the two, and is read back with its weekday
        return other.start.weekday() == days.weekday or straight
    if days.end is None or other.end is None or not days.start <= other.start < days.end:
        return False
    shorter = other.end - other.start < days.end - days.start
    weekend = other.weekday is not None and days.end - days.start == timedelta(days=2)
    year = days.grain == "month" and days.end - days.start > timedelta(days=360)
    return (days.grain in ("week", "month") and other.grain == "day") or weekend or (year and shorter)


def _is_weekend(days: Days) -> bool:
    saturday = days.start is not None and days.start.weekday() > 4 and days.weekday is None
    return saturday and days.end is not None and days.end.weekday() == 0


def _named(days: Days, weekday: int | None) -> Days:
    """The days as said with that weekday, which may be another than theirs."""
    other = weekday is not None and days.start is not None and days.start.weekday() != weekday
    return replace(days, misnamed=days.start if other else None)


def _are_its_weekdays(last: Wish, piece: Piece) -> bool:
    """any Monday in December, next week on weekdays: weekdays in general, of a week or a month."""
    days, other = last.days, piece.payload
    if days is None or not isinstance(other, Days) or piece.relation != "at" or piece.after_or:
        return False
    whole = other if days.every else days
    return (
        bool(days.every) != bool(other.every) and whole.grain in ("week", "month") and whole.start is not None
    )


def _is_its_weekday(last: Wish, piece: Piece) -> bool:
    """28-го, в субботу: the weekday of the date just named."""
    days, other = last.days, piece.payload
    if days is None or days.start is None or days.end is None or days.weekday is not None:
        return False
    if (
        not isinstance(other, Days)
        or piece.relation != "at"
        or piece.after_or
        or last.end + _STRAIGHT < piece.start
    ):
        return False
    return days.end - days.start == timedelta(days=1) and other.weekday is not None


def _in_week(last: Wish, piece: Piece) -> Days | None:
    """Thursday 5 pm next week, в пятницу утром на следующей неделе: the week of the weekday, behind its hour."""
    day, week = last.days, piece.payload
    if day is None or day.weekday is None or day.every or last.end + 1 < piece.start:
        return None
    if not isinstance(week, Days) or week.start is None or week.grain != "week" or week.weekday is not None:
        return None
    if piece.relation != "at" or piece.after_or or week.start.weekday() != 0:
        return None
    return one_day(week.start + timedelta(days=day.weekday), day.weekday)


def _side_of(last: Wish, piece: Piece) -> Days | None:
    """next month some time after the 10th: what is left of that month."""
    whole, day = last.days, piece.payload
    if whole is None or whole.start is None or whole.end is None or whole.grain not in ("week", "month"):
        return None
    if not isinstance(day, Days) or day.start is None or day.end is None or last.relation != "at":
        return None
    if not whole.start <= day.start < whole.end or piece.after_or or piece.until:
        return None
    if piece.relation in ("after", "from"):
        start = day.end if piece.relation == "after" else day.start
        return Days(start, whole.end) if start < whole.end else None
    return Days(whole.start, day.start) if piece.relation == "before" and day.start > whole.start else None


def _day_of_week(last: Wish, piece: Piece, stream: list[Meaning]) -> Days | None:
    """the first week of October, on Friday: that week's Friday; next week, preferably Thursday."""
    week, day = last.days, piece.payload
    if (
        week is not None
        and week.tail
        and week.end is not None
        and week.end.weekday() == 0
        and week.grain == "day"
    ):
        week = Days(week.end - timedelta(weeks=1), week.end, "week")  # "end of the week, Friday preferably"
    if week is None or week.start is None or week.grain != "week" or last.clock is not None:
        return None
    if not isinstance(day, Days) or day.weekday is None or piece.after_or or piece.relation != "at":
        return None
    if week.end != week.start + timedelta(weeks=1):
        return None
    between = [m for m in stream if last.end <= m.start < piece.start]
    if piece.start > last.end + 5 and (
        len(between) > WORDS_OF_A_WISH or any(m.kind not in ("word", "mark", "at", "pivot") for m in between)
    ):
        return None
    return one_day(week.start + timedelta(days=day.weekday), day.weekday)
