"""Stretches between two moments: "from 5 pm on Friday until 9 am on Monday", "arrive Thursday and stay until Sunday"."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from agents.understanding.dates.clock_values import Clock
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.pieces import Piece
from agents.understanding.dates.spans import Days, Instant

_FAR = 4
"""Letters between a day and its hour: " on ", ", "."""


def join_stays(pieces: list[Piece], stream: list[Meaning], now: datetime) -> list[Piece]:
    """The pieces with each beginning and its "until …" as one stretch. An "until" with an hour alone bounds its day."""
    joined: list[Piece] = []
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        if piece.until and not piece.excluded and joined:
            last = _group(pieces, i)
            first = _group_before(joined)
            if _begin_and_end(first, last, stream):
                stretch = _stretch(first, last, now)
                if stretch is not None:
                    del joined[len(joined) - len(first) :]
                    joined.append(stretch)
                    i += len(last)
                    continue
        joined.append(piece)
        i += 1
    return joined


def _group(pieces: list[Piece], i: int) -> list[Piece]:
    """A day with its hour, or either alone, that begins at `i`."""
    here = [pieces[i]]
    if i + 1 < len(pieces) and _belong(pieces[i], pieces[i + 1]):
        here.append(pieces[i + 1])
    return here


def _group_before(joined: list[Piece]) -> list[Piece]:
    if len(joined) > 1 and _belong(joined[-2], joined[-1]):
        return joined[-2:]
    return joined[-1:]


def _belong(first: Piece, second: Piece) -> bool:
    kinds = {type(first.payload), type(second.payload)}
    later = second.relation == "at" or (second.relation == "by" and isinstance(second.payload, Clock))
    return kinds == {Days, Clock} and later and second.start - first.end <= _FAR and not second.excluded


def _begin_and_end(first: list[Piece], last: list[Piece], stream: list[Meaning]) -> bool:
    """Whether the two are the ends of one stretch: "from" says so, or a word of staying between them."""
    if any(p.excluded or p.after_or or isinstance(p.payload, Instant) for p in (*first, *last)):
        return False
    if not any(isinstance(p.payload, Days) and p.payload.start is not None for p in last):
        return False
    between = [m for m in stream if first[-1].end <= m.start < last[0].start]
    if any(m.kind in ("cannot", "pivot") or (m.kind == "mark" and m.word in ".!?;") for m in between):
        return False
    if first[0].relation == "from":
        return len(between) <= 1
    has_day = any(isinstance(p.payload, Days) and p.payload.start is not None for p in first)
    stays = any(m.kind == "stay" for m in between)
    return has_day and first[0].relation == "at" and (stays or (not between and len(first) + len(last) > 2))


def _stretch(first: list[Piece], last: list[Piece], now: datetime) -> Piece | None:
    begin_days, begin_clock = _parts(first)
    end_days, end_clock = _parts(last)
    if end_days is None or end_days.start is None or end_days.end is None:
        return None
    start_day = begin_days.start if begin_days is not None else now.date()
    if start_day is None:
        return None
    end_first, end_last = end_days.start, end_days.end
    while end_days.weekday is not None and end_first <= start_day:
        end_first, end_last = end_first + timedelta(weeks=1), end_last + timedelta(weeks=1)
    begins, ends = first[0].start, last[-1].end
    if begin_clock is None and end_clock is None:
        if end_last <= start_day:
            return None
        return Piece(Days(start_day, end_last), "at", begins, ends)
    midnight = datetime.combine(start_day, time(), tzinfo=now.tzinfo)
    start = midnight + timedelta(minutes=(begin_clock.lo or 0) if begin_clock else 0)
    minutes = end_clock.lo if end_clock is not None and end_clock.lo is not None else None
    if end_clock is not None and minutes is None:
        minutes = end_clock.hi
    day = end_first if minutes is not None else end_last
    end = datetime.combine(day, time(), tzinfo=now.tzinfo) + timedelta(minutes=minutes or 0)
    return Piece(Instant(start, until=end), "at", begins, ends) if end > start else None


def _parts(group: list[Piece]) -> tuple[Days | None, Clock | None]:
    days = next((p.payload for p in group if isinstance(p.payload, Days)), None)
    clock = next((p.payload for p in group if isinstance(p.payload, Clock)), None)
    return days, clock
