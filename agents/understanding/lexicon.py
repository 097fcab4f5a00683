"""The native word lists, looked up quickly. The lists are in `words/<language>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from agents.understanding.word_tables import read_table, read_table_at
from agents.understanding.wording import fold
from domain.language import Language
from domain.reading import Reading

_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\w\s]")
PLAIN_MARKS = frozenset(".,!)(-:;'\"«»…։՝~*")
"""Marks that say nothing around a plain answer."""


@lru_cache(maxsize=512)
def _cut(text: str) -> tuple[str, ...]:
    """Kept: whoever looks at a message cuts it, some thirty times a turn."""
    return tuple(_PIECE.findall(fold(text)))


def pieces_of(text: str) -> list[str]:
    """Folded words, numbers and marks, the way the lists are cut."""
    return list(_cut(text))


COPULAS = ("է", "ա", "ե")
"""The Armenian "is": as it is written, as it is spoken, and as it is often spelled."""


class WordList:
    """Phrases and stems of one meaning. Finds them at a place in a list of words."""

    def __init__(self, spellings: list[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, list[tuple[str, ...]]] = {}
        self._beginnings: dict[str, tuple[str, ...]] = {}
        for spelling in spellings:
            if "*" in spelling:
                stems = tuple(fold(word) for word in spelling.split())
                letter = stems[0][:1]
                self._stems.setdefault(letter, []).append(stems)
                self._beginnings[letter] = (*self._beginnings.get(letter, ()), stems[0].rstrip("*"))
                continue
            words = tuple(pieces_of(spelling))
            if words:
                for said in _in_speech(words):
                    self._by_first.setdefault(said[0], []).append(said)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def match(self, words: list[str], i: int) -> int:
        """How many words at `i` are one of the phrases (the longest); 0 for none."""
        word = words[i]
        for phrase in self._by_first.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase)
        letter = word[:1]
        if not word.startswith(self._beginnings.get(letter, ())):
            return 0
        for stem in self._stems.get(letter, ()):
            if len(words) - i >= len(stem) and all(
                _fits(w, s) for w, s in zip(words[i:], stem, strict=False)
            ):
                return len(stem)
        return 0

    def found(self, words: list[str]) -> int | None:
        """The first place where one of the phrases stands."""
        return next(self.places(words), None)

    def places(self, words: list[str]) -> Iterator[int]:
        """Every place where one of the phrases stands."""
        firsts, beginnings = self._by_first, self._beginnings
        for i, word in enumerate(words):
            begins = word in firsts or word.startswith(beginnings.get(word[:1], ()))
            if begins and self.match(words, i):
                yield i

    def words(self) -> list[str]:
        """Every single word of the lists; the vocabulary of detransliteration."""
        listed = [w for phrases in self._by_first.values() for phrase in phrases for w in phrase]
        return [*listed, *(w.rstrip("*") for stem in self._stems for w in stem)]


def _in_speech(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """With the Armenian "is" as it is written, and as it is spoken."""
    if COPULAS[0] not in words:
        return [words]
    return [tuple(copula if w == COPULAS[0] else w for w in words) for copula in COPULAS]


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@lru_cache(maxsize=3)
def load_lexicon(language: Language) -> dict[str, WordList]:
    """The language's lists by name: yes, no, thanks, greet, stop, person, filler, …"""
    table = read_table("words", f"{language}.toml")
    return {name: WordList(spellings) for name, spellings in table.items()}


def is_said(reading: Reading, name: str) -> bool:
    """Whether a word or phrase of the language's list `name` is in the words, as typed or in their own script."""
    words = load_lexicon(reading.language)[name]
    if words.found(pieces_of(reading.text)) is not None:
        return True
    return reading.native is not None and words.found(pieces_of(reading.native)) is not None


def is_ironic(words: list[str], language: Language) -> bool:
    """ "Yeah right", alone: says the contrary of its words. `words` without marks."""
    return bool(words) and load_lexicon(language)["ironic"].match(words, 0) == len(words)


@lru_cache(maxsize=8)
def load_lists(path: Path) -> dict[str, WordList]:
    """Lists of no one language, by name: those of one specialist, in a file beside it."""
    return {name: WordList(spellings) for name, spellings in read_table_at(path).items()}
