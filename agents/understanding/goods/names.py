"""Which products the words of a message name, word by word: for names that are cut, mixed or said in another order."""

from __future__ import annotations

from functools import lru_cache

from agents.understanding.goods.words import load_words_of_any
from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import WordList, pieces_of
from agents.understanding.wording import form_of
from domain.business.catalogue import Product
from domain.language import LANGUAGES

_SMALL = range(2, 11)
"""Numbers that are counted in words."""


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    words = load_words_of_any()
    return {word: number for number in _SMALL for word in words[f"count_{number}"]}


class NameWords:
    """Which products have a word in their name. A word that most of them have tells little, and weighs little."""

    def __init__(self, products: list[Product], people: list[WordList]) -> None:
        """`people`: words that say for whom something is; they are in many names and name nothing."""
        self._by_start: dict[str, list[tuple[str, frozenset[str]]]] = {}
        holders: dict[str, set[str]] = {}
        little = load_words_of_any()["little_in_names"]
        for product in products:
            for text in (*(product.name.in_language(la) for la in LANGUAGES), *product.aliases):
                for word in pieces_of(text):
                    for_whom = any(words.match([word], 0) for words in people)
                    if word[0].isalpha() and len(word) > 2 and word not in little and not for_whom:
                        holders.setdefault(word, set()).add(product.id)
        for word, ids in holders.items():
            self._by_start.setdefault(word[:3], []).append((word, frozenset(ids)))

    def words(self) -> list[str]:
        return [w for entries in self._by_start.values() for w, _ in entries]

    def counted(self, pieces: list[str], products: list[str], ages: WordList) -> int | None:
        """A number a word or two before the name of what is wanted: "two red mugs"; an age is none."""
        if not products:
            return None
        for i, piece in enumerate(pieces):
            number = int(piece) if piece.isdigit() and len(piece) <= 3 else _numbers().get(piece)
            after = pieces[i + 1 : i + 4]
            if (
                number
                and (i == 0 or pieces[i - 1] not in load_words_of_any()["no_count"])
                and not _counts_years(after, ages)
                and any(self.scores([w], products) or self._has(w, products) for w in after)
            ):
                return number
        return None

    def _has(self, piece: str, products: list[str]) -> bool:
        wanted = set(products)
        return any(
            ids & wanted and (form_of(piece, word, strict=False) or is_inflected(piece, word))
            for word, ids in self._by_start.get(piece[:3], ())
        )

    def scores(self, pieces: list[str], among: list[str]) -> dict[str, float]:
        """Per product of `among`: the weight of the message's words that are in its name."""
        allowed, found = frozenset(among), dict[str, float]()
        for piece in dict.fromkeys(pieces):
            hit: set[str] = set()
            for word, ids in self._by_start.get(piece[:3], ()):
                if ids & allowed and (form_of(piece, word, strict=False) or is_inflected(piece, word)):
                    hit |= ids & allowed
            for product in hit if len(hit) < len(allowed) else ():
                found[product] = found.get(product, 0.0) + 1.0 / len(hit)
        return found


def _counts_years(after: list[str], ages: WordList) -> bool:
    at = 1 if after[:1] == ["-"] else 0
    return at < len(after) and ages.match(after, at) > 0
