"""A service that is wanted in plain words beside a question: "do you take insurance? I need a cleaning". To whoever weighs the
message as a whole the question drowns the wish, and the visit would be lost."""

from __future__ import annotations

import re

from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.plain_wish import are_all_of
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language
from domain.reading import Reading, Span

_CLAUSE = re.compile(r"[^.,!?;:\n։…]+[?]?")
_FACTS = frozenset({"services", "windows", "practitioners", "branches"})
"""What may be named between the wish and the service: a cleaning "on Friday", "with Dr. Anna"."""


def wants_a_service(reading: Reading) -> bool:
    """Whether a clause that asks nothing names a service of ours and says that it is wanted from us."""
    named = [span for span in reading.entities.spans if span.fact == "services"]
    if not named or load_lexicon(reading.language)["elsewhere"].found(pieces_of(reading.text)) is not None:
        return False
    for clause in _CLAUSE.finditer(reading.text):
        inside = [s for s in named if clause.start() <= s.start and s.end <= clause.end()]
        if not inside or not _wishes(clause.group(), reading.language):
            continue
        if any(_is_wanted(reading, span, clause.start(), clause.end()) for span in inside):
            return True
        if _is_named_with_a_time(reading, clause.start(), clause.end()):
            return True
    return False


def _is_named_with_a_time(reading: Reading, start: int, end: int) -> bool:
    """ "Cleaning on Thursday please": a service, a time, and words of wishing, nothing else."""
    times = [s for s in reading.entities.spans if s.fact == "windows" and start <= s.start and s.end <= end]
    lists = load_lexicon(reading.language)
    words = [w for w in pieces_of(_without_facts(reading)[start:end]) if w[0].isalnum()]
    if not times or any(lists["about_ahead"].match(words, at) for at in range(len(words))):
        return False
    return are_all_of(words, [lists[name] for name in ("wishing", "greet", "thanks")])


def wants_instead(reading: Reading) -> bool:
    """Whether a clause of it is a service of ours and words of changing one's mind, and nothing else: "whitening, rather.
    Does it hurt?", while something else is being booked."""
    named = [span for span in reading.entities.spans if span.fact == "services"]
    if not named:
        return False
    lists, text = load_lexicon(reading.language), _without_facts(reading)
    between = (lists["wishing"], lists["changing_mind"])
    for clause in _CLAUSE.finditer(reading.text):
        inside = any(clause.start() <= s.start and s.end <= clause.end() for s in named)
        beside = pieces_of(text[clause.start() : clause.end()])
        if inside and beside and are_all_of(beside, between):
            return True
    return False


def _wishes(clause: str, language: Language) -> bool:
    words, lists = pieces_of(clause), load_lexicon(language)
    if words[-1] == "?" or load_rules(language)["question"].matches(padded_words(words)):
        return False
    return lists["wants_not"].found(words) is None


def _is_wanted(reading: Reading, service: Span, start: int, end: int) -> bool:
    """Whether the words of wanting are about the service itself: "I need a receipt for my cleaning" is about a receipt."""
    lists, text = load_lexicon(reading.language), _without_facts(reading)
    ahead, behind = pieces_of(text[start : service.start]), pieces_of(text[service.end : end])
    if behind and lists["about_behind"].match(behind, 0):
        return False
    between = (lists["wishing"], lists["wants"], lists["wants_beside"])
    if (at := lists["wants"].found(ahead)) is not None:
        return are_all_of(ahead[at:], between)
    if ahead and lists["about_ahead"].match(ahead, len(ahead) - 1):
        return False
    at = lists["wants_behind"].found(behind)
    return at is not None and are_all_of(behind[:at], between)


def _without_facts(reading: Reading) -> str:
    """The text with blanks in the places of what was named in it."""
    text = reading.text
    for span in reading.entities.spans:
        if span.fact in _FACTS:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
