"""Which days, hours and moments of a message belong together: one wish, or several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agents.understanding.dates.clock_values import Clock, narrowed
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.pieces import WORDS_OF_A_WISH, Piece, narrow
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.windows import Wish

_A_COMMA = 2
"""Letters between days of one list: "Mon, Wed or Fri"."""
_TWO = 2
"""Of three, "Mon, Wed, or Fri mornings", the comma before "or" is a list's."""
_A_SHORT_WORD = 4
"""Letters between an hour and the part of the day it is in: "8 in the evening"."""


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
    for piece in (p for p in pieces if not p.excluded):
        if isinstance(piece.payload, Instant):
            wishes.append(Wish(piece.start, piece.end, instant=piece.payload, relation=piece.relation))
        elif isinstance(piece.payload, Days):
            if moved is not None and wishes and wishes[-1].relation == "from":
                wishes.pop()  # "from Monday to Wednesday": where it is moved away from
            _join_days(wishes, piece, piece.payload, stream)
        else:
            _join_hours(wishes, piece, piece.payload, pieces, stream, rehinted)
    if excluded and not wishes:
        first = next(p for p in pieces if p.excluded)
        wishes.append(Wish(first.start, first.end))
    for wish in wishes:
        wish.excluded = excluded
    return wishes


def _join_days(wishes: list[Wish], piece: Piece, days: Days, stream: list[Meaning]) -> None:
    last = wishes[-1] if wishes else None
    if last is not None and piece.after_or and _is_a_bound(last):
        wishes.append(Wish(piece.start, piece.end, days=days, relation=piece.relation, either=True))
    elif last is not None and last.days is None and last.clock is not None and last.instant is None:
        last.days, last.relation, last.end = days, piece.relation, piece.end
        _share_day(wishes, days)
    elif last is None or not narrow(last, piece, stream):
        wishes.append(Wish(piece.start, piece.end, days=days, relation=piece.relation, either=piece.after_or))


def _is_a_bound(wish: Wish) -> bool:
    """ "After six, or on Saturday": hours of any day, and not of the one that is named behind "or"."""
    clock = wish.clock
    return (
        wish.days is None
        and wish.instant is None
        and clock is not None
        and not clock.point
        and (clock.lo is None) != (clock.hi is None)
    )


def _join_hours(
    wishes: list[Wish],
    piece: Piece,
    clock: Clock,
    pieces: list[Piece],
    stream: list[Meaning],
    rehinted: Callable[[Clock, str], Clock],
) -> None:
    last = wishes[-1] if wishes else None
    if last is None:
        wishes.append(Wish(piece.start, piece.end, clock=clock, left=piece.turned, either=piece.after_or))
        return
    beside = last.end + _A_SHORT_WORD >= piece.start
    if piece.after_or and last.days is not None and _day_follows(pieces, piece):
        wishes.append(Wish(piece.start, piece.end, clock=clock, either=True))
        return
    if last.left and last.clock is not None and not piece.turned:
        last.clock, last.left = clock, False
    elif (both := _both_bounds(last, piece, pieces, stream)) is not None:
        last.clock = both
    elif piece.turned and last.clock is not None and last.clock.part:
        last.clock = narrowed(last.clock, clock)
        return
    elif last.clock is None and last.instant is None:
        last.clock = clock
        _share_clock(wishes, clock, stream)
    elif last.clock is not None and last.clock.part and beside:
        last.clock = rehinted(clock, last.clock.name)
    elif last.clock is not None and clock.part and beside:
        last.clock = rehinted(last.clock, clock.name)
    else:
        wishes.append(
            Wish(
                piece.start, piece.end, days=last.days, clock=clock, left=piece.turned, either=piece.after_or
            )
        )
        return
    last.end = piece.end


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
            all(m.kind in ("word", "at", "the", "pivot") for m in between) and len(between) <= WORDS_OF_A_WISH
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
    if len(between) > WORDS_OF_A_WISH or any(m.kind == "mark" and m.word in ".!?;" for m in between):
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


def _share_day(wishes: list[Wish], days: Days) -> None:
    """4 or 5 on Wednesday: the day is meant for both."""
    for earlier, later in zip(reversed(wishes[:-1]), reversed(wishes[1:]), strict=True):
        if not later.either or earlier.days is not None or earlier.clock is None:
            return
        earlier.days = days


def _share_clock(wishes: list[Wish], clock: Clock, stream: list[Meaning]) -> None:
    """понедельник или вторник после 5: the hour is meant for both. "Sunday, or Monday before 11" is two thoughts."""
    for earlier, later in zip(reversed(wishes[:-1]), reversed(wishes[1:]), strict=True):
        between = [m for m in stream if earlier.end <= m.start < later.start]
        listed = later.either or later.start - earlier.end <= _A_COMMA or _are_both(between)
        if not listed or earlier.clock is not None or earlier.days is None:
            return
        if len(wishes) == _TWO and _is_afterthought(between):
            return
        earlier.clock = replace(clock)


def _are_both(between: list[Meaning]) -> bool:
    """Monday and Wednesday mornings."""
    kinds = [m.kind for m in between]
    return kinds.count("and") == 1 and all(kind in ("and", "at", "the") for kind in kinds)


def _is_afterthought(between: list[Meaning]) -> bool:
    comma = next((n for n, m in enumerate(between) if m.word == ","), len(between))
    said = any(m.kind in ("suits", "pivot") for m in between)
    place = next((n for n, m in enumerate(between) if m.kind == "or"), len(between))
    reason = sum(m.kind == "word" for m in between[place:]) > 1  # "or, if that is full, Wednesday"
    return said or reason or len(between) > place > comma
