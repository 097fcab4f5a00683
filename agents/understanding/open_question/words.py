"""The words around an answer, and the marks that say nothing."""

from __future__ import annotations

from functools import lru_cache

from agents.understanding.lexicon import WordList
from agents.understanding.word_tables import read_table

MARKS = frozenset(".,!)(-:;'\"«»№#…։՝")


@lru_cache(maxsize=1)
def load_answer_words() -> dict[str, frozenset[str]]:
    """The folded words of `words.toml`, by what they do around an answer."""
    return {name: frozenset(words) for name, words in read_table("open_question", "words.toml").items()}


@lru_cache(maxsize=1)
def load_what_a_yes_waits_for() -> WordList:
    """The phrases of `words.toml` that put a yes off until something is told or done."""
    return WordList(read_table("open_question", "words.toml")["waits_for"])
