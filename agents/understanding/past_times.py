"""Times that are told of and not wished for: "I was with you in summer", "лечилась у вас в октябре", "ամռանը եղել եմ"."""

from __future__ import annotations

from agents.understanding.dates.lexer import read_meanings
from agents.understanding.lexicon import load_lexicon, pieces_of
from domain.language import Language

_ENDS = ",.;!?\n:"
_MOST_WORDS = 6
"""Words of a clause on either side of the time; in longer ones anything is told."""


def is_told_of_the_past(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the clause of `text` around a time (its place, half-open) tells of a visit that was, and wishes for none."""
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    last = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    before = pieces_of(text[first:start])[-_MOST_WORDS:]
    around = [*before, *pieces_of(text[end:last])[:_MOST_WORDS]]
    lists = load_lexicon(language)
    if lists["past_visit"].found(around) is None or lists["no_past_visit"].found(around) is not None:
        return False
    return not _lies_ahead(text[start:end], language)


def _lies_ahead(time: str, language: Language) -> bool:
    """Tomorrow is never past; a Friday, a June and "the next day" may be either."""
    return any(m.kind == "rel" and m.value > 0 for m in read_meanings(time, language))
