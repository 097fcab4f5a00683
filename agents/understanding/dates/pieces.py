"""Days, hours and moments of a message, and which of them belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from agents.understanding.dates.clock_values import Clock, narrowed
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.windows import Wish

_A_COMMA = 2
"""Letters between days of one list: "Mon, Wed or Fri"."""
_WORDS_OF_A_WISH = 4
"""Words between a week and the day of it that is liked best."""


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


def join_pieces(
    pieces: list[Piece], stream: list[Meaning], rehinted: Callable[[Clock, str], Clock]
) -> list[Wish]:
    """Days and hours that belong together; ruled-out days go to every wish.

    `rehinted` moves a guessed hour into the part of the day that is named beside it.
    """
    moved = next((m.start for m in stream if m.kind == "move"), None)
    if moved is not None and any(p.start > moved for p in pieces) and any(p.start < moved for p in pieces):
        pieces = [p for p in pieces if p.start > moved or p.excluded]
    pieces = [p for i, p in enumerate(pieces) if not p.waits or _hour_follows(pieces, i)]
    pieces = [p for i, p in enumerate(pieces) if not _is_of_a_day(pieces, i, stream)]
    wishes: list[Wish] = []
    excluded = [p.payload for p in pieces if p.excluded and isinstance(p.payload, Days)]
    for index, piece in enumerate(p for p in pieces if not p.excluded):
        last = wishes[-1] if wishes else None
        if isinstance(piece.payload, Instant):
            wishes.append(Wish(piece.start, piece.end, instant=piece.payload, relation=piece.relation))
        elif isinstance(piece.payload, Days):
            if moved is not None and last is not None and last.relation == "from" and index:
                wishes.pop()
                last = wishes[-1] if wishes else None
            if last is not None and last.days is None and last.clock is not None and last.instant is None:
                last.days, last.relation, last.end = piece.payload, piece.relation, piece.end
                _share_day(wishes, piece.payload)
            elif (
                last is not None
                and last.days is not None
                and (last.clock is None or last.end + 2 >= piece.start)
                and _same_day(last.days, piece, straight=last.end + 2 >= piece.start)
            ):
                named = last.days.weekday if last.days.weekday is not None else piece.payload.weekday
                last.days, last.end = _named(piece.payload, named), piece.end
            elif last is not None and _are_its_weekdays(last, piece):
                last.only = (last.days.every if last.days else ()) or piece.payload.every
                last.days = last.days if last.days and last.days.start else piece.payload
                last.end = piece.end
            elif last is not None and last.days and _is_its_weekday(last, piece):
                last.days, last.end = _named(last.days, piece.payload.weekday), piece.end
            elif last is not None and (day := _day_of_week(last, piece, stream)) is not None:
                last.days, last.end = day, piece.end
            elif last is not None and (part := _side_of(last, piece)) is not None:
                last.days, last.end = part, piece.end
            else:
                wishes.append(
                    Wish(
                        piece.start,
                        piece.end,
                        days=piece.payload,
                        relation=piece.relation,
                        either=piece.after_or,
                    )
                )
        elif piece.after_or and last is not None and last.days is not None and _day_follows(pieces, piece):
            wishes.append(Wish(piece.start, piece.end, clock=piece.payload, either=True))
        elif last is not None and last.left and last.clock is not None and not piece.turned:
            last.clock, last.end, last.left = piece.payload, piece.end, False
        elif last is not None and (both := _both_bounds(last, piece, pieces, stream)) is not None:
            last.clock, last.end = both, piece.end
        elif piece.turned and last is not None and last.clock is not None and last.clock.part:
            last.clock = narrowed(last.clock, piece.payload)
        elif last is not None and last.clock is None and last.instant is None:
            last.clock, last.end = piece.payload, piece.end
            _share_clock(wishes, piece.payload)
        elif last is not None and last.clock is not None and last.clock.part and last.end + 4 >= piece.start:
            last.clock, last.end = rehinted(piece.payload, last.clock.name), piece.end
        elif (
            last is not None and last.clock is not None and piece.payload.part and last.end + 4 >= piece.start
        ):
            last.clock, last.end = rehinted(last.clock, piece.payload.name), piece.end
        else:
            days = last.days if last is not None else None
            other = Wish(piece.start, piece.end, days=days, clock=piece.payload, left=piece.turned)
            other.either = piece.after_or
            wishes.append(other)
    if excluded and not wishes:
        first = next(p for p in pieces if p.excluded)
        wishes.append(Wish(first.start, first.end))
    for wish in wishes:
        wish.excluded = excluded
    return wishes


def _is_of_a_day(pieces: list[Piece], i: int, stream: list[Meaning]) -> bool:
    """как можно раньше в пятницу: the soonest of that day, not of all. "Asap, today if you can" is both.

    So is the day of "today in an hour": the moment tells it.
    """
    soon = pieces[i].payload
    if isinstance(soon, Days) and i + 1 < len(pieces) and not pieces[i].excluded:
        moment = pieces[i + 1].payload
        if not isinstance(moment, Instant) or moment.now or pieces[i].end + _A_COMMA < pieces[i + 1].start:
            return False
        day = one_day(moment.at.date())
        return (soon.start, soon.end) == (day.start, day.end)
    if not isinstance(soon, Instant) or not soon.now or pieces[i].relation != "from":
        return False
    beside = (n for n in (i - 1, i + 1) if 0 <= n < len(pieces))
    for other in (pieces[n] for n in beside):
        first, last = sorted((other, pieces[i]), key=lambda p: p.start)
        between = [m for m in stream if first.end <= m.start < last.start]
        plain = (
            all(m.kind in ("word", "at", "the", "pivot") for m in between)
            and len(between) <= _WORDS_OF_A_WISH
        )
        if plain and isinstance(other.payload, Days) and not (other.excluded or other.after_or):
            return True
    return False


def _both_bounds(last: Wish, piece: Piece, pieces: list[Piece], stream: list[Meaning]) -> Clock | None:
    """after 1 and before 5, not before 10 and not after 12, after lunch but before 4: one stretch."""
    clock, other = last.clock, piece.payload
    if (
        clock is None
        or not isinstance(other, Clock)
        or piece.after_or
        or piece.turned
        or clock.point
        or other.point
    ):
        return None
    between = [m for m in stream if last.end <= m.start < piece.start]
    if len(between) > _WORDS_OF_A_WISH or any(m.kind == "mark" and m.word in ".!?;" for m in between):
        return None
    if last.days is not None and _day_follows(pieces, piece):
        return None  # "Friday after 1, before 5 on Saturday"
    if other.part or (other.lo is not None) == (other.hi is not None):
        return None
    if clock.part and last.end + 4 >= piece.start and not other.hinted:
        return None  # "in the evening before 8": which half of the day it is tells the part
    if clock.part:
        left = narrowed(clock, other)
        return left if left.lo is not None and left.hi is not None and left.lo < left.hi else None
    lo = clock.lo if clock.hi is None else other.lo
    hi = other.hi if clock.hi is None else clock.hi
    if (clock.lo is not None and clock.hi is not None) or lo is None or hi is None or lo >= hi:
        return None
    return Clock(lo, hi, hinted=clock.hinted or other.hinted)


def _day_follows(pieces: list[Piece], piece: Piece) -> bool:
    """today or first thing tomorrow: the hour belongs to the day behind it."""
    after = next((p for p in pieces if p.start >= piece.end and p is not piece), None)
    if after is None or not isinstance(after.payload, Days) or after.after_or or after.excluded:
        return False
    return after.start - piece.end <= _A_COMMA + 2


def _hour_follows(pieces: list[Piece], i: int) -> bool:
    """завтра в 5 не могу, можно в 6?"""
    after = pieces[i + 1 : i + 2]
    return bool(after) and isinstance(after[0].payload, Clock)


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
    if not isinstance(other, Days) or piece.relation != "at" or piece.after_or or last.end + 2 < piece.start:
        return False
    return days.end - days.start == timedelta(days=1) and other.weekday is not None


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
        len(between) > _WORDS_OF_A_WISH or any(m.kind not in ("word", "mark", "at", "pivot") for m in between)
    ):
        return None
    return one_day(week.start + timedelta(days=day.weekday), day.weekday)


def _share_day(wishes: list[Wish], days: Days) -> None:
    """4 or 5 on Wednesday: the day is meant for both."""
    for earlier, later in zip(reversed(wishes[:-1]), reversed(wishes[1:]), strict=True):
        if not later.either or earlier.days is not None or earlier.clock is None:
            return
        earlier.days = days


def _share_clock(wishes: list[Wish], clock: Clock) -> None:
    """понедельник или вторник после 5: the hour is meant for both."""
    for earlier, later in zip(reversed(wishes[:-1]), reversed(wishes[1:]), strict=True):
        listed = later.either or later.start - earlier.end <= _A_COMMA
        if not listed or earlier.clock is not None or earlier.days is None:
            return
        earlier.clock = replace(clock)
