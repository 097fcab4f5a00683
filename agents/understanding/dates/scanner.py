"""A stream of meanings as pieces: days, hours and moments, each with what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from agents.understanding.dates.clock_values import Clock, apply_relation
from agents.understanding.dates.days import WEEKEND
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.pieces import Piece
from agents.understanding.dates.ranges import UNTIL
from agents.understanding.dates.refusals import OTHER_WAY, Refusals, not_then
from agents.understanding.dates.spans import Days, Instant, one_day
from agents.understanding.dates.stays import join_stays
from agents.understanding.dates.surroundings import NEAR, Surroundings
from domain.business.booking import BookingRules

RELATIONS = ("after", "before", "by", "from", "except", "around", "toward", "not")
MAX_WINDOWS = 8
_NEGATIONS = ("not", "no", "не", "never")
_NOT_BEFORE = 1
"""The value of a beginning said as a bound: "not before 6"."""
_STARTS = ("rel", "weekday", "number", "num", "weekend")
_RULED_OUT = ("oneafter", "rel", "weekday", "weekend", "part", "workdays", "begin", "end", "middle")
_AT_WORDS = frozenset({"в", "во", "на", "at", "@", "ժամը", "ժամի", "say", "скажем", "допустим", "ասենք"})
_NO_BEGINNING = ("word", "mark")
_MOST_PIECES = 5 * MAX_WINDOWS


def _corrected(found: list[Piece], until: int, piece: Piece) -> int:
    """Take out of `found`, up to the place of a slip of the tongue ("tomorrow, no wait, …"), what `piece` puts right.

    Returns how many pieces stand before that place now.
    """
    if not until or piece.excluded:
        return until
    of_days = isinstance(piece.payload, Days)
    kept = [p for p in found[:until] if p.excluded or isinstance(p.payload, Days) != of_days]
    found[:until] = kept
    return len(kept)


class Scanner(Surroundings):
    """Reads a stream of meanings from its beginning to its end, a day or an hour at a time."""

    def __init__(
        self, stream: list[Meaning], now: datetime, rules: BookingRules, *, instead: bool = False
    ) -> None:
        """`instead`: the stream begins behind a condition ("if that's taken, …")."""
        super().__init__(stream, now, rules)
        self._waiting: Days | None = None
        self._refusals = Refusals(stream, self.days.today, instead=instead)

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        refusals = self._refusals
        i, pending_or, corrected = 0, False, 0
        while i < len(self.stream) and len(found) < _MOST_PIECES:
            refusals.hear(i, found)
            if "or" in (self.kind(i), self.stream[i].word) or self.stream[i].word == "/":
                pending_or = True
            if self.kind(i) == "correction" and found and self._is_close(found[-1], i):
                corrected = len(found)
            taken = self._piece(i, found[-1] if found else None)
            if taken is None:
                i += 1
                continue
            piece, i = taken
            if piece.relation == "insteadof":
                continue
            corrected = _corrected(found, corrected, piece)
            if found and refusals.goes_on(found[-1], piece):
                piece.excluded = True
            piece.after_or = pending_or
            pending_or = False
            if self._waiting is not None:
                found.append(Piece(self._waiting, "at", piece.start, piece.end))
                self._waiting = None
            judged = refusals.judged(piece)
            if judged is not None:
                found.append(judged)
            if self.kind(i) in ("except", "notthen") and refusals.rules_out(i, found):
                i += 1
        return join_stays(found, self.stream, self.days.now)

    def _piece(self, i: int, previous: Piece | None) -> tuple[Piece, int] | None:
        begun = self._relation(i)
        if begun is None:
            return None
        relation, j, bare = begun
        if (
            relation == "not"
            and j < len(self.stream)
            and self.stream[j].kind not in _RULED_OUT
            and not (self.days.is_modifier(j) and self._is_a_span(j + 1))
            and self.stream[j].case not in ("from", "at")
        ):
            return None
        if j >= len(self.stream) or self._is_a_measure(i, j) or self._is_a_length(j):
            return None
        if (
            self.kind(i) == "every"
            and self.stream[i].value
            and self.kind(i + 1) in ("weekday", "unit", "weekend")
        ):
            return self._made(Clock(None, None), "not", i, i + 2)
        if self.kind(i) == "every" and self.kind(i + 1) in ("season", "unit", "month", "feast"):
            return self._made(Clock(None, None), "not", i, i + 2)  # how often, not when
        if self.kind(j) == "todate":
            return self._made(Instant(self.days.now, now=True), "before", i, j + 1)
        if self.kind(j) == "soon":
            return self._made(Instant(self.days.now, now=True), "from", i, j + 1)
        if relation == "after" and (later := self._after_a_length(j)) is not None:
            return self._made(later[0], "from", i, later[1])
        return self._day_piece(i, j, relation, previous) or self._clock_piece(i, j, relation, bare, previous)

    def _relation(self, i: int) -> tuple[str, int, bool] | None:
        """What the words before a day or an hour say of it ("after", "not before", "except"), the place behind them, and
        whether a bare number there may be an hour. None where no piece begins."""
        relation, j, bare = "at", i, False
        if self._leaves_out(i):
            relation, j = "except", i + 1
        elif self.stream[i].kind in _NO_BEGINNING:
            return None  # half of all words; the rules for days and hours would find as much
        if self._is_a_bound(i):
            relation, j, bare = "after", i + 1, True
        while self.kind(j) in (*RELATIONS, "at", "the", "any", "between", "insteadof") or (
            self.kind(j) == "postaround" and self.kind(j + 1) in ("number", "num", "hm")
        ):
            m = self.stream[j]
            if m.kind == "insteadof":
                relation, bare = m.kind, True
            elif m.kind in RELATIONS:
                if m.kind == "around" and relation in ("from", "after", "before", "by"):
                    pass  # "from about four"
                elif relation not in ("except", "not") or m.kind == "except":
                    relation = m.kind
                elif m.kind in OTHER_WAY:  # "but not before 11"
                    relation = OTHER_WAY[m.kind]
                bare = (
                    (bare and m.kind == "around")
                    or m.kind in ("after", "before", "by", "around", "toward")
                    or (
                        m.kind == "from"
                        and (m.value == _NOT_BEFORE or self.hours.follows(j) or self.hours.begins(j))
                    )
                )
            elif m.kind == "at" and m.word in _AT_WORDS:
                bare = True
            elif m.kind == "postaround":
                relation, bare = "around", True
            elif m.kind == "between":
                relation, bare = "between", True
            j += 1
        return relation, j, bare

    def _after_a_length(self, j: int) -> tuple[Days | Instant, int] | None:
        """after 5 days, after a week: from then on. Not "after two weeks of pain", "after a day of work"."""
        found = self.days.length(j)
        if found is None or self.kind(found[1]) not in ("", "mark", "at", "part", "and", "or", "rel"):
            return None
        if found[0].is_clock and not self.stream[j - 1].word.isascii():
            return None  # "после 2 часов" is after two o'clock
        return self.days.shifted(found[0], 1), found[1]

    def _day_piece(self, i: int, j: int, relation: str, previous: Piece | None) -> tuple[Piece, int] | None:
        compact = self.ranges.numbers(j, relation)
        if compact is not None:
            return self._made(
                compact[0], relation if relation not in ("from", "between") else "at", i, compact[1]
            )
        taken = self.days.read(j)
        if taken is None and previous is not None and self.stream[j].start - previous.end <= NEAR:
            taken = self.days.next_one(j, previous.payload)
        if taken is None:
            return None
        payload, k = taken
        if isinstance(payload, Days) and payload.start is not None and self._is_eve(k):
            return self._made(
                one_day(payload.start - timedelta(days=1)), "at", i, k + 1
            )  # մարտի 8-ի նախօրեին
        if isinstance(payload, Days) and self._case(k) == "from" and (beside := self.days.beside(payload, k)):
            return self._made(beside[0], "at", i, beside[1])  # Նոր տարուց երկու օր առաջ
        if relation in ("except", "not") and self.kind(j) == "weekend":
            payload = Days(None, None, every=WEEKEND)
        case = self._case(k)
        if isinstance(payload, Instant):
            ranged = self.ranges.days(j, one_day(payload.at.date()), k, relation, "") if payload.now else None
            if ranged is not None:
                return self._made(ranged[0], "at", i, ranged[1])
            lasting = self.hours.from_now(payload, k, relation) if payload.now else None
            if lasting is not None:
                return self._made(lasting[0], "at", i, lasting[1])
            return self._made(payload, "at" if relation == "toward" else relation, i, k)
        if relation == "insteadof" or (self.kind(k) == "insteadof" and self.stream[k].value):
            return self._made(payload, "insteadof", i, k + (relation != "insteadof"))
        k = self._skip_day_word(k)
        if self.days.word(k) == "," and self.kind(k + 1) == "postfrom" and self.stream[k + 1].value:
            k += 1
        if relation == "except" and isinstance(payload, Days) and payload.weekday is not None:
            self._waiting = self._week_of(j, k)
        if self.days.word(i) == "since":
            payload = self.days.last_one(payload)
        ranged = self.ranges.days(j, payload, k, relation, case)
        if ranged is not None:
            return self._made(ranged[0], "at", i, ranged[1])
        relation, k = self._relation_behind(relation, k, case)
        if relation == "at" and self._is_of_an_event(i, k):
            relation = "by"
        return self._made(payload, relation, i, k)

    def _relation_behind(self, relation: str, k: int, case: str) -> tuple[str, int]:
        """The relation of a day that ends at `k`, once the words behind it are read ("վաղվանից", "Friday at the latest"),
        and the place behind those."""
        if relation == "between":
            relation = "at"
        if (
            case == "from"
            and relation == "at"
            and self.kind(k) in ("", "mark")
            and self.kind(k - 1) in _STARTS
        ):
            relation = "from"  # "վաղվանից"
        if case == "from" and self.kind(k) in ("postafter", "postbefore"):
            relation, k = {"postafter": "after", "postbefore": "before"}[self.kind(k)], k + 1
            if self.kind(k) == "notthen":  # "մյուս շաբաթից շուտ չէ"
                relation, k = OTHER_WAY[relation], k + 1
        elif self.kind(k) == "postby" or (self.kind(k) == "by" and self.kind(k + 1) in ("", "mark")):
            relation, k = "by", k + 1
        elif self.kind(k) == "postfrom" and (
            self.kind(k + 1) in ("", "mark") or case == "from" or self.stream[k].value
        ):
            relation, k = "from", k + 1
        # "к пятнице" is a deadline, "к 3 марта" in a list of dates too
        return "by" if relation == "toward" else relation, k

    def _clock_piece(
        self, i: int, j: int, relation: str, bare: bool, previous: Piece | None
    ) -> tuple[Piece, int] | None:
        m = self.stream[j]
        if (m.word == "lunch" and not self._is_lunch_time(i, j, previous)) or self._stands_for_a_time(j):
            return None
        beside_day = (
            previous is not None and isinstance(previous.payload, Days) and self._touching(previous, i)
        )
        if previous is not None and isinstance(previous.payload, Clock) and previous.payload.point:
            beside_day = self._corrects(previous, i) or (
                self.kind(i - 1) == "or" and self._touching(previous, i - 1)
            )
        hour_case = m.case in ("at", "from") and m.kind in ("number", "num", "hm")
        replaced = self._is_replaced(j) or self._is_about(j)
        replaced = replaced or (m.kind in ("number", "num") and self._refusals.makes_an_hour(j))
        taken = self.clocks.read(
            j, bare=bare or beside_day or hour_case or replaced
        ) or self.hours.first_of_two(j)
        if taken is None:
            return None
        clock, k = taken
        if clock.case == "from" and (counted := self.days.count(k)) and self.kind(counted[1]) == "quantity":
            return None  # "3-ից 5 հատ" are pieces
        if relation == "insteadof" or (self.kind(k) == "insteadof" and self.stream[k].value):
            return self._made(clock, "insteadof", i, k + (relation != "insteadof"))
        ranged = self.hours.range(clock, k, relation)
        if ranged is not None:
            return self._made(ranged[0], relation if relation in ("except", "not") else "at", i, ranged[1])
        past = self.hours.until_now(clock, k) if relation in ("between", "from") and clock.point else None
        if past is not None:
            return self._made(past[0], "at", i, past[1])
        if (
            relation in ("between", "from")
            and clock.point
            and (told := self.hours.day_between(clock, k, relation))
        ):
            self._waiting, span, k = told
            return self._made(span, "at", i, k)
        if (lasting := self.hours.lasting(clock, k, relation, i)) is not None:
            return self._made(lasting[0], "at", i, lasting[1])
        if clock.case == "from" and self.kind(k) in ("postafter", "postbefore"):
            said = {"postafter": "after", "postbefore": "before"}[self.kind(k)]
            turned = relation == "not" or self.kind(k + 1) == "notthen"
            relation, k = (OTHER_WAY[said] if turned else said), k + 1 + (self.kind(k + 1) == "notthen")
        elif clock.case == "from" and self.kind(k) == "postby":
            relation, k = "by", k + 1
        elif self.kind(k) == "postaround":
            relation, k = "around", k + 1
        elif self.kind(k) == "postfrom" and not self._is_a_bound(k):
            relation, k = "from", k + 1
        elif clock.case == "from" and relation == "at":
            relation = "from"
        if relation in ("except", "not"):
            left = not_then(clock)
            return self._made(left or clock, "from" if left else relation, i, k)
        if relation == "between":
            return None
        bounded = apply_relation(clock, "at" if relation == "toward" else relation)
        return self._made(self.clocks.capped(bounded, clock.name), relation, i, k)

    def _made(self, payload: Days | Clock | Instant, relation: str, i: int, k: int) -> tuple[Piece, int]:
        piece = Piece(payload, relation, self.stream[i].start, self.stream[k - 1].end)
        piece.excluded = relation in ("except", "not")
        piece.settled = relation in ("after", "by", "from") and self.stream[i].word in _NEGATIONS
        piece.until = relation == "before" and any(m.word in UNTIL for m in self.stream[i : k - 1])
        return piece, max(k, i + 1)
