"""What a message is about, by the owner's own words: which goal, and whether a proposal is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from agents.by_identity import Kept
from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import says
from agents.understanding.wording import plain_text
from domain.business import Business, Goal, LeadField, LeadOption
from domain.language import LANGUAGES, LocalText
from domain.reading import Reading

Phrases = dict[str, list[tuple[str, ...]]]
"""By the beginning of their first words: forms of an Armenian word share it."""


@Kept
def _phrases(words: Sequence[str]) -> Phrases:
    phrases: Phrases = {}
    for words_of_one in words:
        phrase = tuple(pieces_of(plain_text(words_of_one)))
        if phrase:
            phrases.setdefault(phrase[0][:2], []).append(phrase)
    return phrases


@Kept
def _label(label: LocalText) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pieces_of(plain_text(label.in_language(language)))) for language in LANGUAGES)


def says_any(pieces: list[str], words: list[str]) -> bool:
    """Whether one of the owner's phrases stands among the words; an Armenian one in any of its forms."""
    return _longest(pieces, words) > 0


def _longest(pieces: list[str], words: list[str]) -> int:
    """How many words the longest phrase has that stands there; 0: none does."""
    longest, phrases = 0, _phrases(words)
    for i, piece in enumerate(pieces):
        for phrase in phrases.get(piece[:2], ()):
            if longest < len(phrase) <= len(pieces) - i and all(map(is_inflected, pieces[i:], phrase)):
                longest = len(phrase)
    return longest


def _is_label(pieces: list[str], label: LocalText) -> bool:
    return tuple(pieces) in _label(label)


def goals_named(text: str, business: Business) -> list[Goal]:
    """The goals whose words stand in the text, or whose label it is, in the owner's order."""
    pieces = pieces_of(text)
    return [
        g for g in business.qualification.goals if says_any(pieces, g.aliases) or _is_label(pieces, g.label)
    ]


def option_named(text: str, field: LeadField) -> LeadOption | None:
    """The option whose words stand in the text, the longest ones ("not urgent" before "urgent"); None when none or
    several do."""
    pieces = pieces_of(text)
    sizes = {
        o.id: len(pieces) if _is_label(pieces, o.label) else _longest(pieces, o.aliases)
        for o in field.options
    }
    most = max(sizes.values(), default=0)
    found = [o for o in field.options if most and sizes[o.id] == most]
    return found[0] if len(found) == 1 else None


_NOT_ABOUT_A_PROJECT = ("human", "reschedule", "cancel", "decline")
_SURELY = 0.7
_SURELY_TROUBLE = 0.8
_MAY_BE_A_WISH = ("support.account", "support.payment", "support.delivery")


def is_about_a_project(reading: Reading, business: Business) -> bool:
    """Whether a message is the sales qualifier's by the owner's words, whatever route it was taken for: a proposal is
    asked for, or a goal is named and nothing that can be booked, no rule asked about, no trouble told."""
    if asks_for_proposal(reading, business):
        return True
    if (
        (reading.route.startswith("support.") and not _hardly_trouble(reading))
        or reading.has("faq", at_least=_SURELY)
        or reading.entities.services
    ):
        return False
    if reading.route in _NOT_ABOUT_A_PROJECT and reading.confidence >= _SURELY:
        return False
    return any(g.aliases for g in goals_named(reading.text, business))


def _hardly_trouble(reading: Reading) -> bool:
    """Sounds like a question about a bill, a date or an account, but not surely: "we need ads, the budget is not set"."""
    return reading.route in _MAY_BE_A_WISH and reading.confidence < _SURELY_TROUBLE


def wants_no_calls(reading: Reading) -> bool:
    """ "No calls, please, just email me"."""
    return says(reading, "no_calls")


def asks_for_proposal(reading: Reading, business: Business) -> bool:
    """Whether the words ask for a proposal (R46)."""
    brief = business.qualification.brief
    return brief is not None and says_any(pieces_of(reading.text), brief.words)
