"""Which products the words name: by their names, by what few of them are called, by their kind (R43). Built once per
catalogue; deterministic, safe to share."""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.understanding.aliases import CONJUNCTIONS, AliasIndex
from agents.understanding.goods.names import NameWords
from agents.understanding.goods.refusing import is_refused
from agents.understanding.goods.true_forms import TrueForms
from agents.understanding.goods.words import load_words_of_any
from agents.understanding.lexicon import WordList, pieces_of
from domain.business.catalogue import Catalogue
from domain.goods import GoodsWish, Recipient
from domain.language import LANGUAGES

QUOTED = re.compile(r"[«“\"]([^»”\"]{2,30})[»”\"]")
_SHORT_MESSAGE = 3
_HINT = 0.5
"""The weight of a word that two products have."""
_OWN_WORD = 1.0
"""The weight of a word that one product alone has."""


class NamedProducts:
    """Finds them in the words of one message: in its own script and as typed (`both`)."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        places: set[str],
        people: list[WordList],
        known: Callable[[str], bool],
    ) -> None:
        """`places`: words of places a name may sound like; `people`: whom goods are for; `known`: words of a language."""
        self._catalogue = catalogue
        named: list[tuple[str, tuple[str, ...], bool]] = []
        weak: list[tuple[str, tuple[str, ...], bool]] = []
        like_places: list[tuple[str, tuple[str, ...], bool]] = []
        for product in catalogue.products:
            texts = [product.name.in_language(language) for language in LANGUAGES]
            named += [(text, (product.id,), False) for text in (*texts, *product.aliases)]
            names = {w for text in texts for w in QUOTED.findall(text)}
            if names:  # English names are not quoted: "Ani silk dress"
                names.add(product.name.en.split()[0])
            for name in names:
                of_a_place = bool(places.intersection(pieces_of(name)))
                (like_places if of_a_place else weak).append((name, (product.id,), False))
        self._named = AliasIndex(named)
        self._weak = AliasIndex(weak, strict=True)
        self._like_places = AliasIndex(like_places, strict=True)
        kinds = [
            (text, (kind.id,), False)
            for kind in catalogue.rules.categories
            for text in (*(kind.name.in_language(la) for la in LANGUAGES), *kind.aliases)
        ]
        self._kinds = AliasIndex(kinds, whole=True)
        self._said = NameWords(catalogue.products, people)
        self._true = TrueForms(
            [*self._named.words(), *self._weak.words(), *self._kinds.words(), *self._said.words()], known
        )

    def words(self) -> list[str]:
        """Every word of names, kinds and aliases."""
        return [*self._named.words(), *self._kinds.words(), *self._said.words()]

    def only_sounds_like(self, word: str) -> bool:
        """Whether a word of the language is no name here, however near one it sounds."""
        return self._true.only_sounds_like(word)

    def kinds(self, both: tuple[list[str], ...]) -> list[str]:
        """Ids of the kinds that were named."""
        return _first(self._kinds, both)

    def counted(self, pieces: list[str], products: list[str], age: WordList) -> int | None:
        """How many of them are wished for; None where no number was said."""
        return self._said.counted(pieces, products, age)

    def products(self, both: tuple[list[str], ...], wish: GoodsWish, *, quoted: bool) -> list[str]:
        """The products that were named; several where the words fit several."""
        products = self._named.find(both[0]) or self._of_kind(self._named.find(both[1]), wish.categories)
        of_goods = wish.categories or wish.asks_stock or wish.colours or quoted
        if not products and (of_goods or len(both[-1]) <= _SHORT_MESSAGE):
            products = self._with_others_of_kind(_first(self._weak, _without_places(both)), wish, both)
        of_stock = (wish.asks_stock or wish.colours) and not wish.asks_delivery
        if not products and of_stock:  # "is Sevan in stock?", where Sevan is a town, too
            products = _first(self._like_places, _without_places(both))
        return self._narrowed(products, wish, both)

    def things(self, both: tuple[list[str], ...], wish: GoodsWish, *, quoted: bool) -> list[list[str]]:
        """Different things, joined by an "and": the products of each. Nothing where one thing is spoken of."""
        parts = [_parts(pieces) for pieces in both]
        if len({len(p) for p in parts}) > 1:  # a romanised "u" is an "and" in its own script alone
            parts = [parts[0]] * len(parts)
        if len(parts[0]) < 2:
            return []
        things: list[list[str]] = []
        for part in zip(*parts, strict=True):
            of_part = wish.model_copy(update={"categories": self.kinds(part)})
            found = self.products(part, of_part, quoted=quoted) or [
                p.id for p in self._catalogue.products if p.category in of_part.categories
            ]
            if found and not any(set(found) & set(known) for known in things):
                things.append(found)
        return things if len(things) > 1 else []

    def hints(self, both: tuple[list[str], ...], gift: WordList) -> list[str]:
        """What a gift might be, by a word that few products have: "he likes coffee"."""
        everything = [p.id for p in self._catalogue.products]
        for pieces in both:
            scores = self._said.scores([w for w in pieces if not gift.match([w], 0)], everything)
            if scores:
                return [p for p in everything if scores.get(p, 0.0) >= _HINT]
        return []

    def refused(self, both: tuple[list[str], ...]) -> list[str]:
        """What is named only to be ruled out: "no rings, please", "մատանի չլինի", "только не кружку"."""
        found: list[str] = []
        for pieces in both:
            for ids, start, end in self._named.find_placed(pieces):
                found += [p for p in ids if is_refused(pieces, start, end)]
            for ids, start, end in self._kinds.find_placed(pieces):
                if is_refused(pieces, start, end):
                    found += [p.id for p in self._catalogue.products if p.category in ids]
        return list(dict.fromkeys(found))

    def _with_others_of_kind(
        self, products: list[str], wish: GoodsWish, both: tuple[list[str], ...]
    ) -> list[str]:
        """ "The Sevan or the Gegham sweater": a name that is a place's, too, counts beside one that is none."""
        kind = [p.id for p in self._catalogue.products if p.category in wish.categories]
        if not products or not kind:
            return products
        named = [
            p for pieces in both for p, score in self._said.scores(pieces, kind).items() if score >= _OWN_WORD
        ]
        return list(dict.fromkeys([*products, *named]))

    def _of_kind(self, products: list[str], categories: list[str]) -> list[str]:
        """Read letter by letter in Latin, "plate" is much like "platok": the kind of thing that was named decides."""
        return [
            p for p in products if not categories or self._catalogue.product_by_id[p].category in categories
        ]

    def _narrowed(self, products: list[str], wish: GoodsWish, both: tuple[list[str], ...]) -> list[str]:
        """Of several products, or of a category, those whose names share the most of the message's other words."""
        among = products or [p.id for p in self._catalogue.products if p.category in wish.categories]
        if not products and among:
            everything = [p.id for p in self._catalogue.products]
            for pieces in both:
                of_kinds = {i for _, start, end in self._kinds.find_placed(pieces) for i in range(start, end)}
                other_words = [w for i, w in enumerate(pieces) if i not in of_kinds]
                scores = self._said.scores(other_words, everything)
                best = max(scores.values(), default=0.0)
                surely = [p for p in everything if scores.get(p, 0.0) == best >= _OWN_WORD]
                if len(surely) == 1:
                    return surely
        if len(among) < 2:
            return products
        if wish.recipient is not None:
            fitting = [p for p in among if wish.recipient in self._catalogue.product_by_id[p].for_whom]
            if not fitting:
                kinds = tuple([*p, *self._words_of(wish.categories)] for p in both)
                return (
                    self._for_somebody(wish.recipient, both)
                    or self._for_somebody(wish.recipient, kinds)
                    or products
                )
            if fitting and products:
                products = among = fitting
        for pieces in both:
            scores = self._said.scores(pieces, among)
            if scores:
                best = max(scores.values())
                chosen = [p for p in among if scores.get(p, 0.0) >= best * 0.99]
                if len(chosen) < len(among):
                    return chosen
        return products

    def _words_of(self, kinds: list[str]) -> list[str]:
        """What the kinds are called: a jumper for a child is the sweater among the children's things."""
        rules = self._catalogue.rules.categories
        texts = [t for k in rules if k.id in kinds for t in (k.name.ru, k.name.hy, k.name.en, *k.aliases)]
        return [w for text in texts for w in pieces_of(text)]

    def _for_somebody(self, recipient: Recipient, both: tuple[list[str], ...]) -> list[str]:
        """What is for them and has the word in its name: a sweater for a son is among the children's things."""
        theirs = [p.id for p in self._catalogue.products if recipient in p.for_whom]
        for pieces in both:
            scores = self._said.scores(pieces, theirs)
            if scores:
                best = max(scores.values())
                return [p for p in theirs if scores.get(p, 0.0) >= best * 0.99]
        return []


def _without_places(both: tuple[list[str], ...]) -> tuple[list[str], ...]:
    """Words behind "to" and "in" taken out: shoes are called like towns, and towns are where they go."""
    to = load_words_of_any()["to_a_place"]
    return tuple([w for i, w in enumerate(pieces) if i == 0 or pieces[i - 1] not in to] for pieces in both)


def _parts(pieces: list[str]) -> list[list[str]]:
    """The message cut at its "and"s and commas."""
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece in CONJUNCTIONS:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]


def _first(index: AliasIndex, both: tuple[list[str], ...]) -> list[str]:
    """By the words in their own script, else as typed."""
    return index.find(both[0]) or (index.find(both[1]) if both[1] != both[0] else [])
