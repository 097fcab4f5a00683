"""Products, colours, sizes and wishes in the words (R43). Built once per catalogue; deterministic, safe to share."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from agents.understanding.aliases import AliasIndex
from agents.understanding.goods.colours import ColourWords
from agents.understanding.goods.sizes import find_age, find_measures, find_sizes
from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import WordList, pieces_of
from agents.understanding.message import Message
from agents.understanding.wording import form_of
from domain.business import Business
from domain.business.catalogue import Catalogue, Product
from domain.goods import Occasion, Recipient
from domain.language import LANGUAGES, Language
from domain.reading import GoodsWish, Span

_QUOTED = re.compile(r"[«“\"]([^»”\"]{2,30})[»”\"]")
_LITTLE = frozenset({
    "для", "на", "с", "из", "и", "в", "the", "a", "of", "for", "and", "men's", "women's", "համար", "և", "տղամարդու",
    "kids'", "girls'", "мужская", "мужской", "мужские", "детский", "детское", "մանկական",
})  # fmt: skip
_SHORT_MESSAGE = 3
_OWN_WORD = 1.0
"""The weight of a word that one product alone has."""
_RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
_OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
_STYLES = ("elegant", "casual", "romantic", "sporty")


@lru_cache(maxsize=3)
def load_words(language: Language) -> dict[str, WordList]:
    """The wishes' words of a language, by name."""
    source = files("agents.understanding.goods").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: WordList(spellings) for name, spellings in tomllib.loads(source)[language].items()}


