"""All wished times of a message, in the business's local time."""

from __future__ import annotations

from datetime import datetime

from agents.understanding.dates.clocks import Clock, ClockReader, apply_relation, between
from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lexer import Meaning, read_meanings
from agents.understanding.dates.pieces import Piece, join_pieces
from agents.understanding.dates.spans import Days, Instant
from agents.understanding.dates.windows import to_windows
from domain.business.booking import BookingRules
from domain.language import Language
from domain.reading import TimeWindow

_RELATIONS = ("after", "before", "by", "from", "except", "around", "toward", "not")
_GLUE = ("at", "the", "of", "any", "in", "mark")
_AT_WORDS = frozenset({"в", "во", "на", "at", "@", "ժամը", "ժամի"})
MAX_DATED_CHARACTERS = 800
MAX_WINDOWS = 8
_CLAUSE_ENDS = frozenset(".!?;\n")


def read_windows(
    text: str, language: Language, now: datetime, rules: BookingRules, shown: str | None = None
) -> list[TimeWindow]:
    """The windows named in `text` (native script). `now` is aware local time of the business.

    A day without an hour is the whole day; an hour without a day has `start` None and bounds the hour only.
    Days the customer ruled out ("кроме пятницы", "не смогу в среду") become `exclude`. `shown` is the text to
    quote from when it has the same length as `text`.
    """
    stream = read_meanings(text[:MAX_DATED_CHARACTERS], language)
    pieces = _Scanner(stream, now, rules).pieces()
    quoted = shown if shown is not None and len(shown) == len(text) else text
    return to_windows(join_pieces(pieces, stream)[:MAX_WINDOWS], quoted, now, rules)


