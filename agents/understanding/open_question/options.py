"""Which of the offered options was meant: by number, by ordinal word, by time, or by words of its label."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from agents.understanding.open_question.option_labels import OptionLabels
from agents.understanding.open_question.option_numbers import (
    WAYS_OUT,
    find_by_number,
    may_number,
    names_another,
)
from agents.understanding.open_question.option_times import OptionTimes, may_time
from agents.understanding.open_question.words import MARKS, load_answer_words
from domain.business.booking import BookingRules
from domain.language import Language
from domain.speech import Option

MAX_ANSWER_WORDS = 9
"""A longer message says more than which option was meant."""

_YES_ID = re.compile(r"(?:^|[:._-])(?:yes|confirm|ok|accept|agree)(?:$|[:._-])")
_NO_ID = re.compile(r"(?:^|[:._-])(?:no|decline|reject|refuse|keep)(?:$|[:._-])")
_BREAKS = frozenset(",.:-")
_ENDS_OF_A_PART = _BREAKS | frozenset("!;։՝")
_MOST_WITH_A_QUESTION = 18
_MOST_BEFORE_A_QUESTION = 5


def option_of(options: list[Option], *, confirms: bool) -> str | None:
    """The id of the option that means yes (or no), if one does by its id."""
    pattern = _YES_ID if confirms else _NO_ID
    return next((o.id for o in options if pattern.search(o.id)), None)


class OptionReader:
    """Matches short answers against the pending question's options. Never guesses between two."""

    def __init__(self, zone: ZoneInfo, rules: BookingRules, words: dict[Language, str]) -> None:
        self._times = OptionTimes(zone, rules)
        self._labels = OptionLabels(words)

    def choose(self, message: Message, options: list[Option], now: datetime) -> str | None:
        """The id of the one option meant, or None when it is none, several, or there is more in the message."""
        pieces = [p for p in message.native_pieces if p not in MARKS or p == "?"]
        if not options or not pieces or len(pieces) > MAX_ANSWER_WORDS or message.asks:
            return None
        lists = load_lexicon(message.language)
        found = self._times.find_extreme(pieces, lists, options, now)
        if found is None:
            found = find_by_number(pieces, options, message.language)
        if found is None or self._may_be_an_hour(pieces, options[found]):
            hour = self._times.find(message, options, now)
            found = found if hour is None else hour
        if found is None:
            found = self._labels.find(pieces, lists, options)
        return None if found is None else options[found].id

    @staticmethod
    def _may_be_an_hour(pieces: list[str], by_number: Option) -> bool:
        """ "OK, 4 then", where the fourth is "another time" and one of those shown is at four. A figure alone is a number."""
        words = {p for p in pieces if p.isalpha()}
        return by_number.id in WAYS_OUT and bool(words) and load_answer_words()["numbered"].isdisjoint(words)

    def may_choose(self, words: list[str], options: list[Option], language: Language) -> bool:
        """Whether `words`, folded and in their own script, could choose one: a look that costs little. Times are not
        looked for."""
        if not options or len(words) > MAX_ANSWER_WORDS:
            return False
        lists = load_lexicon(language)
        return may_number(words, lists) or may_time(words, lists) or self._labels.may_name(words, options)

    def choose_by_beginning(self, message: Message, options: list[Option], now: datetime) -> str | None:
        """ "The first one, initial visit", "10 is fine, it's an LG": the option whose number, or hour, is said in so many
        words before the first comma."""
        pieces = message.native_pieces
        end = next((i for i, p in enumerate(pieces) if p in _BREAKS), 0)
        beginning = [p for p in pieces[:end] if p not in MARKS]
        said = sum(p not in MARKS for p in pieces)
        if not options or not beginning or message.asks or said > MAX_ANSWER_WORDS:
            return None
        words = load_answer_words()
        if not (words["takes_back"] | words["opposes"]).isdisjoint(pieces):
            return None
        lists = load_lexicon(message.language)
        hour = self._times.find_hour(" ".join(beginning), lists, options, now)
        rest = [p for p in pieces[end:] if p not in MARKS]
        if hour is not None and rest and not lists["no"].match(rest, 0):
            return options[hour].id  # "…, no photo" takes nothing back
        if lists["no"].found(pieces) is not None:
            return None
        found = find_by_number(beginning, options, message.language)
        return None if found is None else options[found].id

    def choose_before_question(self, message: Message, options: list[Option]) -> str | None:
        """ "The first one. Do you wrap it?", "the second, and in blue?": the option named at the beginning, by its
        number or its label, where the rest is a question about it."""
        pieces = message.native_pieces
        if not options or not message.asks or len(pieces) > _MOST_WITH_A_QUESTION:
            return None
        words = load_answer_words()
        ends = [i for i, p in enumerate(pieces) if p in _ENDS_OF_A_PART or p in words["joins"]]
        beginning = [p for p in pieces[: ends[0]] if p not in MARKS] if ends else []
        if not 0 < len(beginning) <= _MOST_BEFORE_A_QUESTION:
            return None
        rest = [p for p in pieces[ends[0] :] if p not in MARKS]
        if not rest or rest[0] in words["takes_back"] or names_another(rest, message.language, len(options)):
            return None
        found = find_by_number(beginning, options, message.language)
        if found is None:
            found = self._labels.find(beginning, load_lexicon(message.language), options)
        return None if found is None else options[found].id