class GoodsReader:
    """Reads what is wanted against one catalogue."""

    def __init__(self, business: Business, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        places = {w for z in business.profile.zones for a in (*z.aliases, z.name.en) for w in pieces_of(a)}
        places |= {w for b in business.profile.branches for a in b.aliases for w in pieces_of(a)}
        named, weak = [], []
        for product in catalogue.products:
            texts = [product.name.in_language(language) for language in LANGUAGES]
            named += [(text, (product.id,), False) for text in (*texts, *product.aliases)]
            names = {w for text in texts for w in _QUOTED.findall(text)}
            weak += [
                (name, (product.id,), False) for name in names if not places.intersection(pieces_of(name))
            ]
        self._named = AliasIndex(named)
        self._weak = AliasIndex(weak, strict=True)
        self._kinds = AliasIndex(
            (text, (kind.id,), False)
            for kind in catalogue.rules.categories
            for text in (*(kind.name.in_language(la) for la in LANGUAGES), *kind.aliases)
        )
        self._colours = ColourWords(catalogue.rules.colours)
        self._said = _NameWords(catalogue.products)

    def words(self) -> list[str]:
        """Every word of names and aliases: the vocabulary of detransliteration."""
        found = [*self._named.words(), *self._kinds.words(), *self._colours.words(), *self._said.words()]
        listed = [w for la in LANGUAGES for one in load_words(la).values() for w in one.words()]
        return list(dict.fromkeys([*found, *listed]))

    def english(self) -> set[str]:
        """Words of English names; other Latin spellings are not English."""
        texts = [p.name.en for p in self._catalogue.products] + [
            k.name.en for k in self._catalogue.rules.categories
        ]
        texts += [c.name.en for c in self._catalogue.rules.colours]
        return {w for text in texts for w in pieces_of(text) if w.isascii() and w.isalpha()}

    def read(
        self, message: Message, *, name: str | None = None, asked_size: bool = False
    ) -> tuple[list[str], GoodsWish]:
        """Ids of products that were named, best first, and what else is wished for. `name`: the customer's own, which is
        no product."""
        own_name = set(pieces_of(name)) if name else set()
        both = tuple([w for w in p if w not in own_name] for p in (message.native_pieces, message.pieces))
        lists, own = load_words(message.language), load_words("en")
        wish = GoodsWish(
            categories=_first(self._kinds, both),
            colours=self._colours.find(both[0]) or self._colours.find(both[1]),
            styles=[s for s in _STYLES if _says(lists[s], own[s], both)],
            recipient=cast("Recipient | None", _earliest(_RECIPIENTS, lists, own, both)),
            occasion=cast("Occasion | None", _earliest(_OCCASIONS[:-1], lists, own, both)),
            gift=_says(lists["gift"], own["gift"], both)
            and not _says(lists["no_gift"], own["no_gift"], both),
            cheaper=_says(lists["cheaper"], own["cheaper"], both),
            others=_says(lists["other"], own["other"], both),
            asks_size=_says(lists["size"], own["size"], both),
            asks_which_size=_says(lists["which_size"], own["which_size"], both),
            wait=_says(lists["wait"], own["wait"], both),
            what_if=_says(lists["what_if"], own["what_if"], both),
            asks_delivery=_says(lists["delivery"], own["delivery"], both),
            asks_stock=_says(lists["stock"], own["stock"], both),
            wants=_says(lists["wants"], own["wants"], both),
        )
        products = self._named.find(both[0]) or self._of_kind(self._named.find(both[1]), wish.categories)
        if not products and (
            wish.categories or len(message.pieces) <= _SHORT_MESSAGE or _QUOTED.search(message.text)
        ):
            products = _first(self._weak, both)
        products = self._narrowed(products, wish, both)
        pieces = both[0]
        spoken = [self._catalogue.product_by_id[p] for p in products] or [
            p for p in self._catalogue.products if p.category in wish.categories
        ]
        spoken = spoken or (self._catalogue.products if asked_size else [])
        wish = wish.model_copy(
            update={
                "sizes": find_sizes(
                    message.text, pieces, lists["size"], self._numbers(spoken), asked=asked_size
                ),
                "measures": find_measures(message.text, pieces, lists),
                "pieces": self._said.counted(pieces, products),
                "age_years": find_age(pieces, lists["age"]),
            }
        )
        return products, wish

    def without_names(self, products: list[str], zones: list[str], spans: list[Span]) -> list[str]:
        """The zones that were meant: "Gyumri boots" names no place to deliver to."""
        if not products or not zones:
            return zones
        names = [n for p in products for n in self._names_of(self._catalogue.product_by_id[p])]
        meant = []
        for zone in zones:
            said = [w for s in spans if s.fact == "zones" and s.value == zone for w in pieces_of(s.text)]
            if not said or not all(
                any(form_of(w, n, strict=False) or is_inflected(w, n) for n in names) for w in said
            ):
                meant.append(zone)
        return meant

    @staticmethod
    def _names_of(product: Product) -> set[str]:
        texts = (*(product.name.in_language(la) for la in LANGUAGES), *product.aliases)
        return {w for text in texts for w in pieces_of(text)}

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
                scores = self._said.scores(pieces, everything)
                best = max(scores.values(), default=0.0)
                surely = [p for p in everything if scores.get(p, 0.0) == best >= _OWN_WORD]
                if len(surely) == 1:
                    return surely
        if len(among) < 2:
            return products
        if wish.recipient is not None:
            fitting = [p for p in among if wish.recipient in self._catalogue.product_by_id[p].for_whom]
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

    def _numbers(self, products: list[Product]) -> set[str]:
        tables = {t.id: t for t in self._catalogue.rules.size_tables}
        also = {
            s for p in products if p.size_table in tables for x in tables[p.size_table].lines for s in x.also
        }
        found = {s for p in products for s in p.sizes if s[:1].isdigit()}
        within = {str(n) for s in found if "-" in s for n in _between(s)}
        return also | found | within


_NUMBERS = {
    "два": 2, "две": 2, "двое": 2, "три": 3, "трое": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "երկու": 2, "երեք": 3, "չորս": 4, "հինգ": 5, "վեց": 6, "յոթ": 7, "ութ": 8, "ինը": 9,
    "տասը": 10, "տաս": 10, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_NO_COUNT = frozenset({"размер", "размера", "размере", "size", "чапс", "չափս", "չափսի", "для", "for"})


def _between(sizes: str) -> range:
    """The numbers of "36-40"."""
    low, _, high = sizes.partition("-")
    return (
        range(int(low), int(high) + 1)
        if low.isdigit() and high.isdigit() and int(high) - int(low) < 30
        else range(0)
    )


class _NameWords:
    """Which products have a word in their name. A word that most of them have tells little, and weighs little."""

    def __init__(self, products: list[Product]) -> None:
        self._by_start: dict[str, list[tuple[str, frozenset[str]]]] = {}
        holders: dict[str, set[str]] = {}
        for product in products:
            for text in (*(product.name.in_language(la) for la in LANGUAGES), *product.aliases):
                for word in pieces_of(text):
                    if word[0].isalpha() and len(word) > 2 and word not in _LITTLE:
                        holders.setdefault(word, set()).add(product.id)
        for word, ids in holders.items():
            self._by_start.setdefault(word[:3], []).append((word, frozenset(ids)))

    def words(self) -> list[str]:
        return [w for entries in self._by_start.values() for w, _ in entries]

    def counted(self, pieces: list[str], products: list[str]) -> int | None:
        """A number a word or two before the name of what is wanted: "two red mugs"."""
        if not products:
            return None
        for i, piece in enumerate(pieces):
            number = int(piece) if piece.isdigit() and len(piece) <= 3 else _NUMBERS.get(piece)
            after = pieces[i + 1 : i + 4]
            if (
                number
                and (i == 0 or pieces[i - 1] not in _NO_COUNT)
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


def _first(index: AliasIndex, both: tuple[list[str], ...]) -> list[str]:
    """By the words in their own script, else as typed."""
    return index.find(both[0]) or (index.find(both[1]) if both[1] != both[0] else [])


def _says(words: WordList, english: WordList, both: tuple[list[str], ...]) -> bool:
    return words.found(both[0]) is not None or (both[1] != both[0] and english.found(both[1]) is not None)


def _earliest(
    names: tuple[str, ...],
    lists: dict[str, WordList],
    english: dict[str, WordList],
    both: tuple[list[str], ...],
) -> str | None:
    """The one of `names` whose words stand first."""
    places = {name: at for name in names if (at := lists[name].found(both[0])) is not None}
    if not places and both[1] != both[0]:
        places = {name: at for name in names if (at := english[name].found(both[1])) is not None}
    return min(places, key=lambda name: places[name]) if places else None
