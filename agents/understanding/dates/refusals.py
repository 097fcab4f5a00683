"""What the customer rules out: "I can't on Wednesday", "в среду не могу", "not before 5", and where it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agents.understanding.dates.clock_values import Clock
from agents.understanding.dates.lexer import Meaning
from agents.understanding.dates.pieces import Piece
from agents.understanding.dates.spans import Days

_SENTENCE_ENDS = frozenset(".!?;\n")
_TIMES = frozenset({"weekday", "rel", "part", "number", "num", "hm", "dm", "dmy", "weekend", "month", "noon"})
_MOST_WORDS_BETWEEN = 3
_BESIDE = 4
_BUSY = 1
"""The value of a refusal that says what one does then, as "I work" does."""
_ASKS = 2
"""Of one that asks whether it would do, where it is a question: "հինգշաբթի չի լինի՞"."""
_TOO = 3
"""Of one that judges the time before it, and leaves the one behind: "if 5 is too late, then 4"."""
_THEN = 4
"""Of one that says "then" as well: what it judges stands before it or is not named, "занято, то в пятницу"."""
_TAKEN = (5, 6)
"""The same two of a time that is taken."""
_A_FEW = 3
OTHER_WAY = {"before": "from", "after": "by"}
"""What a refused side leaves: who can't before Friday can from Friday on."""