class _Scanner:
    def __init__(self, stream: list[Meaning], now: datetime, rules: BookingRules) -> None:
        self.stream = stream
        self.days = DayReader(stream, now)
        self.clocks = ClockReader(stream, self.days, rules)
        self.kind = self.days.kind

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        i, ruled_out, pending_or = 0, False, False
        while i < len(self.stream):
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
                    piece.excluded = True
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
        return self._day_piece(i, j, relation) or self._clock_piece(i, j, relation, bare, previous)

    def _day_piece(self, i: int, j: int, relation: str) -> tuple[Piece, int] | None:
        compact = self._compact_range(j)
        if compact is not None:
            days, k = compact
            return self._made(days, relation if relation != "from" else "at", i, k)
        taken = self.days.read(j)
        if taken is None:
            return None
        payload, k = taken
        if isinstance(payload, Instant):
            return self._made(payload, relation, i, k)
        case = self._case(k)
        k = self._skip_day_word(k)
        if relation in ("from", "between") or case == "from":
            second = self._range_end(k, relation, case)
            if second is not None and payload.start is not None and second[0].end is not None:
                end = second[0].end
                if second[0].start is not None and end <= payload.start:
                    return self._made(second[0], "at", i, second[1])
                return self._made(Days(payload.start, end, "day"), "at", i, second[1])
        if case == "from" and self.kind(k) in ("postafter", "postbefore"):
            relation, k = {"postafter": "after", "postbefore": "before"}[self.kind(k)], k + 1
        if relation == "at" and self.kind(k) in ("to", "mark") and self._is_dash_or_through(k):
            second = self._read_days(self.days.skip(k + 1, "at", "the"))
            if (
                second is not None
                and payload.start is not None
                and second[0].end is not None
                and second[0].end > payload.start
            ):
                return self._made(Days(payload.start, second[0].end, "day"), "at", i, second[1])
        if relation == "toward":
            relation = "by"
        return self._made(payload, relation, i, k)

    def _range_end(self, k: int, relation: str, case: str) -> tuple[Days, int] | None:
        joins = ("and",) if relation == "between" else ("to", "before")
        j = self.days.skip(k, "mark") if self.kind(k) == "mark" and self.stream[k].word in "-," else k
        if self.kind(j) in joins or (
            case == "from" and self.kind(j) in ("before", "weekday", "rel", "number", "month")
        ):
            return self._read_days(self.days.skip(j, *joins, "before", "at", "the"))
        return None

    def _read_days(self, j: int) -> tuple[Days, int] | None:
        taken = self.days.read(j) if j < len(self.stream) else None
        return (taken[0], taken[1]) if taken and isinstance(taken[0], Days) else None

    def _compact_range(self, j: int) -> tuple[Days, int] | None:
        """10-15 июня, с 10 по 15 июня, June 10-15."""
        first = self.days.month_day(j + 1) if self.kind(j) == "month" else self.days.month_day(j)
        if first is None or not 1 <= first[0] <= 31:
            return None
        k = first[1]
        dash = self.kind(k) == "mark" and self.stream[k].word == "-"
        if not dash and self.kind(k) not in ("to", "before"):
            return None
        second = self.days.month_day(k + 1)
        if second is None or not first[0] < second[0] <= 31:
            return None
        month = self.stream[j] if self.kind(j) == "month" else None
        after = second[1]
        if month is None and self.kind(after) == "month":
            month, after = self.stream[after], after + 1
        if month is None:
            return None
        ends = self.days._with_year(second[0], month.value, after)
        start = self.days._with_year(first[0], month.value, len(self.stream))[0].start
        return (
            (Days(start, ends[0].end, "day"), ends[1])
            if start and ends[0].end and start < ends[0].end
            else None
        )

    def _is_dash_or_through(self, k: int) -> bool:
        word = self.stream[k].word
        return word in ("-", "through", "thru", "to", "по")

    def _skip_day_word(self, k: int) -> int:
        return k + 1 if self.kind(k) == "unit" and self.stream[k].word in ("օրը", "օրվա", "օր") else k

    def _case(self, k: int) -> str:
        return self.stream[k - 1].case if 0 < k <= len(self.stream) else ""

    def _range_after(self, j: int) -> bool:
        number = self.days.count(j + 1)
        k = number[1] if number else j + 2
        k = self.days.skip(k, "unit", "part", "am", "pm", "oclock")
        return self.kind(k) in ("to", "before") or (self.kind(k) == "mark" and self.stream[k].word == "-")

    def _clock_piece(
        self, i: int, j: int, relation: str, bare: bool, previous: Piece | None
    ) -> tuple[Piece, int] | None:
        m = self.stream[j]
        beside_day = (
            previous is not None and isinstance(previous.payload, Days) and self._touching(previous, i)
        )
        hour_case = m.case in ("at", "from") and m.kind in ("number", "num", "hm")
        taken = self.clocks.read(j, bare=bare or beside_day or hour_case)
        if taken is None:
            return None
        clock, k = taken
        dash = self.kind(k) == "mark" and self.stream[k].word == "-"
        ranged = relation in ("from", "between") or dash or clock.case == "from"
        if ranged and not clock.part:
            joins = ("and",) if relation == "between" else ("to", "before")
            if (
                dash
                or self.kind(k) in joins
                or (clock.case == "from" and self.kind(k) in ("number", "hm", "num", "before"))
            ):
                second = self.clocks.read(
                    self.days.skip(k + (1 if dash else 0), *joins, "before", "at"), bare=True
                )
                span = between(clock, second[0]) if second else None
                if second and span:
                    return self._made(span, "at", i, second[1])
        if clock.case == "from" and self.kind(k) in ("postafter", "postbefore"):
            relation, k = {"postafter": "after", "postbefore": "before"}[self.kind(k)], k + 1
        elif self.kind(k) == "postaround":
            relation, k = "around", k + 1
        elif clock.case == "from" and relation == "at":
            relation = "from"
        if relation in ("except", "not", "between"):
            return None
        return self._made(apply_relation(clock, "at" if relation == "toward" else relation), relation, i, k)

    def _touching(self, previous: Piece, i: int) -> bool:
        gap = [m for m in self.stream if previous.end <= m.start < self.stream[i].start]
        return all(m.kind in _GLUE or m.word == "," for m in gap)

    def _made(self, payload: Days | Clock | Instant, relation: str, i: int, k: int) -> tuple[Piece, int]:
        excluded = relation in ("except", "not")
        return Piece(payload, relation, self.stream[i].start, self.stream[k - 1].end, excluded), max(k, i + 1)
