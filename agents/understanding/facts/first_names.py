"""Common first names, and words that are one in whatever form they are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agents.understanding.facts.grammar import read_topic
from agents.understanding.facts.parts import Part
from domain.language import LANGUAGES


def are_names_as_typed(parts: Sequence[Part]) -> bool:
    """Whether romanised words are names where their spelling in their own script would be something else ("Vahe")."""
    names = first_names()
    return bool(parts) and all(p.raw != p.word and p.raw in names and p.written[:1].isupper() for p in parts)


def is_first_name(part: Part) -> bool:
    """Whether the word is a common first name, with or without the Armenian article."""
    names = first_names()
    return part.word in names or part.raw in names or without_article(part).lower() in names


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """The names of the grammars, folded."""
    listed = (name for language in LANGUAGES for name in read_topic(language, "names")["first"]["names"])
    return frozenset(name.replace("ё", "е") for name in listed)


def without_article(part: Part) -> str:
    """ "Արամն" is Արամ and "Aramn" is Aram, where the name without its last letter is known."""
    written = part.written
    if len(written) > 3 and written[-1] in "նnը" and written.lower() not in first_names():
        if written[:-1].lower() in first_names():
            return written[:-1]
        if written.endswith(("նն", "են", "ին", "ոն", "ուն")) and len(written) > 4:
            return written[:-1]
    return written
