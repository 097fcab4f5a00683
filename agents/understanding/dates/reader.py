"""All wished times of a message, in the business's local time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from agents.understanding.dates.clock_values import Clock, apply_relation, between
from agents.understanding.dates.clocks import ClockReader
from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lexer import Meaning, read_meanings
from agents.understanding.dates.pieces import Piece, join_pieces
from agents.understanding.dates.ranges import UNTIL, RangeReader
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.windows import to_windows
from domain.business.booking import BookingRules
from domain.language import Language
from domain.reading import TimeWindow

_RELATIONS = ("after", "before", "by", "from", "except", "around", "toward", "not")
_GLUE = ("at", "the", "of", "any", "in", "mark")
_AT_WORDS = frozenset({"в", "во", "на", "at", "@", "ժամը", "ժամի"})
MAX_DATED_CHARACTERS = 800
MAX_WINDOWS = 8
_MOST_PIECES = 5 * MAX_WINDOWS
_CLAUSE_ENDS = frozenset(".!?;\n")


def read_windows(
    text: str, language: Language, now: datetime, rules: BookingRules, shown: str | None = None
) -> list[TimeWindow]:
    """The windows of `read_placed_windows` without their places."""
    return [window for window, _, _ in read_placed_windows(text, language, now, rules, shown)]


def read_placed_windows(
    text: str, language: Language, now: datetime, rules: BookingRules, shown: str | None = None
) -> list[tuple[TimeWindow, int, int]]:
    """The windows named in `text` (native script). `now` is aware local time of the business.

    A day without an hour is the whole day; an hour without a day has `start` None and bounds the hour only.
    Days the customer ruled out ("кроме пятницы", "не смогу в среду") become `exclude`. `shown` is the text to
    quote from when it has the same length as `text`. Each comes with its place in `text`, half-open.
    """
    stream = read_meanings(text[:MAX_DATED_CHARACTERS], language)
    scanner = _Scanner(stream, now, rules)
    pieces = scanner.pieces()
    quoted = shown if shown is not None and len(shown) == len(text) else text
    wishes = join_pieces(pieces, stream, scanner.clocks.rehinted)[:MAX_WINDOWS]
    windows = to_windows(wishes, quoted, now, rules)
    return [(window, wish.start, wish.end) for wish, window in zip(wishes, windows, strict=True)]


class _Scanner:
    def __init__(self, stream: list[Meaning], now: datetime, rules: BookingRules) -> None:
        self.stream = stream
        self.days = DayReader(stream, now)
        self.clocks = ClockReader(stream, self.days, rules)
        self.ranges = RangeReader(self.days)
        self.kind = self.days.kind

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        i, ruled_out, pending_or = 0, False, False
        while i < len(self.stream) and len(found) < _MOST_PIECES:
            m = self.stream[i]
            if m.kind == "cannot":
                ruled_out = True
            elif m.kind in ("pivot", "move") or (m.kind == "mark" and m.word in _CLAUSE_ENDS):
                ruled_out = False
            elif m.kind == "or":
                pending_or = True
            taken = self._piece(i, found[-1] if found else None)
            if taken is None:
                i += 1
                continue
            piece, i = taken
            piece.after_or = pending_or
            pending_or = False
            if ruled_out and not piece.excluded:
                if isinstance(piece.payload, Days) and piece.payload.start is not None:
                    piece.excluded = piece.payload.start >= self.days.today
                else:
                    continue
            found.append(piece)
        return found

    def _piece(self, i: int, previous: Piece | None) -> tuple[Piece, int] | None:
        relation, j, bare = "at", i, False
        while self.kind(j) in (*_RELATIONS, "at", "the", "any", "between"):
            m = self.stream[j]
            if m.kind in _RELATIONS:
                relation = m.kind if relation not in ("except", "not") or m.kind == "except" else relation
                bare = m.kind in ("after", "before", "by", "around", "toward") or (
                    m.kind == "from" and self._range_after(j)
                )
            elif m.kind == "at" and m.word in _AT_WORDS:
                bare = True
            elif m.kind == "between":
                relation, bare = "between", True
            j += 1
        if (
            relation == "not"
            and j < len(self.stream)
            and self.stream[j].kind not in ("rel", "weekday", "weekend")
        ):
            return None
        if j >= len(self.stream):
            return None
        if self.kind(j) == "todate":
            return self._made(Instant(self.days.now, now=True), "before", i, j + 1)
        if self.kind(j) == "soon":
            return self._made(Instant(self.days.now, now=True), "from", i, j + 1)
        return self._day_piece(i, j, relation) or self._clock_piece(i, j, relation, bare, previous)

    def _day_piece(self, i: int, j: int, relation: str) -> tuple[Piece, int] | None:
        compact = self.ranges.numbers(j, relation)
        if compact is not None:
            return self._made(
                compact[0], relation if relation not in ("from", "between") else "at", i, compact[1]
            )
        taken = self.days.read(j)
        if taken is None:
            return None
        payload, k = taken
        case = self._case(k)
        if isinstance(payload, Instant):
            ranged = self.ranges.days(j, one_day(payload.at.date()), k, relation, "") if payload.now else None
            if ranged is not None:
                return self._made(ranged[0], "at", i, ranged[1])
            lasting = self._from_now(payload, k, relation) if payload.now else None
            if lasting is not None:
                return self._made(lasting[0], "at", i, lasting[1])
            return self._made(payload, "at" if relation == "toward" else relation, i, k)
        k = self._skip_day_word(k)
        ranged = self.ranges.days(j, payload, k, relation, case)
        if ranged is not None:
            return self._made(ranged[0], "at", i, ranged[1])
        if relation == "between":
            relation = "at"
        if case == "from" and self.kind(k) in ("postafter", "postbefore"):
            relation, k = {"postafter": "after", "postbefore": "before"}[self.kind(k)], k + 1
        elif self.kind(k) == "postfrom" and self.kind(k + 1) in ("", "mark"):
            relation, k = "from", k + 1
        if relation == "toward":
            # "к пятнице" is a deadline, "к 3 марта" in a list of dates too
            relation = "by"
        return self._made(payload, relation, i, k)

    def _from_now(self, now: Instant, k: int, relation: str) -> tuple[Instant, int] | None:
        """between now and eight, from now until ten minutes later."""
        joiner = self._clock_joiner(k, Clock(None, None), relation)
        if joiner is None:
            return None
        moment = self.days.read(joiner)
        if moment is not None and isinstance(moment[0], Instant):
            return replace(now, until=moment[0].at, now=False), moment[1]
        hour = self.clocks.read(joiner, bare=True)
        if hour is None or not hour[0].point or hour[0].lo is None:
            return None
        midnight = now.at.replace(hour=0, minute=0, second=0, microsecond=0)
        until = midnight + timedelta(minutes=hour[0].lo)
        if until <= now.at:
            until += timedelta(hours=24 if hour[0].hinted or until + timedelta(hours=12) <= now.at else 12)
        return replace(now, until=until, now=False), hour[1]

    def _skip_day_word(self, k: int) -> int:
        return k + 1 if self.kind(k) == "unit" and self.stream[k].word in ("օրը", "օրվա", "օր") else k

    def _case(self, k: int) -> str:
        return self.stream[k - 1].case if 0 < k <= len(self.stream) else ""

    def _range_after(self, j: int) -> bool:
        number = self.days.count(j + 1)
        k = number[1] if number else j + 2
        k = self.days.skip(k, "unit", "part", "am", "pm", "oclock", "num")
        return self.kind(k) in ("to", "before") or (self.kind(k) == "mark" and self.stream[k].word == "-")

    def _clock_piece(
        self, i: int, j: int, relation: str, bare: bool, previous: Piece | None
    ) -> tuple[Piece, int] | None:
        m = self.stream[j]
        if m.word == "lunch" and not self._is_lunch_time(i, j, previous):
            return None
        beside_day = (
            previous is not None and isinstance(previous.payload, Days) and self._touching(previous, i)
        )
        hour_case = m.case in ("at", "from") and m.kind in ("number", "num", "hm")
        taken = self.clocks.read(j, bare=bare or beside_day or hour_case) or self._first_of_two(j)
        if taken is None:
            return None
        clock, k = taken
        ranged = self._clock_range(clock, k, relation)
        if ranged is not None:
            return self._made(ranged[0], "at", i, ranged[1])
        if (
            clock.point
            and clock.lo is not None
            and self.stream[k - 1].end < len(self.stream[-1].word) + self.stream[-1].start
        ):
            lasting = (
                self.days.length(k + 1) if k < len(self.stream) and self.stream[k].word == "for" else None
            )
            if lasting is not None and lasting[0].is_clock:
                end = min(clock.lo + int(lasting[0].minutes), 24 * 60)
                return self._made(replace(clock, hi=end, point=False), "at", i, lasting[1])
        if clock.case == "from" and self.kind(k) in ("postafter", "postbefore"):
            relation, k = {"postafter": "after", "postbefore": "before"}[self.kind(k)], k + 1
        elif self.kind(k) == "postaround":
            relation, k = "around", k + 1
        elif self.kind(k) == "postfrom":
            relation, k = "from", k + 1
        elif clock.case == "from" and relation == "at":
            relation = "from"
        if relation in ("except", "not", "between"):
            return None
        return self._made(apply_relation(clock, "at" if relation == "toward" else relation), relation, i, k)

    def _is_lunch_time(self, i: int, j: int, previous: Piece | None) -> bool:
        """ "at lunch", "lunch tomorrow", "Friday lunch"; to have lunch is no time."""
        if any(self.kind(n) == "at" for n in range(i, j)) or self.kind(j + 1) in ("rel", "weekday", "at"):
            return True
        return previous is not None and self._touching(previous, i)

    def _first_of_two(self, j: int) -> tuple[Clock, int] | None:
        """5 to 6 pm, 9-11am: a number alone is an hour when the second says so."""
        if self.kind(j) not in ("number", "num") or self.kind(j - 1) in ("month", "mark"):
            return None
        taken = self.clocks.read(j, bare=True)
        if taken is None or not taken[0].point:
            return None
        joiner = self._clock_joiner(taken[1], taken[0], "at")
        second = self.clocks.read(joiner, bare=True) if joiner else None
        return (
            taken
            if second and second[0].point and second[0].hinted and self._said_half(joiner, second[1])
            else None
        )

    def _said_half(self, j: int | None, k: int) -> bool:
        return any(self.kind(n) in ("am", "pm", "part", "oclock") for n in range(j or 0, k))

    def _clock_joiner(self, k: int, clock: Clock, relation: str) -> int | None:
        """The place of a stretch's second hour, or None."""
        dash = self.kind(k) == "mark" and self.stream[k].word in "-/"
        joined = self.kind(k) in (("and", "to") if relation == "between" else ("to", "before"))
        if (
            self.kind(k) == "before"
            and self.stream[k].word not in UNTIL
            and relation not in ("from", "between")
        ):
            joined = False
        if not (
            dash or joined or (clock.case == "from" and self.kind(k) in ("number", "hm", "num", "before"))
        ):
            return None
        return self.days.skip(k + (1 if dash else 0), "and", "to", "before", "at")

    def _clock_range(self, clock: Clock, k: int, relation: str) -> tuple[Clock, int] | None:
        joiner = None if clock.part or not clock.point else self._clock_joiner(k, clock, relation)
        second = self.clocks.read(joiner, bare=True) if joiner else None
        if second is None or second[0].part:
            return None
        span = between(clock, second[0])
        return (span, second[1]) if span else None

    def _touching(self, previous: Piece, i: int) -> bool:
        gap = [m for m in self.stream if previous.end <= m.start < self.stream[i].start]
        return all(m.kind in _GLUE or m.word == "," for m in gap)

    def _made(self, payload: Days | Clock | Instant, relation: str, i: int, k: int) -> tuple[Piece, int]:
        excluded = relation in ("except", "not")
        return Piece(payload, relation, self.stream[i].start, self.stream[k - 1].end, excluded), max(k, i + 1)
