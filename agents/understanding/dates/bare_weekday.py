"""Whether a weekday is named and nothing that says of which week: "Thursday", "в четверг вечером", "հինգշաբթի 5-ին"."""

from __future__ import annotations

from agents.understanding.dates.lexer import Meaning, read_meanings
from agents.understanding.dates.periods import MODIFIERS
from domain.language import Language

_OF_A_WEEK = frozenset(
    {*MODIFIERS, "past", "rel", "dm", "dmy", "month", "ord", "oneafter", "unit", "every", "dayprior"}
)
_HOURS = 24


def is_bare_weekday(text: str, language: Language) -> bool:
    """Whether `text`, the words of one wish in their own script, is a weekday, perhaps with an hour or a part of the day."""
    meanings = read_meanings(text, language)
    named = any(m.kind == "weekday" for m in meanings)
    return named and not any(m.kind in _OF_A_WEEK or _is_a_date(m) for m in meanings)


def _is_a_date(meaning: Meaning) -> bool:
    return meaning.kind == "number" and (meaning.name == "ordinal" or meaning.value > _HOURS)