class Refusals:
    """Told every meaning in order, it knows whether a time named here suits or not."""

    def __init__(self, stream: list[Meaning], today: date, *, instead: bool = False) -> None:
        self._stream = stream
        self._today = today
        self._ruled_out = False
        self._told_why = False
        self._clause = 0
        self._turned_at: int | None = None
        self._gave_way_at: int | None = -1 if instead else None

    def hear(self, i: int, found: list[Piece]) -> None:
        """The meaning at `i`; `found` are the pieces before it, of which some may turn out to be ruled out."""
        m = self._stream[i]
        if self._gives_way(i, found):
            self._gave_way_at = i
            self._rule_out_before(m, found)
            self._clause = len(found)
        elif m.kind == "cannot" and not (
            m.value in (_BUSY, _ASKS, _TOO, _TAKEN[0]) and self._word(i + 1) == "?"
        ):  # "is Friday busy?" asks
            before = len(found) > self._clause
            if not self._times_follow(i):
                self._rule_out_before(m, found)
            self._ruled_out = True
            self._told_why = self._is_conditional(i) or (
                before and (m.value == _BUSY or not self._times_follow(i))
            )
        elif m.name == "then" and self._ruled_out:  # "if that doesn't work, then Friday"
            self._ruled_out = False
            self._gave_way_at = i
            self._clause = len(found)
        elif (
            m.kind in ("pivot", "move")
            or (m.kind == "mark" and m.word in _SENTENCE_ENDS)
            or (m.word == "," and self._ruled_out and (self._told_why or self._suits_after(i)))
        ):
            self._ruled_out = False
            self._clause = len(found)

    def makes_an_hour(self, i: int) -> bool:
        """Whether a bare number at `i` is an hour: it is too late, or named instead of one that is."""
        if self._is_too(i + 1):
            return True
        at = self._gave_way_at
        ends = i + 1 >= len(self._stream) or self._stream[i + 1].kind == "mark"
        return ends and at is not None and 0 < i - at <= _A_FEW

    def _gives_way(self, i: int, found: list[Piece]) -> bool:
        """Whether it judges what stands before it, and leaves the time behind it to be wished for."""
        m = self._stream[i]
        if m.kind == "cannot" and m.value in (_THEN, _TAKEN[1]):
            return True
        return self._is_too(i) and (len(found) > self._clause or self._kind(i + 1) == "mark")

    def _is_conditional(self, i: int) -> bool:
        """ "If I can't on Friday, Monday": it holds until the comma."""
        for m in reversed(self._stream[:i]):
            if m.name == "if" or m.kind == "mark":
                return m.name == "if"
        return False

    def _is_too(self, i: int) -> bool:
        judges = self._kind(i) == "cannot" and self._stream[i].value in (_TOO, _THEN, *_TAKEN)
        return judges and self._word(i + 1) != "?"

    def judged(self, piece: Piece) -> Piece | None:
        """The piece as it is meant here; None where it is no wish and rules nothing out."""
        if not self._ruled_out or piece.excluded or piece.settled:
            return piece
        if self._turned_at is not None and piece.start - self._turned_at <= _BESIDE:
            return piece  # "I work till 6 on weekdays": the day of what was turned round
        other = _other_way(piece)
        if other is not None:
            self._turned_at = piece.end
            return other
        days = piece.payload
        if not isinstance(days, Days) or (days.start is None and not days.every):
            return None
        piece.excluded = days.start is None or days.start >= self._today
        return piece

    def goes_on(self, last: Piece, piece: Piece) -> bool:
        """any day except Monday and Wednesday."""
        if (
            not last.excluded
            or piece.excluded
            or piece.relation not in ("at", "from")
            or (piece.relation == "from" and not self._ends_like(last, piece))
            or not isinstance(piece.payload, Days)
        ):
            return False
        between = [m for m in self._stream if last.end <= m.start < piece.start]
        if any(m.kind == "next" for m in self._stream if piece.start <= m.start < piece.end):
            return False  # "не на этой неделе, на следующей"
        joined = [
            m for m in between if m.kind in ("and", "or") or (m.word == "," and last.relation == "except")
        ]
        return len(joined) == 1 and all(m in joined or m.kind in ("at", "the") for m in between)

    def _ends_like(self, last: Piece, piece: Piece) -> bool:
        """բացի երկուշաբթիից և ուրբաթից: both have the ending that "except" asks for."""
        ends = {m.end: m.case for m in self._stream if m.end in (last.end, piece.end)}
        return last.relation == "except" and ends.get(last.end) == ends.get(piece.end) == "from"

    def rules_out(self, i: int, found: list[Piece]) -> bool:
        """The word behind a day that takes it out: երկուշաբթիից և չորեքշաբթիից բացի, ուրբաթ չէ."""
        last = found[-1] if found else None
        if last is None or last.end + 1 < self._stream[i].start:
            return False
        behind = self._stream[i].kind != "except" or self._stream[i - 1].case == "from"
        if behind and isinstance(last.payload, Clock) and (left := not_then(last.payload)) is not None:
            found[-1] = replace(last, payload=left, relation="from", turned=True)  # առավոտից բացի
            return True
        if not isinstance(last.payload, Days):
            return False
        if self._stream[i].kind == "except" and self._stream[i - 1].case != "from":
            return False
        last.excluded = True
        for n in range(len(found) - 1, 0, -1):
            between = [m for m in self._stream if found[n - 1].end <= m.start < found[n].start]
            if len(between) != 1 or between[0].kind not in ("and", "or"):
                break
            found[n - 1].excluded = isinstance(found[n - 1].payload, Days)
        return True

    def _kind(self, i: int) -> str:
        return self._stream[i].kind if i < len(self._stream) else ""

    def _word(self, i: int) -> str:
        return self._stream[i].word if i < len(self._stream) else ""

    def _times_follow(self, i: int) -> bool:
        """ "can't on Wednesday": what is ruled out comes behind."""
        for m in self._stream[i + 1 :]:
            if m.kind in _TIMES:
                return True
            if m.kind in ("pivot", "mark", "suits", "and") or m.name == "then":
                return False
        return False

    def _suits_after(self, i: int) -> bool:
        """ ", Thursday is fine": what is named until the next comma suits."""
        for m in self._stream[i + 1 :]:
            if m.kind in ("suits", "pivot"):
                return True
            if m.kind == "cannot" or (m.kind == "mark" and m.word in ",.!?;\n"):
                return False
        return False

    def _rule_out_before(self, refusal: Meaning, found: list[Piece]) -> None:
        """в среду не могу; Wednesday or Thursday doesn't work; завтра в 5 не получится."""
        if len(found) <= self._clause or not self._is_close(found[-1], refusal):
            return
        last = found.pop()
        if last.settled or (refusal.value == _BUSY and self._is_a_reason(last, refusal)):
            found.append(last)
            return
        other = _other_way(last)
        if other is not None:
            found.append(other)
        elif isinstance(last.payload, Days):
            last.excluded = True
            kept = [last]
            while len(found) > self._clause and self._are_joined(found[-1], kept[0]):
                kept.insert(0, found.pop())
                kept[0].excluded = True
            found += kept
        elif len(found) > self._clause and isinstance(found[-1].payload, Days):
            found[-1].waits = True

    def _is_a_reason(self, piece: Piece, refusal: Meaning) -> bool:
        """ "after 6, I work": why it must be then. "After 6 I work" rules it out."""
        comma = any(m.word == "," for m in self._stream if piece.end <= m.start < refusal.start)
        return comma and piece.relation in ("after", "from", "at")

    def _is_close(self, piece: Piece, refusal: Meaning) -> bool:
        between = [m for m in self._stream if piece.end <= m.start < refusal.start]
        words = sum(m.word[:1].isalpha() for m in between)
        return words <= _MOST_WORDS_BETWEEN and not any(m.kind in ("pivot", "suits") for m in between)

    def _are_joined(self, first: Piece, second: Piece) -> bool:
        if not isinstance(first.payload, Days) or first.excluded:
            return False
        between = [m for m in self._stream if first.end <= m.start < second.start]
        return any(m.kind in ("and", "or") for m in between) and len(between) <= 2


def not_then(clock: Clock) -> Clock | None:
    """What is left of a day without its mornings, or without its evenings; None of the middle of it."""
    if clock.part and clock.name == "morning":
        return Clock(clock.hi, None)
    return Clock(None, clock.lo) if clock.part and clock.name in ("evening", "night") else None


def _other_way(piece: Piece) -> Piece | None:
    """Not before 5 is after 5; не могу до пятницы is from Friday on."""
    clock = piece.payload
    if isinstance(clock, Clock):
        if clock.lo is None and clock.hi is not None:
            return replace(piece, payload=Clock(clock.hi, None), relation="from", turned=True)
        if clock.hi is None and clock.lo is not None:
            return replace(piece, payload=Clock(None, clock.lo), relation="before", turned=True)
        left = not_then(clock)
        return None if left is None else replace(piece, payload=left)
    relation = OTHER_WAY.get(piece.relation)
    return None if relation is None else replace(piece, relation=relation)
