"""A wish relative to the times that were offered: later, earlier, another day, the soonest."""

from __future__ import annotations

import re

from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from agents.understanding.open_question.option_times import end_of_shown
from domain.reading import Shift

_MOST_HOURS = 8
_MAX_SHIFT_WORDS = 8
"""A wish like "a bit later" is short; a longer message tells a story in which things were earlier or later."""
_MAX_WORDS_WITH_AN_HOUR = 18
""" "Hmm, can you make it half an hour earlier, please?" says by how much, and tells no story."""
_BY_AN_HOUR = re.compile(
    r"(?:на\s+)?(?:час|полчаса|пару часов|(?:(?<!\d)\d{1,3}\s+)?часа?)\s+(?=по?позже|позже|по?раньше|раньше|позднее)"
    r"|(?<=ավելի )վաղ(?!\w)|(?<=քիչ )վաղ(?!\w)"  # "earlier", not "tomorrow"
    r"|(?:an|one|half an|(?<!\d)\d{1,3})\s+hours?\s+(?=later|earlier)|(?:մեկ|մի|կես|(?<!\d)\d{1,3})\s+ժամ\s+(?=ավելի|ուշ|շուտ)",
    re.IGNORECASE,
)
_HALF = re.compile(r"полчаса|half an|կես", re.IGNORECASE)
_COUNTED = re.compile(r"\d{1,3}")
_SHIFTS: tuple[tuple[str, Shift], ...] = (
    ("shift_other_person", "other_person"), ("shift_other_place", "other_place"),
    ("shift_soonest", "soonest"), ("shift_other_day", "other_day"), ("shift_later", "later"), ("shift_earlier", "earlier"),
)  # fmt: skip


def find_shift(message: Message) -> Shift | None:
    """A later, an earlier, another day, the soonest: when the message is short and wishes nothing else by the word."""
    lists = load_lexicon(message.language)
    if any(lists["shift_same_day"].found(p) is not None for p in (message.native_pieces, message.pieces)):
        return "same_day"
    for pieces in (message.native_pieces, message.pieces):
        most = _MAX_WORDS_WITH_AN_HOUR if minutes_shifted(message.native) is not None else _MAX_SHIFT_WORDS
        if sum(p[0].isalnum() for p in pieces) > most:
            return None
        if any(lists[name].found(pieces) is not None for name in ("no_shift", "no_other_time")):
            return None
        if lists["latest"].found(pieces) is not None or end_of_shown(pieces, lists):
            return None  # "the latest one", "the later of these": of the times shown
        for name, shift in _SHIFTS:
            if lists[name].found(pieces) is not None:
                return shift
    return None


def blank_shifts(text: str) -> str:
    """`text` of the same length without the hours of "two hours later", which are no time of day."""
    return _BY_AN_HOUR.sub(lambda m: " " * len(m.group()), text)


def minutes_shifted(text: str) -> int | None:
    """By how much "an hour later" or "30 minutes earlier" is meant, in minutes, whichever way; None: not said."""
    found = _BY_AN_HOUR.search(text)
    if found is None or not re.search(r"час|hour|ժամ", found.group(), re.IGNORECASE):
        return None
    if _HALF.search(found.group()):
        return 30
    counted = _COUNTED.search(found.group())
    hours = int(counted.group()) if counted else 2 if "пар" in found.group().lower() else 1
    return 60 * hours if hours <= _MOST_HOURS else None
