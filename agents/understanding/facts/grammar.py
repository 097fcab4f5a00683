"""The word tables of the fact grammars: phrases and stems of every language, looked up at a place in a message.

All languages are in one table: people mix them, and their scripts keep them apart. A romanised word is looked up in its
own script first, then as it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agents.understanding.facts.parts import Part
from agents.understanding.lexicon import pieces_of
from agents.understanding.word_tables import read_table
from domain.language import LANGUAGES, Language

_STEM_KEY = 2
MAX_ENDING = 6
"""Letters that a star may stand for at most."""


class PhraseTable:
    """Spellings with a meaning each. The longest that fits wins; dots of abbreviations are looked over."""

    def __init__(self) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def add(self, spelling: str, meaning: str) -> None:
        """Raises ValueError for an empty spelling or a stem of one letter."""
        words = tuple(w for w in _words(spelling) if w != ".")
        if not words or (words[0].endswith("*") and len(words[0]) <= _STEM_KEY):
            raise ValueError(f"{spelling!r}: write words; a star needs two letters before it")
        table = self._stems if words[0].endswith("*") else self._phrases
        key = words[0][:_STEM_KEY] if words[0].endswith("*") else words[0]
        table.setdefault(key, []).append((words, meaning))

    def sort(self) -> None:
        for table in (self._phrases, self._stems):
            for options in table.values():
                options.sort(key=lambda option: (-len(option[0]), -len(option[0][0])))

    def beginnings(self) -> list[str]:
        """First words of the phrases that are given in full."""
        return list(self._phrases)

    def find(self, parts: Sequence[Part], i: int) -> tuple[str, int] | None:
        """Meaning and end of the phrase that begins at `i`."""
        if not 0 <= i < len(parts):
            return None
        part = parts[i]
        for first in (part.word, part.raw) if part.raw != part.word else (part.word,):
            phrases, stems = self._phrases.get(first), self._stems.get(first[:_STEM_KEY])
            if phrases is None and stems is None:
                continue
            best: tuple[str, int] | None = None
            for words, meaning in (*(phrases or ()), *(stems or ())):
                end = _end_of(words, parts, i)
                if end is not None and (best is None or end > best[1]):
                    best = meaning, end
            if best is not None:
                return best
        return None

    def find_back(self, parts: Sequence[Part], end: int, longest: int = 3) -> tuple[str, int] | None:
        """Meaning and beginning of the longest phrase that ends before place `end`."""
        for start in range(max(0, end - longest), end):
            found = self.find(parts, start)
            if found is not None and found[1] == end:
                return found[0], start
        return None


def _words(spelling: str) -> list[str]:
    words: list[str] = []
    for piece in pieces_of(spelling):
        if piece == "*" and words:
            words[-1] += "*"
        else:
            words.append(piece)
    return words


def _end_of(words: tuple[str, ...], parts: Sequence[Part], i: int) -> int | None:
    j = i
    for n, word in enumerate(words):
        if n:
            while j < len(parts) and parts[j].word == ".":
                j += 1
        if j >= len(parts) or not (_fits(parts[j].word, word) or _fits(parts[j].raw, word)):
            return None
        j += 1
    return j


def _fits(word: str, pattern: str) -> bool:
    if not pattern.endswith("*"):
        return word == pattern
    return word.startswith(pattern[:-1]) and len(word) - len(pattern) < MAX_ENDING


@lru_cache(maxsize=64)
def load_table(topic: str, name: str) -> PhraseTable:
    """The table `[name]` of `<language>/<topic>.toml`, all languages together."""
    table = PhraseTable()
    for language in LANGUAGES:
        for meaning, spellings in read_topic(language, topic).get(name, {}).items():
            for spelling in spellings:
                table.add(spelling, meaning)
    table.sort()
    return table


@lru_cache(maxsize=32)
def read_topic(language: Language, topic: str) -> dict[str, dict[str, list[str]]]:
    """One grammar file as it is written."""
    return read_table("facts", language, f"{topic}.toml")


@lru_cache(maxsize=3)
def grammar_words(language: Language) -> list[str]:
    """Every word of the language's grammars; they must be known in Latin letters, too."""
    words: dict[str, None] = {}
    for topic in TOPICS:
        for table in read_topic(language, topic).values():
            for spellings in table.values():
                for spelling in spellings:
                    words |= dict.fromkeys(w.rstrip("*") for w in _words(spelling) if w[0].isalpha())
    return list(words)


TOPICS = ("numbers", "money", "units", "places")
