"""All wished times of a message, in the business's local time."""

from __future__ import annotations

from datetime import datetime

from agents.understanding.dates.joining import join_pieces
from agents.understanding.dates.lexer import Meaning, read_meanings
from agents.understanding.dates.scanner import MAX_WINDOWS, RELATIONS, Scanner
from agents.understanding.dates.second_choices import share_day, split_at_condition
from agents.understanding.dates.windows import Wish, to_windows
from domain.business.booking import BookingRules
from domain.language import Language
from domain.reading import TimeWindow

MAX_DATED_CHARACTERS = 800
_INERT = frozenset({
    "word", "mark", "the", "of", "and", "or", "not", "at", "any", "suits", "pivot", "move", "cannot", "never", "stay", "otherwise",
    "quantity", "house", "event", "every", "correction", "insteadof", "ordsuffix", "without", "to", *RELATIONS,
})  # fmt: skip
"""Kinds that say nothing about time where nothing else does."""
_ARTICLES = frozenset({"a", "an", "մի"})


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
    if all(m.kind in _INERT or m.word in _ARTICLES for m in stream):
        return []  # most messages speak of no time
    quoted = shown if shown is not None and len(shown) == len(text) else text
    both = split_at_condition(stream)
    if both is None:
        wishes = _wishes(stream, Scanner(stream, now, rules))
    else:
        first, second = (_wishes(part, Scanner(part, now, rules, instead=part is both[1])) for part in both)
        wishes = [*first, *share_day(first, second)]
    wishes = wishes[:MAX_WINDOWS]
    windows = to_windows(wishes, quoted, now, rules)
    return [(window, wish.start, wish.end) for wish, window in zip(wishes, windows, strict=True)]


def _wishes(stream: list[Meaning], scanner: Scanner) -> list[Wish]:
    return join_pieces(scanner.pieces(), stream, scanner.clocks.rehinted)
