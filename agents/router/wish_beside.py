"""A service that is wanted in plain words beside a question: "do you take insurance? I need a cleaning". To whoever weighs the
message as a whole the question drowns the wish, and the visit would be lost."""

from __future__ import annotations

import re

from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language
from domain.reading import Reading

_CLAUSE = re.compile(r"[^.,!?;:\n։…]+[?]?")


def wants_a_service(reading: Reading) -> bool:
    """Whether a clause that asks nothing names a service of ours and says that it is wanted."""
    named = [span for span in reading.entities.spans if span.fact == "services"]
    if not named:
        return False
    for clause in _CLAUSE.finditer(reading.text):
        inside = [s for s in named if clause.start() <= s.start and s.end <= clause.end()]
        if inside and _wants(clause.group(), reading.language):
            return True
    return False


def _wants(clause: str, language: Language) -> bool:
    words, lists = pieces_of(clause), load_lexicon(language)
    if words[-1] == "?" or load_rules(language)["question"].matches(padded_words(words)):
        return False
    return lists["wants"].found(words) is not None and lists["wants_not"].found(words) is None
