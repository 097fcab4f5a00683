"""Colours by name. Their words are short and like many others ("кан-ач", "кан-аци"), so only true forms count."""

from __future__ import annotations

import re

from agents.understanding.goods.refusing import is_refused
from agents.understanding.inflection import stems_of
from agents.understanding.lexicon import pieces_of
from domain.business.catalogue import Kind
from domain.language import LANGUAGES

_ADJECTIVE = re.compile(r"(?P<stem>[а-я]{2,})(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ую|юю|ые|ие)")
_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ого", "его", "ому", "ему", "ую", "юю", "ые", "ие", "ым", "им",
            "ом", "ем", "ых", "их", "ыми", "ими", "ей")  # fmt: skip

_ARMENIAN_ENDINGS = ("ը", "ն", "ի", "ին", "ից", "ով", "եր", "երը", "երից")
_SHORTEST_STEM = 3
"""Letters of an Armenian stem that `inflection.py` finds: "սև" has two."""


class ColourWords:
    """Built once per catalogue."""

    def __init__(self, colours: list[Kind]) -> None:
        self._ids: dict[str, list[str]] = {}
        for colour in colours:
            for text in (*(colour.name.in_language(la) for la in LANGUAGES), *colour.aliases):
                pieces = pieces_of(text)
                for form in _forms(pieces[0]) if len(pieces) == 1 else ():
                    ids = self._ids.setdefault(form, [])
                    if colour.id not in ids:
                        ids.append(colour.id)

    def words(self) -> list[str]:
        return list(self._ids)

    def find(self, pieces: list[str]) -> list[str]:
        """Ids of the colours that are wished for, in the order of the words."""
        return self._found(pieces, refused=False)

    def find_refused(self, pieces: list[str]) -> list[str]:
        """Ids of the colours that it must not have: "not black", "кроме синего", "սև չէ"."""
        return self._found(pieces, refused=True)

    def _found(self, pieces: list[str], *, refused: bool) -> list[str]:
        found: list[str] = []
        for i, piece in enumerate(pieces):
            known = next((self._ids[s] for s in (piece, *sorted(stems_of(piece))) if s in self._ids), [])
            if known and is_refused(pieces, i, i + 1, after="not_after") == refused:
                found += [n for n in known if n not in found]
        return found


def _forms(word: str) -> list[str]:
    """A Russian adjective in all its endings, and an Armenian word that is too short to be known by its stem; any other
    word is itself."""
    adjective = _ADJECTIVE.fullmatch(word)
    if adjective:
        return [word, *(adjective["stem"] + ending for ending in _ENDINGS)]
    short = len(word) < _SHORTEST_STEM and "\u0561" <= word[0] <= "\u0587"
    return [word, *(word + ending for ending in _ARMENIAN_ENDINGS)] if short else [word]
