"""What a message is about, by the owner's own words: which goal, and whether a proposal is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from agents.by_identity import Kept
from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import says
from agents.understanding.wording import plain_text
from domain.business import Business, Goal, LeadField, LeadOption
from domain.language import LANGUAGES
from domain.reading import Reading


class Called:
    """What goals or options are called: by their words, and by their labels. By the beginning of a phrase's first word,
    which forms of an Armenian word share.
    """

    def __init__(self, things: Sequence[Goal] | Sequence[LeadOption]) -> None:
        self._phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._labels: dict[tuple[str, ...], set[str]] = {}
        for thing in things:
            for words in thing.aliases:
                phrase = tuple(pieces_of(plain_text(words)))
                if phrase:
                    self._phrases.setdefault(phrase[0][:2], []).append((thing.id, phrase))
            for language in LANGUAGES:
                label = tuple(pieces_of(plain_text(thing.label.in_language(language))))
                self._labels.setdefault(label, set()).add(thing.id)

    def sizes(self, pieces: list[str]) -> dict[str, int]:
        """How many words the longest phrase of each has that stands there; those of which none does are left out."""
        found = dict.fromkeys(self._labels.get(tuple(pieces), ()), len(pieces))
        for i, piece in enumerate(pieces):
            for name, phrase in self._phrases.get(piece[:2], ()):
                longer = found.get(name, 0) < len(phrase) <= len(pieces) - i
                if longer and all(map(is_inflected, pieces[i:], phrase)):
                    found[name] = len(phrase)
        return found


_called: Kept[list[Goal] | list[LeadOption], Called] = Kept(Called)


@Kept
def _phrases(words: list[str]) -> list[tuple[str, ...]]:
    return [phrase for one in words if (phrase := tuple(pieces_of(plain_text(one))))]


def says_any(pieces: list[str], words: list[str]) -> bool:
    """Whether one of the owner's phrases stands among the words; an Armenian one in any of its forms."""
    return any(
        all(map(is_inflected, pieces[i:], phrase))
        for phrase in _phrases(words)
        for i in range(len(pieces) - len(phrase) + 1)
    )


def goals_named(text: str, business: Business) -> list[Goal]:
    """The goals whose words stand in the text, or whose label it is, in the owner's order."""
    goals = business.qualification.goals
    named = _called(goals).sizes(pieces_of(text))
    return [g for g in goals if g.id in named]


def option_named(text: str, field: LeadField) -> LeadOption | None:
    """The option whose words stand in the text, the longest ones ("not urgent" before "urgent"); None when none or
    several do."""
    sizes = _called(field.options).sizes(pieces_of(text))
    most = max(sizes.values(), default=0)
    found = [o for o in field.options if most and sizes.get(o.id) == most]
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
