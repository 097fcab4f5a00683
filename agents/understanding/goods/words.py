"""The words of wishes for goods, as `words.toml` beside this file lists them."""

from __future__ import annotations

from functools import lru_cache

from agents.understanding.lexicon import WordList
from agents.understanding.word_tables import read_table
from agents.understanding.wording import fold
from domain.language import Language


@lru_cache(maxsize=3)
def load_words(language: Language) -> dict[str, WordList]:
    """The wishes' words of a language, by name."""
    return {name: WordList(spellings) for name, spellings in _table()[language].items()}


@lru_cache(maxsize=1)
def load_words_of_any() -> dict[str, frozenset[str]]:
    """Single folded words that are looked for whatever language a message is in, by name."""
    return {name: frozenset(fold(word) for word in words) for name, words in _table()["any"].items()}


def _table() -> dict[str, dict[str, list[str]]]:
    return read_table("goods", "words.toml")
