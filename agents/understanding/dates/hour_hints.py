"""Which half of the day an hour is in: "утра", "pm", "in the evening", and a business's idea of "at 5"."""

from __future__ import annotations

from agents.understanding.dates.clock_values import DAY_MINUTES
from agents.understanding.dates.days import DayReader
from agents.understanding.dates.lexer import Meaning
from domain.business.booking import BookingRules

_LUNCH = (12 * 60, 14 * 60)
_EARLY_SHARE = {"morning": 2 / 3, "afternoon": 0.6, "evening": 0.4}
"""How much of a part of the day is its early half: until ten, three and seven with the usual hours."""
_STEP = 30
_AROUND_THE_CUT = 60
_SCHOOL_ENDS = 15 * 60


class HintReader:
    """The parts of the day, and the words behind an hour."""

    def __init__(self, stream: list[Meaning], days: DayReader, rules: BookingRules) -> None:
        self.stream = stream
        self.days = days
        self.kind = days.kind
        minutes = [t.hour * 60 + t.minute for t in (
            rules.morning_from, rules.afternoon_from, rules.evening_from, rules.evening_to
        )]  # fmt: skip
        self.parts = {
            "morning": (minutes[0], minutes[1]),
            "lunch": _LUNCH,
            "afternoon": (minutes[1], minutes[2]),
            "school": (_SCHOOL_ENDS, minutes[3]),
            "evening": (minutes[2], minutes[3]),
            "night": (minutes[3], DAY_MINUTES),
            "dayend": (minutes[2], minutes[3]),
        }

    def narrowed(self, name: str, which: str) -> tuple[int, int]:
        """The part of the day, or its early ("begin"), late ("end") or middle piece, in minutes after midnight."""
        lo, hi = self.parts[name]
        share = _EARLY_SHARE.get(name)
        if share is None or not which:
            return lo, hi
        cut = lo + round((hi - lo) * share / _STEP) * _STEP
        middle = (cut - _AROUND_THE_CUT, cut + _AROUND_THE_CUT)
        return {"begin": (lo, cut), "end": (cut, hi), "middle": middle}[which]

    def _is_counted(self, i: int, j: int) -> bool:
        """на 18 400, at 15 Tumanyan: thousands, and the number of a house."""
        if self.stream[i].kind != "number":
            return False
        thousands = self.kind(j) == "number" and len(self.days.word(j)) == 3
        house = self.days.word(i - 1) == "at" and self.stream[i].value > 12 and self.kind(j) == "word"
        return thousands or house

    def _is_a_figure(self, i: int) -> bool:
        """the total was 17.30, версия 3.20: what stands before names a price, a version or a size."""
        if self.stream[i].name != "dot":
            return False
        return self.kind(i - 1) == "house" or (self.kind(i - 2) == "house" and self.kind(i - 1) == "word")

    def _hour_word(self, j: int) -> int:
        """The place after "часов", "o'clock", the h of "16h"."""
        if self.kind(j) == "oclock" or (self.kind(j) == "unit" and self.stream[j].name == "hour"):
            return j + 1
        return j

    def _hint(self, j: int) -> tuple[str, int]:
        """утра, дня, pm, in the evening after an hour: which half of the day."""
        k = (
            self.days.skip(j, "at", "the")
            if self.kind(j) in ("at", "the") and self.kind(j + 1) in ("part", "the")
            else j
        )
        if self.kind(k) == "part":
            return self.stream[k].name, k + 1
        if self.kind(j) in ("am", "pm"):
            return self.kind(j), j + 1
        glued = 0 < j < len(self.stream) and self.stream[j].start == self.stream[j - 1].end
        if glued and self.stream[j].word in ("a", "p"):  # 9a, 7p
            return {"a": "am", "p": "pm"}[self.stream[j].word], j + 1
        if self.kind(j) == "rel" and self.kind(j + 1) == "part" and self.stream[j].word.isascii():
            return self.stream[j + 1].name, j  # "9 tomorrow morning"
        tonight = self.kind(j + 1) == "rel" and self.kind(j + 2) == "part"
        if tonight and self.stream[j].word == "," and self.stream[j + 1].start == self.stream[j + 2].start:
            return "evening", j
        if self.kind(j) == "unit" and self.stream[j].word == "дня":
            return "afternoon", j + 1
        if (
            self.kind(j) == "rel"
            and self.kind(j + 1) == "part"
            and self.stream[j].start == self.stream[j + 1].start
        ):
            return "evening", j  # "7 tonight": the day is read next, the part is already used
        return "", j

    @staticmethod
    def _on_clock(hour: int, hint: str) -> int:
        if hint in ("morning", "am"):
            return 0 if hour == 24 or (hour == 12 and hint == "am") else hour
        if hint in ("afternoon", "evening", "lunch", "school", "pm"):
            return hour + 12 if hour < 12 else hour
        if hint == "night":
            return 0 if hour in (12, 24) else hour if hour < 6 else hour + 12 if hour < 12 else hour
        return hour + 12 if 1 <= hour <= 7 else hour % 24
