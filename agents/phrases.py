"""The owner's phrases, looked for among a message's words."""

from __future__ import annotations

from functools import lru_cache

from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import pieces_of
from agents.understanding.wording import common_prefix, differ_in_endings, plain_text


class Phrases:
    """Phrases by the beginning of their first word: forms of a word share it, so few are compared."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._by_beginning: dict[str, list[list[str]]] = {}
        for phrase in words:
            pieces = pieces_of(plain_text(phrase))
            if pieces:
                self._by_beginning.setdefault(pieces[0][:2], []).append(pieces)

    def stand_in(self, pieces: list[str]) -> bool:
        """Whether one of them stands among the words; an Armenian or a long Russian word in any of its forms."""
        by_beginning = self._by_beginning
        for i, piece in enumerate(pieces):
            for phrase in by_beginning.get(piece[:2], ()):
                words = pieces[i : i + len(phrase)]
                if len(words) == len(phrase) and all(map(_is_form, words, phrase)):
                    return True
        return False


_LONG = 6


def _is_form(word: str, phrase: str) -> bool:
    if is_inflected(word, phrase):
        return True
    if min(len(word), len(phrase)) < _LONG or not "а" <= phrase[0] <= "я":
        return False
    shared = common_prefix(word, phrase)
    return shared >= len(phrase) - 2 and differ_in_endings(word[shared:], phrase[shared:])


phrases_of = lru_cache(maxsize=512)(Phrases)
"""Cached: the owner's lists never change while the process lives."""
