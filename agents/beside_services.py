"""What is asked of a service by the words around its name: what to do after it ("after the cleaning, when may I eat?"), or the
next one, by its name alone ("and the orthodontist?"). Both sound like a wish for a visit, or like nothing of ours.
"""

from __future__ import annotations

from pathlib import Path

from agents.by_identity import Kept
from agents.understanding.lexicon import load_lists, pieces_of
from agents.understanding.wording import fold, same_word
from domain.business import Business, ServiceList
from domain.language import LANGUAGES
from domain.reading import Reading, Span

_WORDS = Path(__file__).with_suffix(".toml")
_FROM = ("ից", "ic", "its")
"""Armenian says "after" by this ending and a word behind it."""
_MOST_BEHIND = 4
"""How far behind it that word may stand: "մաքրումից քանի՞ ժամ հետո"."""
_OF_A_SERVICE = ("services", "practitioners")
_MOST_WORDS = 7
_SHORTEST = 3


def asks_of_afterwards(reading: Reading) -> bool:
    """Whether a question is about the time after a service, and wishes for no time."""
    if "ask" not in reading.acts or reading.entities.wishes:
        return False
    return any(_is_after(reading.text, span) for span in _named(reading))


def asks_of_a_service_alone(reading: Reading, business: Business) -> bool:
    """Whether a question names a service of ours, and nothing beside it but words that services are called by."""
    words = pieces_of(reading.text)
    named = [span for span in reading.entities.spans if span.fact in _OF_A_SERVICE]
    if "ask" not in reading.acts or not reading.entities.services or len(words) > _MOST_WORDS:
        return False
    left = list(reading.text)
    for span in named:
        left[span.start : span.end] = " " * (span.end - span.start)
    beside = [w for w in pieces_of("".join(left)) if w[0].isalnum()]
    leaning, at = load_lists(_WORDS)["leaning"], 0
    while at < len(beside):
        size = leaning.match(beside, at)
        if not size and not any(
            same_word(beside[at], word) for word in _words_of_services(business.services)
        ):
            return False
        at += size or 1
    return True


@Kept
def _words_of_services(catalogue: ServiceList) -> frozenset[str]:
    """ "Consultation" of "a consultation about braces", in every language."""
    named = [(f.name, f.aliases) for f in catalogue.families] + [
        (s.name, s.aliases) for s in catalogue.services
    ]
    names = [name.in_language(language) for name, _ in named for language in LANGUAGES]
    aliases = [alias for _, listed in named for alias in (*listed.ru, *listed.hy, *listed.en)]
    return frozenset(w for name in (*names, *aliases) for w in pieces_of(name) if len(w) > _SHORTEST)


def _named(reading: Reading) -> list[Span]:
    return [span for span in reading.entities.spans if span.fact == "services"]


def _is_after(text: str, span: Span) -> bool:
    lists = load_lists(_WORDS)
    before = [w for w in pieces_of(text[: span.start]) if w[0].isalnum()][-2:]
    if any(lists["after"].match(before, i) for i in range(len(before))):
        return True
    if not fold(span.text).endswith(_FROM):
        return False
    behind = [w for w in pieces_of(text[span.end :]) if w[0].isalnum()][:_MOST_BEHIND]
    return lists["behind"].found(behind) is not None
