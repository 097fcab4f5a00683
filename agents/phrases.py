"""The owner's phrases, looked for among a message's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import pieces_of
from agents.understanding.wording import common_prefix, differ_in_endings, plain_text


class PhraseLists:
    """Lists of phrases by name, and each phrase by the beginning of its first word: forms of a word share it, so few are
    compared.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._by_beginning: dict[str, list[tuple[str, list[str]]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                pieces = pieces_of(plain_text(phrase))
                if pieces:
                    self._by_beginning.setdefault(pieces[0][:2], []).append((name, pieces))

    def standing(self, pieces: list[str]) -> set[str]:
        """Of which lists a phrase stands among the words; an Armenian or a long Russian word in any of its forms."""
        found: set[str] = set()
        by_beginning = self._by_beginning
        for i, piece in enumerate(pieces):
            for name, phrase in by_beginning.get(piece[:2], ()):
                if name in found:
                    continue
                words = pieces[i : i + len(phrase)]
                if len(words) == len(phrase) and all(map(_is_form, words, phrase)):
                    found.add(name)
        return found


_LONG = 6


def _is_form(word: str, phrase: str) -> bool:
    if is_inflected(word, phrase):
        return True
    if min(len(word), len(phrase)) < _LONG or not "а" <= phrase[0] <= "я":
        return False
    shared = common_prefix(word, phrase)
    return shared >= len(phrase) - 2 and differ_in_endings(word[shared:], phrase[shared:])
