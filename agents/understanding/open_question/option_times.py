"""Which option was meant by its time: "at 11", "on Saturday", "the earliest", "the later of these"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents.understanding.dates.reader import read_windows
from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.open_question.words import MARKS, load_answer_words
from agents.understanding.wording import fold
from domain.business.booking import BookingRules
from domain.reading import TimeWindow
from domain.speech import Option

_FEWEST_TO_COMPARE = 2
_MOST_WORDS_WITHOUT_FIGURES = 6
_BARE_HOUR = re.compile(r"\D{0,3}(\d{1,2})[.:\s-]?(\d{2})?\D{0,3}")
_LITTLE = ("filler", "yes", "thanks", "greet")
_ENDS = {"earliest": ("earliest", "shift_earlier"), "latest": ("latest", "shift_later")}


class OptionTimes:
    """The times of options, in the business's wall time."""

    def __init__(self, zone: ZoneInfo, rules: BookingRules) -> None:
        self._zone = zone
        self._rules = rules

    def find_extreme(
        self, pieces: list[str], lists: dict[str, WordList], options: list[Option], now: datetime
    ) -> int | None:
        """ "The earliest", "the latest one", "of those the later one": of the times shown."""
        found, i = end_of_shown(pieces, lists), 0
        if found:
            pieces = []
        while i < len(pieces):
            name = next((n for n in _ENDS if lists[n].match(pieces, i)), None)
            size = lists[name].match(pieces, i) if name else lists["filler"].match(pieces, i)
            size = size or lists["any"].match(pieces, i)  # "whatever is the soonest"
            if not size:
                return None
            found |= {name} if name else set()
            i += size
        moments = (
            {i: m for i, option in enumerate(options) if (m := self._moment(option, now))} if found else {}
        )
        if len(found) != 1 or len(moments) < _FEWEST_TO_COMPARE:
            return None
        return (min if found == {"earliest"} else max)(moments, key=moments.__getitem__)

    def find(self, message: Message, options: list[Option], now: datetime) -> int | None:
        """The one option whose time is said, with nothing but polite words beside it."""
        has_figures = any(c.isdigit() for c in message.native)
        if not has_figures and len(message.native_pieces) > _MOST_WORDS_WITHOUT_FIGURES:
            return None
        moments = [self._moment(option, now) for option in options]
        if not any(moments):
            return None
        lists = load_lexicon(message.language)
        windows = read_windows(message.native, message.language, now.astimezone(self._zone), self._rules)
        if not windows:
            return _by_bare_hour(message.native, lists, moments)
        if len(windows) != 1 or windows[0].exclude or windows[0].impossible:
            return None
        rest = pieces_of(message.native.replace(windows[0].text, " ", 1))
        if any(not lists["filler"].match([w], 0) for w in rest if w not in MARKS):
            return None
        hits = [i for i, moment in enumerate(moments) if moment and _inside(moment, windows[0])]
        return hits[0] if len(hits) == 1 else None

    def find_hour(
        self, text: str, lists: dict[str, WordList], options: list[Option], now: datetime
    ) -> int | None:
        """The one option that begins at the bare hour in `text`, where that is the number of none."""
        hour = next((int(word) for word in text.split() if word.isdigit()), 0)
        if hour <= len(options):
            return None
        return _by_bare_hour(text, lists, [self._moment(option, now) for option in options])

    def _moment(self, option: Option, now: datetime) -> datetime | None:
        """The option's time, local: from its values, or read from its label."""
        for value in option.values.values():
            if isinstance(value, datetime):
                return value.astimezone(self._zone)
        if option.label is None or not any(c.isdigit() for c in option.label.en):
            return None
        windows = read_windows(option.label.en, "en", now.astimezone(self._zone), self._rules)
        if len(windows) != 1:
            return None
        if windows[0].start is not None:
            return windows[0].start
        if windows[0].daily_from is None:
            return None
        return datetime.combine(now.astimezone(self._zone).date(), windows[0].daily_from, tzinfo=self._zone)


def end_of_shown(pieces: list[str], lists: dict[str, WordList]) -> set[str]:
    """Which end of the times shown is meant, "earliest" or "latest": "whichever is later of these"."""
    pieces = [p for p in pieces if p not in MARKS]
    if lists["of_shown"].found(pieces) is None or lists["no"].found(pieces) is not None:
        return set()
    return {end for end, names in _ENDS.items() if any(lists[n].found(pieces) is not None for n in names)}


def may_time(words: list[str], lists: dict[str, WordList]) -> bool:
    """Whether one of the words could say which end of the times shown is meant."""
    return any(lists[name].found(words) is not None for name in (*_ENDS, "of_shown"))


def _by_bare_hour(text: str, lists: dict[str, WordList], moments: list[datetime | None]) -> int | None:
    bare = _BARE_HOUR.fullmatch(_without_little_words(text, lists))
    if bare is None:
        return None
    hour, minute = int(bare.group(1)), int(bare.group(2) or 0)
    hits = [i for i, m in enumerate(moments) if m and hour in (m.hour, m.hour - 12) and m.minute == minute]
    return hits[0] if len(hits) == 1 and hour < 25 else None


def _without_little_words(text: str, lists: dict[str, WordList]) -> str:
    """ "9 is fine", "давайте 10": the figures, where only agreeing and polite words stand beside them."""
    words = text.replace(",", " ").split()
    left = [
        w for w in words
        if w[:1].isdigit() or not any(lists[n].match(pieces_of(w) or [w], 0) for n in _LITTLE)
    ]  # fmt: skip
    return " ".join(w for w in left if fold(w) not in load_answer_words()["copulas"]).strip()


def _inside(moment: datetime, window: TimeWindow) -> bool:
    if window.start is not None and moment < window.start:
        return False
    if window.end is not None and moment >= window.end:
        return False
    clock = moment.time()
    if window.daily_from is not None and clock < window.daily_from:
        return False
    to = window.daily_to
    if to is not None and window.daily_from is not None and to < window.daily_from:
        return True
    day_before = window.end is not None and window.start is None and moment < window.end - timedelta(days=1)
    return not day_before and (to is None or clock < to)
